// Counts articles by day in a time zone, from which every calendar interval is made: Σ of its days.
// A bare date counts as that day in every zone. Documents come mostly in date order, so the last day's counter is kept at hand.
// One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "query/answer.h"
#include "query/matcher.h"
#include "query/request.h"

namespace newshound {

class DayCounter {
 public:
  // `time_zone`: IANA name, empty = UTC. A name that doesn't exist must have been refused before (query/parameters.h); it counts
  // as UTC.
  explicit DayCounter(const std::string& time_zone);

  void count(std::int64_t published_utc, bool date_only);
  void give(MatchResult& result) const;

 private:
  [[nodiscard]] std::int64_t offset_at(std::int64_t seconds_utc);

  std::string time_zone_;
  std::map<std::int64_t, std::uint64_t> days_;
  std::int64_t day_begin_ = 0;  // of the last one, on the zone's clock
  std::uint64_t* last_count_ = nullptr;
  std::uint64_t undated_ = 0;
  std::int64_t offset_begin_ = 1, offset_end_ = 0, offset_ = 0;  // where `offset_` holds: empty at first
};

// The buckets of an interval: each begins at its first calendar day (weeks on Monday, as ISO 8601 has them). With `fill`, empty
// buckets between the first and the last are there too, unless that would be more than kMaxHistogramBuckets.
[[nodiscard]] HistogramAnswer make_histogram(const MatchResult& result, const HistogramOptions& options);

}  // namespace newshound
