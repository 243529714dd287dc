// Times as feeds and wire services write them: RFC 3339 and the other shapes of ISO 8601 ("20250721T160500+0200",
// "2025-07-21T16:05"), RFC 822 and its successors ("Mon, 21 Jul 2025 16:05:00 GMT", two-digit years, "EST"), ctime ("Mon Jul 21
// 16:05:00 2025"), seconds or milliseconds since 1970. A time without a zone is UTC. Dates in prose are written_date.h's. Pure;
// any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "schemas/moment.h"

namespace newshound {

// Nothing if it is none of these shapes, or no such day or time. A year or a month alone is none: which day would it be?
[[nodiscard]] std::optional<Moment> read_wire_date(std::string_view text);
// Seconds since 1970; over 11 digits milliseconds. Nothing before 1600 or after 9999.
[[nodiscard]] std::optional<Moment> read_unix_time(std::int64_t number);
// Numbers below it, where nothing says that they are times, are none: 17 or 2025 is a mistake, not an evening of 1970.
inline constexpr std::int64_t kFirstLikelyUnixTime = 100'000'000;  // 1973-03-03

}  // namespace newshound
