#include "query/counts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "query/day_counter.h"
#include "query/query_words.h"
#include "query/search_context.h"
#include "query/suggest_values.h"

namespace newshound {
namespace {

// A request of which only the days are wanted.
SearchRequest days_only(const SearchRequest& request) {
  SearchRequest days = request;
  days.facets.clear();
  days.highlight.wanted = false;
  return days;
}

std::map<std::string, std::uint64_t> count_by_start(SearchContext& context, const PlanNode& plan, const SearchRequest& request) {
  const MatchResult result = context.matcher->match(plan, request, {Sort::kNewest, 0, {}});
  std::map<std::string, std::uint64_t> counts;
  for (HistogramBucket& bucket : make_histogram(result, {request.histogram->interval, false, {}, false}).buckets)
    counts[bucket.start] = bucket.count;
  return counts;
}

}  // namespace

FacetAnswer make_facet(Field field, const ValueCounts& counts, std::size_t limit, std::string_view query) {
  FacetAnswer answer;
  answer.field = field;
  answer.missing = counts.missing;
  answer.articles = counts.with_value + counts.missing;
  std::vector<const ValueCounts::Value*> order;
  const std::vector<QueryWord> words = query_words(query, Exactness::kStem);
  for (const ValueCounts::Value& value : counts.values)
    if (words.empty() || holds_typed(value.folded, words)) order.push_back(&value);
  answer.values = order.size();
  const auto more = [](const ValueCounts::Value* a, const ValueCounts::Value* b) {
    return a->count != b->count ? a->count > b->count : a->folded < b->folded;
  };
  const std::size_t shown = std::min(limit, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(), more);
  std::uint64_t in_buckets = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    answer.buckets.push_back({std::string(order[i]->display), order[i]->count});
    in_buckets += order[i]->count;
  }
  if (field_row(field).column == ColumnKind::kOrdinal) answer.other = counts.with_value - in_buckets;
  return answer;
}

void add_series(SearchContext& context, const PlanNode& plan, const SearchRequest& request, HistogramAnswer& histogram) {
  const Field field = *request.histogram->by;
  histogram.by = field;
  SearchRequest counted = days_only(request);
  counted.histogram.reset();
  counted.facets = {field};
  counted.facet_mode = FacetMode::kConjunctive;
  const MatchResult found = context.matcher->match(plan, counted, {Sort::kNewest, 0, {}});
  const FacetAnswer values = make_facet(field, found.facets[0], std::min(request.facet_limit, kMaxSeries), "");
  SearchRequest one = days_only(request);
  one.filters.push_back({field, {}, {}, {}});
  for (const FacetBucket& value : values.buckets) {
    one.filters.back().any = {value.value};
    const std::map<std::string, std::uint64_t> counts = count_by_start(context, plan, one);
    HistogramSeries& series = histogram.series.emplace_back();
    series.value = value.value;
    for (const HistogramBucket& bucket : histogram.buckets) {
      const auto count = counts.find(bucket.start);
      series.counts.push_back(count == counts.end() ? 0 : count->second);
    }
  }
}

void add_share(SearchContext& context, const SearchRequest& request, HistogramAnswer& histogram) {
  PlanNode everything;
  everything.estimate = context.snapshot->documents();
  const std::map<std::string, std::uint64_t> all = count_by_start(context, everything, days_only(request));
  for (HistogramBucket& bucket : histogram.buckets) {
    const auto count = all.find(bucket.start);
    bucket.share = count == all.end() ? 0 : static_cast<double>(bucket.count) / static_cast<double>(count->second);
  }
}

}  // namespace newshound
