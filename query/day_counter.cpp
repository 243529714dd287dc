#include "query/day_counter.h"

#include <date/date.h>
#include <date/tz.h>

#include "schemas/limits.h"

namespace newshound {
namespace {

std::int64_t floor_day(std::int64_t seconds) {
  return seconds >= 0 ? seconds / kSecondsPerDay : -((-seconds + kSecondsPerDay - 1) / kSecondsPerDay);
}

date::sys_days first_day(std::int64_t day, Interval interval) {
  const date::sys_days at{date::days{day}};
  const date::year_month_day ymd{at};
  const unsigned month = static_cast<unsigned>(ymd.month());
  switch (interval) {
    case Interval::kDay: return at;
    case Interval::kWeek: return at - (date::weekday{at} - date::Monday);
    case Interval::kMonth: return ymd.year() / ymd.month() / 1;
    case Interval::kQuarter: return ymd.year() / date::month{(month - 1) / 3 * 3 + 1} / 1;
    case Interval::kYear: return ymd.year() / date::January / 1;
  }
  return at;
}

date::sys_days next_start(date::sys_days start, Interval interval) {
  const date::year_month_day ymd{start};
  switch (interval) {
    case Interval::kDay: return start + date::days{1};
    case Interval::kWeek: return start + date::days{7};
    case Interval::kMonth: return ymd + date::months{1};
    case Interval::kQuarter: return ymd + date::months{3};
    case Interval::kYear: return ymd + date::years{1};
  }
  return start + date::days{1};
}

}  // namespace

DayCounter::DayCounter(const std::string& time_zone) : time_zone_(time_zone == "UTC" ? "" : time_zone) {}

std::int64_t DayCounter::offset_at(std::int64_t seconds_utc) {
  if (time_zone_.empty()) return 0;
  if (seconds_utc >= offset_begin_ && seconds_utc < offset_end_) return offset_;
  const date::sys_info info = date::locate_zone(time_zone_)->get_info(date::sys_seconds{std::chrono::seconds{seconds_utc}});
  offset_begin_ = info.begin.time_since_epoch().count();
  offset_end_ = info.end.time_since_epoch().count();
  offset_ = info.offset.count();
  return offset_;
}

void DayCounter::count(std::int64_t published_utc, bool date_only) {
  if (published_utc == kUndated) {
    ++undated_;
    return;
  }
  const std::int64_t clock = date_only ? published_utc : published_utc + offset_at(published_utc);
  if (clock < day_begin_ || clock >= day_begin_ + kSecondsPerDay || last_count_ == nullptr) {
    const std::int64_t day = floor_day(clock);
    day_begin_ = day * kSecondsPerDay;
    last_count_ = &days_[day];
  }
  ++*last_count_;
}

void DayCounter::give(MatchResult& result) const {
  for (const auto& [day, count] : days_) result.days[day] += count;
  result.undated += undated_;
}

HistogramAnswer make_histogram(const MatchResult& result, const HistogramOptions& options) {
  HistogramAnswer answer;
  answer.interval = options.interval;
  answer.missing = result.undated;
  std::map<date::sys_days, std::uint64_t> buckets;
  for (const auto& [day, count] : result.days) buckets[first_day(day, options.interval)] += count;
  if (options.fill && !buckets.empty()) {
    std::map<date::sys_days, std::uint64_t> filled;
    const date::sys_days last = buckets.rbegin()->first;
    for (date::sys_days at = buckets.begin()->first; at <= last && filled.size() <= kMaxHistogramBuckets;
         at = next_start(at, options.interval))
      filled[at] = 0;
    if (filled.size() <= kMaxHistogramBuckets) buckets.merge(filled);
  }
  for (const auto& [start, count] : buckets)
    answer.buckets.push_back({format_date(date::sys_seconds{start}.time_since_epoch().count()), count});
  return answer;
}

}  // namespace newshound
