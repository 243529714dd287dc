// A point in time as articles and requests state it: an instant to the second, or a bare date.
// A bare date stays a date: it sorts as 00:00 UTC, is printed as it was written and is never shifted by a time zone.
// Formats read: RFC 3339 ("2025-07-21T16:05:00Z", "+02:00" offsets, a fraction of a second is dropped, "T" or a space) and
// "2025-07-21". Values without state; functions are pure and may be called from any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace newshound {

inline constexpr std::int64_t kUndated = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kSecondsPerDay = 86400;

struct Moment {
  std::int64_t seconds_utc = kUndated;  // since 1970-01-01T00:00:00Z
  bool date_only = false;               // seconds_utc is then 00:00 UTC of that date

  friend bool operator==(const Moment&, const Moment&) = default;
};

// The moment, or nothing if `text` is in neither format or names a day or time that doesn't exist (February 30, 25:00).
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);

// "2025-07-21" for a date, else "2025-07-21T16:05:00Z". Empty for an undated moment.
[[nodiscard]] std::string format_moment(const Moment& moment);

// The date of `seconds_utc` in UTC, as "2025-07-21".
[[nodiscard]] std::string format_date(std::int64_t seconds_utc);

// 00:00 UTC of the date year-month-day, or nothing if there is no such day.
[[nodiscard]] std::optional<std::int64_t> seconds_of_date(int year, unsigned month, unsigned day);

}  // namespace newshound
