#include "query/day_counter.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <date/date.h>
#include <date/tz.h>

#include "query/document_set.h"
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

// The first place behind `from` whose document was published before `bound`; `documents` are newest first.
std::size_t first_before(std::span<const std::uint32_t> documents, std::span<const std::int64_t> published, std::size_t from,
                         std::int64_t bound) {
  std::size_t step = 1, low = from;
  while (low + step < documents.size() && published[documents[low + step]] >= bound) {
    low += step;
    step *= 2;
  }
  const auto begin = documents.begin() + static_cast<std::ptrdiff_t>(low);
  const auto end = documents.begin() + static_cast<std::ptrdiff_t>(std::min(documents.size(), low + step));
  const auto found = std::partition_point(begin, end, [&](std::uint32_t document) { return published[document] >= bound; });
  return static_cast<std::size_t>(found - documents.begin());
}

}  // namespace

DayCounter::DayCounter(const std::string& time_zone, Interval interval)
    : time_zone_(time_zone == "UTC" ? "" : time_zone), interval_(interval) {}

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
  if (clock < bucket_begin_ || clock >= bucket_end_ || last_count_ == nullptr) {
    const date::sys_days first = first_day(floor_day(clock), interval_);
    const std::int64_t day = first.time_since_epoch().count();
    bucket_begin_ = day * kSecondsPerDay;
    bucket_end_ = next_start(first, interval_).time_since_epoch().count() * std::int64_t{kSecondsPerDay};
    last_count_ = &days_[day];
  }
  ++*last_count_;
}

// Whether something published then is in the last bucket, be it a bare date or not.
bool DayCounter::is_within_bucket(std::int64_t published_utc) const {
  const std::int64_t margin = time_zone_.empty() ? 0 : kZoneMargin;
  return published_utc >= bucket_begin_ + margin && published_utc < bucket_end_ - margin;
}

void DayCounter::count(std::span<const std::uint32_t> documents, const Columns& columns, bool newest_first) {
  const auto published = columns.published();
  const auto flags = columns.flags();
  for (std::size_t i = 0; i < documents.size();) {
    const std::uint32_t document = documents[i++];
    count(published[document], (flags[document] & kFlagDateOnly) != 0);
    if (!newest_first || i == documents.size() || !is_within_bucket(published[documents[i]])) continue;
    const std::size_t end = first_before(documents, published, i, bucket_begin_ + (time_zone_.empty() ? 0 : kZoneMargin));
    *last_count_ += end - i;
    i = end;
  }
}

std::vector<DocumentBucket> buckets_of(const Columns& columns, Interval interval) {
  const auto published = columns.published();
  std::vector<DocumentBucket> buckets;
  auto at = published.begin();
  while (at != published.end() && *at != kUndated) {
    const date::sys_days first = first_day(floor_day(*at), interval);
    const std::int64_t day = first.time_since_epoch().count(), begin = day * kSecondsPerDay;
    at = std::partition_point(at, published.end(), [=](std::int64_t moment) { return moment >= begin; });
    buckets.push_back({day, static_cast<std::uint32_t>(at - published.begin())});
  }
  return buckets;
}

void DayCounter::count(std::span<const std::uint32_t> documents, std::span<const DocumentBucket> buckets) {
  std::size_t at = 0;
  for (auto bucket = buckets.begin(); at < documents.size(); ++bucket) {
    bucket = std::partition_point(bucket, buckets.end(), [&](const DocumentBucket& b) { return b.end <= documents[at]; });
    if (bucket == buckets.end()) break;
    const std::size_t end = gallop(documents, at, bucket->end);
    days_[bucket->first_day] += end - at;
    at = end;
  }
  undated_ += documents.size() - at;
}

void DayCounter::give(MatchResult& result) {
  result.undated += undated_;
  if (result.days.empty()) {
    result.days = std::move(days_);
    return;
  }
  for (const auto& [day, count] : days_) result.days[day] += count;
}

HistogramAnswer make_histogram(const MatchResult& result, const HistogramOptions& options) {
  HistogramAnswer answer;
  answer.interval = options.interval;
  answer.missing = result.undated;
  using Bucket = std::pair<date::sys_days, std::uint64_t>;
  std::vector<Bucket> buckets;
  for (const auto& [day, count] : result.days) {  // in order, and so are the buckets' beginnings
    const date::sys_days start = first_day(day, options.interval);
    if (buckets.empty() || buckets.back().first != start) buckets.emplace_back(start, 0);
    buckets.back().second += count;
  }
  if (options.fill && !buckets.empty()) {
    std::vector<Bucket> filled;
    auto next = buckets.begin();
    for (date::sys_days at = buckets.front().first; at <= buckets.back().first && filled.size() <= kMaxHistogramBuckets;
         at = next_start(at, options.interval))
      filled.emplace_back(at, next->first == at ? (next++)->second : 0);
    if (filled.size() <= kMaxHistogramBuckets) buckets = std::move(filled);
  }
  for (const auto& [start, count] : buckets)
    answer.buckets.push_back({format_date(date::sys_seconds{start}.time_since_epoch().count()), count});
  return answer;
}

}  // namespace newshound
