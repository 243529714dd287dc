// Dates as pages write them: "July 21, 2025", "21 July 2025", "21. Juli 2025", "21 juillet 2025", "21 de julio de 2025", "21
// luglio 2025", "2025-07-21". English, German, French, Spanish, Italian, Portuguese. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "schemas/moment.h"

namespace newshound {

// The first date in a short line, as a bare date. Nothing if there is none, or no such day.
[[nodiscard]] std::optional<Moment> find_written_date(std::string_view line);

}  // namespace newshound
