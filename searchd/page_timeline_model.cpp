// The timeline as the template draws it: x in percent of the width, y in pixels of 48; mirrored for right-to-left.
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "searchd/page_links.h"
#include "searchd/page_timeline.h"
#include "searchd/web_pages.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kWideBars = 36, kNarrowBars = 14;
constexpr double kWideGap = 0.09, kNarrowGap = 0.24;  // between dates, in shares of the width
constexpr double kHeight = 48, kHighest = 44, kLowest = 2;
constexpr double kBarShare = 0.72;  // of the place of a bar, the rest is the gap

// How a bar is named, and a tick below it.
const char* bar_skeleton(TimelineUnit unit) {
  if (unit <= TimelineUnit::kWeek) return "yMMMd";
  return unit <= TimelineUnit::kQuarter ? "yMMMM" : "y";
}
const char* tick_skeleton(TimelineUnit unit, bool whole) {
  if (unit <= TimelineUnit::kWeek) return whole ? "yMMM" : "MMMd";
  return unit <= TimelineUnit::kQuarter && !whole ? "yMMM" : "y";
}

const char* title_key(TimelineUnit unit) {
  switch (unit) {
    case TimelineUnit::kDay: return "timeline_day";
    case TimelineUnit::kWeek: return "timeline_week";
    case TimelineUnit::kMonth: return "timeline_month";
    case TimelineUnit::kQuarter: return "timeline_quarter";
    case TimelineUnit::kYear: return "timeline_year";
    default: return "timeline_span";
  }
}

std::string percent(double share) { return fmt::format("{:.2f}%", share * 100); }

json drawn(const PageContext& page, const Timeline& timeline) {
  const double count = static_cast<double>(timeline.bars.size());
  const bool rtl = direction_of(page.language.language) == "rtl";
  const auto left = [&](double from, double width) { return percent(rtl ? 1 - from - width : from); };
  const Parameters open = without(page.request.state, {"from", "to", "when"});
  json bars = json::array(), ticks = json::array();
  for (std::size_t i = 0; i < timeline.bars.size(); ++i) {
    const TimelineBar& bar = timeline.bars[i];
    if (bar.count == 0) continue;
    const double at = static_cast<double>(i) / count;
    const double height =
        std::max(kLowest, std::round(kHighest * static_cast<double>(bar.count) / static_cast<double>(timeline.highest)));
    const std::string when = page.locale.days(bar.first, bar.last, bar_skeleton(timeline.unit));
    const Parameters to = with(with(open, "from", format_date(bar.first)), "to", format_date(bar.last));
    bars.push_back({{"href", path_with("/search", to)},
                    {"key", "bar:" + format_date(bar.first)},
                    {"label", page.wording.text("bar", {{"when", when}, {"articles", page.articles(bar.count)}})},
                    {"x", left(at, 1 / count)},
                    {"w", percent(1 / count)},
                    {"bar_x", left(at + (1 - kBarShare) / 2 / count, kBarShare / count)},
                    {"bar_w", percent(kBarShare / count)},
                    {"y", fmt::format("{}", kHeight - height)},
                    {"h", fmt::format("{}", height)}});
  }
  for (const TimelineTick& tick : timeline.ticks) {
    const TimelineBar& bar = timeline.bars[tick.bar];
    // A week is named by the month that begins in it.
    const std::int64_t named = timeline.unit == TimelineUnit::kWeek ? bar.last : bar.first;
    ticks.push_back({{"x", left(static_cast<double>(tick.bar) / count, 0)},
                     {"label", page.locale.days(named, named, tick_skeleton(timeline.unit, tick.whole))}});
  }
  return {
      {"bars", bars}, {"ticks", ticks}, {"label", page.wording.count(title_key(timeline.unit), timeline.highest, page.locale)}};
}

}  // namespace

json timeline_model(const PageContext& page, const HistogramAnswer& histogram) {
  Timeline wide = make_timeline(histogram.buckets, kWideBars, kWideGap);
  if (wide.bars.size() < 2) return nullptr;
  const bool few = wide.bars.size() <= kNarrowBars;  // drawn no wider than on a narrow screen
  if (few) wide = make_timeline(histogram.buckets, kWideBars, kNarrowGap);
  const Timeline narrow = make_timeline(histogram.buckets, kNarrowBars, kNarrowGap);
  return {{"wide", drawn(page, wide)}, {"narrow", drawn(page, narrow)}, {"few", few}};
}

}  // namespace newshound
