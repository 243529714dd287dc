#include "query/time_zone.h"

#include <stdexcept>
#include <vector>

#include <date/date.h>
#include <date/tz.h>

#include "query/nearest_name.h"
#include "schemas/moment.h"

namespace newshound {

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  TimeZone zone;
  if (name.empty() || name == "UTC") return zone;
  (void)date::get_tzdb();  // throws without tzdata, which isn't the name's fault
  try {
    zone.zone_ = date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
  return zone;
}

std::string TimeZone::nearest(std::string_view name) {
  std::vector<std::string_view> names;
  for (const date::time_zone& zone : date::get_tzdb().zones) names.push_back(zone.name());
  const NearestName nearest = nearest_name(name, names);
  return nearest.close ? std::string(nearest.name) : std::string();
}

std::int64_t TimeZone::to_utc(const CivilTime& local) const {
  const date::year_month_day day{date::year{local.year}, date::month{local.month}, date::day{local.day}};
  const date::local_seconds at = date::local_days{day} + std::chrono::seconds{local.seconds};
  if (zone_ == nullptr) return at.time_since_epoch().count();
  return date::floor<std::chrono::seconds>(zone_->to_sys(at, date::choose::earliest)).time_since_epoch().count();
}

CivilTime TimeZone::to_local(std::int64_t seconds_utc) const {
  const date::sys_seconds utc{std::chrono::seconds{seconds_utc}};
  const std::chrono::seconds offset = zone_ == nullptr ? std::chrono::seconds{0} : zone_->get_info(utc).offset;
  const date::local_seconds at{utc.time_since_epoch() + offset};
  const auto day = date::floor<date::days>(at);
  const date::year_month_day civil{day};
  return {static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()),
          std::chrono::seconds{at - day}.count()};
}

}  // namespace newshound
