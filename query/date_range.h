// Dates as queries and parameters state them, as spans of seconds UTC: "2025", "2025-07", "2025-07-21" (days of a time zone),
// RFC 3339 instants (one second), "A..B" with either end open, and "7d" back from now. Years 1 to 9999; results lie within the
// years 0 to 9999, so that each can be printed and read again. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "query/time_zone.h"
#include "schemas/moment.h"

namespace newshound {

struct DateRange {
  std::int64_t from_utc = kUndated;  // inclusive; kUndated = open
  std::int64_t to_utc = kUndated;    // exclusive; kUndated = open
  bool reversed = false;             // was written with the later end first; the ends were swapped

  friend bool operator==(const DateRange&, const DateRange&) = default;
};

// One date, month, year or instant; nothing if `text` is none.
[[nodiscard]] std::optional<DateRange> parse_period(std::string_view text, const TimeZone& zone);
// "A..B", "A..", "..B" or one period: from the start of A to the end of B.
[[nodiscard]] std::optional<DateRange> parse_date_range(std::string_view text, const TimeZone& zone);
// "24h", "7d", "2w", "1m", "1y": the instant so long before `now_utc`. Days are 24 hours, months and years go by the calendar of
// `zone`. One to four digits, not 0.
[[nodiscard]] std::optional<std::int64_t> parse_when(std::string_view text, std::int64_t now_utc, const TimeZone& zone);

// The range as parse_date_range() reads it in any time zone: "2025-07-01T00:00:00Z..2025-07-31T23:59:59Z".
[[nodiscard]] std::string format_date_range(std::int64_t from_utc, std::int64_t to_utc);

}  // namespace newshound
