// The routes beside search: suggestions, facets of one field, timeline, similar articles, explanations. Each reads its
// parameters, asks the searcher and writes JSON; an Error is a bad parameter or query, or an article that isn't there. Any
// thread, one searcher each; throws what the layers below throw.
#pragma once

#include <cstdint>

#include "searchd/router.h"

namespace newshound {

// /v1/suggest: q, limit (1 to kMaxSuggestions), format=json|opensearch.
[[nodiscard]] Result<RouteAnswer> suggest_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);
// /v1/facets/{field}: the parameters of search; counts that field alone. format=json|csv.
[[nodiscard]] Result<RouteAnswer> facets_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);
// /v1/timeline: the parameters of search; counts by span of time alone, by month unless `histogram` says otherwise.
// format=json|csv.
[[nodiscard]] Result<RouteAnswer> timeline_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);
// /v1/articles/{id}/similar: limit (1 to kMaxLimit), within (days), fields.
[[nodiscard]] Result<RouteAnswer> similar_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);
// /v1/explain: the parameters of search, and id.
[[nodiscard]] Result<RouteAnswer> explain_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);

}  // namespace newshound
