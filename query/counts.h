// The counts of an answer: facets as they are shown, and what a timeline may have beside its total: a series for each of the most
// frequent values of a field, and the share of all coverage. One thread.
#pragma once

#include "query/answer.h"
#include "query/matcher.h"
#include "query/request.h"

namespace newshound {

struct SearchContext;

inline constexpr std::size_t kMaxSeries = 20;  // of a split timeline: each is a match of its own

// `query` (facets.q): only values that hold its words, the last one as a beginning; empty: all.
[[nodiscard]] FacetAnswer make_facet(Field field, const ValueCounts& counts, std::size_t limit, std::string_view query);

// Fills `histogram` as HistogramOptions ask: `by` and `share`. `plan`: of the query, `request`: split (request_reading.h).
void add_series(SearchContext& context, const PlanNode& plan, const SearchRequest& request, HistogramAnswer& histogram);
void add_share(SearchContext& context, const SearchRequest& request, HistogramAnswer& histogram);

}  // namespace newshound
