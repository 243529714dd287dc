// Dates as pages and feeds write them. Pure; any thread.
//   words: "July 21, 2025", "21 July 2025", "21. Juli 2025", "21 juillet 2025", "21 de julio de 2025", "2025. július 21.", in
//   every
//     language that we stem (month names are ICU's, whole and short); "2025年7月21日"; digits of any script
//   numbers: "2025-07-21", "2025/07/21", "21.07.2025"; "7/21/2025" only where one reading is possible
//   time: "4:05 PM ET", "16:05 Uhr MESZ", "16h05 GMT", "10:00:00 +0200" behind the date. With a time zone the date is an instant,
//     without one a bare date, since nobody knows whose clock it was
//   machines: RFC 3339, ISO 8601 in its other spellings ("20250721T160500Z", "+0200"), RFC 822 and 9110, JavaScript's, Unix
//   seconds
//     and milliseconds
#pragma once

#include <optional>
#include <string_view>

#include "schemas/moment.h"

namespace newshound {

// A date, and the day that it names in its own time zone.
struct WrittenDate {
  Moment moment;
  Moment day;  // a bare date
};

// The first date in a short line of text. Nothing if there is none, or no such day, or a year before 1600.
[[nodiscard]] std::optional<Moment> find_written_date(std::string_view line);
// A value that is a date: all formats above.
[[nodiscard]] std::optional<WrittenDate> read_written_date(std::string_view value);

}  // namespace newshound
