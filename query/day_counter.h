// Counts articles by the days of a time zone, or by the calendar intervals that they make. A bare date counts as that day in
// every zone. Documents come mostly in date order, so the last bucket is kept at hand. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "query/answer.h"
#include "query/matcher.h"
#include "query/request.h"
#include "storage/columns.h"

namespace newshound {

// The documents of a segment that are newest first, by bucket of UTC: each ends where the next begins, undated ones are in none.
struct DocumentBucket {
  std::int64_t first_day = 0;  // as in MatchResult::days
  std::uint32_t end = 0;       // the first document behind it
};
[[nodiscard]] std::vector<DocumentBucket> buckets_of(const Columns& columns, Interval interval);

class DayCounter {
 public:
  // `time_zone`: IANA name, empty = UTC. A name that doesn't exist must have been refused before (query/parameters.h); it counts
  // as UTC. Days are counted together by `interval`.
  DayCounter(const std::string& time_zone, Interval interval);

  [[nodiscard]] bool in_utc() const { return time_zone_.empty(); }
  void count(std::int64_t published_utc, bool date_only);
  // Many of a segment, by its columns. `newest_first`: `documents` are in that order (Segment::date_ordered), so that a bucket's
  // are a stretch of them whose end is searched for instead of walked to.
  void count(std::span<const std::uint32_t> documents, const Columns& columns, bool newest_first);
  // The same of newest-first documents in UTC, by the buckets of their segment: no date is read.
  void count(std::span<const std::uint32_t> documents, std::span<const DocumentBucket> buckets);
  void give(MatchResult& result);

 private:
  [[nodiscard]] std::int64_t offset_at(std::int64_t seconds_utc);
  [[nodiscard]] bool is_within_bucket(std::int64_t published_utc) const;

  std::string time_zone_;
  Interval interval_;
  std::map<std::int64_t, std::uint64_t> days_;
  std::int64_t bucket_begin_ = 0, bucket_end_ = 0;  // of the last one, on the zone's clock
  std::uint64_t* last_count_ = nullptr;
  std::uint64_t undated_ = 0;
  std::int64_t offset_begin_ = 1, offset_end_ = 0, offset_ = 0;  // where `offset_` holds: empty at first
};

// The buckets of an interval: each begins at its first calendar day (weeks on Monday, as ISO 8601 has them). With `fill`, empty
// buckets between the first and the last are there too, unless that would be more than kMaxHistogramBuckets.
[[nodiscard]] HistogramAnswer make_histogram(const MatchResult& result, const HistogramOptions& options);

}  // namespace newshound
