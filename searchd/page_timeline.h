// The timeline of a page: counts by day, gathered into bars whose unit suits the time they span, and the places of bars and dates
// in an SVG whose x is in percent, so that it stretches with the page and no letter with it. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/answer.h"

namespace newshound {

enum class TimelineUnit : unsigned char { kDay, kWeek, kMonth, kQuarter, kYear, kFiveYears, kDecade };

struct TimelineBar {
  std::int64_t first = 0, last = 0;  // days, inclusive, as their 00:00 UTC
  std::uint64_t count = 0;
};

struct TimelineTick {
  std::size_t bar = 0;  // it stands at the left edge of this one
  bool whole = false;   // it is named by the larger unit (a month's days by the month, months by the year)
};

struct Timeline {
  TimelineUnit unit = TimelineUnit::kDay;
  std::vector<TimelineBar> bars;  // without gaps
  std::vector<TimelineTick> ticks;
  std::uint64_t highest = 0;  // count
};

// The finest unit that needs at most `most_bars`; `min_gap`: between two ticks, in shares of the width. `days`: of a histogram
// by day, in order.
[[nodiscard]] Timeline make_timeline(const std::vector<HistogramBucket>& days, std::size_t most_bars, double min_gap);

}  // namespace newshound
