#include "searchd/page_timeline.h"

#include <algorithm>

#include <date/date.h>

#include "schemas/moment.h"

namespace newshound {
namespace {

using date::sys_days;

int years_of(TimelineUnit unit) { return unit == TimelineUnit::kDecade ? 10 : unit == TimelineUnit::kFiveYears ? 5 : 1; }

sys_days start_of(sys_days day, TimelineUnit unit) {
  const date::year_month_day ymd{day};
  switch (unit) {
    case TimelineUnit::kDay: return day;
    case TimelineUnit::kWeek: return day - (date::weekday{day} - date::Monday);
    case TimelineUnit::kMonth: return sys_days{ymd.year() / ymd.month() / 1};
    case TimelineUnit::kQuarter: {
      const unsigned month = (static_cast<unsigned>(ymd.month()) - 1) / 3 * 3 + 1;
      return sys_days{ymd.year() / date::month{month} / 1};
    }
    default: {
      const int year = static_cast<int>(ymd.year());
      return sys_days{date::year{year - year % years_of(unit)} / date::January / 1};
    }
  }
}

sys_days next(sys_days start, TimelineUnit unit) {
  if (unit == TimelineUnit::kDay) return start + date::days{1};
  if (unit == TimelineUnit::kWeek) return start + date::days{7};
  const date::year_month_day ymd{start};
  if (unit == TimelineUnit::kMonth) return sys_days{ymd + date::months{1}};
  if (unit == TimelineUnit::kQuarter) return sys_days{ymd + date::months{3}};
  return sys_days{ymd + date::years{years_of(unit)}};
}

sys_days day_of(const HistogramBucket& bucket) {
  const auto moment = parse_moment(bucket.start);
  return date::floor<date::days>(date::sys_seconds{std::chrono::seconds{moment ? moment->seconds_utc : 0}});
}

std::size_t bars_needed(sys_days first, sys_days last, TimelineUnit unit, std::size_t most) {
  std::size_t count = 0;
  for (sys_days at = start_of(first, unit); at <= last && count <= most; at = next(at, unit)) ++count;
  return count;
}

std::int64_t seconds(sys_days day) { return date::sys_seconds{day}.time_since_epoch().count(); }
sys_days day_at(std::int64_t seconds_utc) {
  return date::floor<date::days>(date::sys_seconds{std::chrono::seconds{seconds_utc}});
}

// Whether a larger unit begins in the bar: a month in days and weeks, a year in months and quarters.
bool begins_larger(const TimelineBar& bar, TimelineUnit unit) {
  const date::year_month_day first{day_at(bar.first)}, last{day_at(bar.last)};
  if (unit == TimelineUnit::kDay) return first.day() == date::day{1};
  if (unit == TimelineUnit::kWeek) return first.day() == date::day{1} || first.month() != last.month();
  if (unit == TimelineUnit::kMonth || unit == TimelineUnit::kQuarter) return first.month() == date::January;
  return true;
}

std::vector<TimelineTick> make_ticks(const Timeline& timeline, double min_gap) {
  const std::size_t count = timeline.bars.size();
  std::vector<TimelineTick> candidates;
  for (std::size_t i = 0; i < count; ++i)
    if (begins_larger(timeline.bars[i], timeline.unit)) candidates.push_back({i, true});
  if (candidates.size() < 2) {
    candidates.clear();
    for (std::size_t i = 0; i < count; ++i) candidates.push_back({i, false});
  } else if (const double gap = static_cast<double>(candidates[0].bar) / static_cast<double>(count); gap > min_gap) {
    candidates.insert(candidates.begin(), TimelineTick{0, true});
  }
  std::vector<TimelineTick> ticks;
  for (const TimelineTick& tick : candidates) {
    const double at = static_cast<double>(tick.bar) / static_cast<double>(count);
    const double before = ticks.empty() ? -1 : static_cast<double>(ticks.back().bar) / static_cast<double>(count);
    if (at - before >= min_gap && 1 - at >= min_gap * 0.7) ticks.push_back(tick);
  }
  return ticks;
}

}  // namespace

Timeline make_timeline(const std::vector<HistogramBucket>& days, std::size_t most_bars, double min_gap) {
  Timeline timeline;
  if (days.empty()) return timeline;
  const sys_days first = day_of(days.front()), last = day_of(days.back());
  while (timeline.unit != TimelineUnit::kDecade && bars_needed(first, last, timeline.unit, most_bars) > most_bars)
    timeline.unit = static_cast<TimelineUnit>(static_cast<int>(timeline.unit) + 1);
  for (sys_days at = start_of(first, timeline.unit); at <= last; at = next(at, timeline.unit))
    timeline.bars.push_back({seconds(at), seconds(next(at, timeline.unit)) - kSecondsPerDay, 0});
  auto bar = timeline.bars.begin();
  for (const HistogramBucket& day : days) {
    while (seconds(day_of(day)) > bar->last) ++bar;
    bar->count += day.count;
    timeline.highest = std::max(timeline.highest, bar->count);
  }
  timeline.ticks = make_ticks(timeline, min_gap);
  return timeline;
}

}  // namespace newshound
