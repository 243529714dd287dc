#include "query/published_range.h"

#include "query/time_zone.h"

namespace newshound {
namespace {

std::int64_t clock_at(std::int64_t seconds_utc, const TimeZone& zone) {
  if (seconds_utc == kUndated) return kUndated;
  const CivilTime local = zone.to_local(seconds_utc);
  const auto day = seconds_of_date(local.year, local.month, local.day);
  return day ? *day + local.seconds : seconds_utc;
}

}  // namespace

PublishedRange::PublishedRange(std::int64_t from_utc, std::int64_t to_utc, const std::string& time_zone)
    : from_utc_(from_utc), to_utc_(to_utc), from_clock_(from_utc), to_clock_(to_utc) {
  if (time_zone.empty() || open()) return;
  const TimeZone zone = TimeZone::find(time_zone).value_or(TimeZone());
  from_clock_ = clock_at(from_utc, zone);
  to_clock_ = clock_at(to_utc, zone);
}

}  // namespace newshound
