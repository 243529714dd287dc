// A time zone by its IANA name, and what the query language and the parameters need of it: where a calendar day begins in UTC.
// Rules come from the system's tzdata. Where a day has no 00:00 (clocks put forward at midnight) it begins with its first
// instant; where it has two, with the first. A small value; threads may share it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace newshound {

struct CivilTime {
  int year = 1970;
  unsigned month = 1, day = 1;
  std::int64_t seconds = 0;  // of the day
};

class TimeZone {
 public:
  TimeZone() = default;  // UTC

  // The zone of that name; empty and "UTC" are UTC. Nothing if there is no such zone. Throws if the system has no tzdata.
  [[nodiscard]] static std::optional<TimeZone> find(std::string_view name);
  // The known name most like `name`, for messages; empty if none is.
  [[nodiscard]] static std::string nearest(std::string_view name);

  // Seconds UTC at which the local clock first shows that time; the day must exist.
  [[nodiscard]] std::int64_t to_utc(const CivilTime& local) const;
  // What the local clock shows.
  [[nodiscard]] CivilTime to_local(std::int64_t seconds_utc) const;

 private:
  const date::time_zone* zone_ = nullptr;  // null: UTC
};

}  // namespace newshound
