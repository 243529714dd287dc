// The routes beside search: suggestions, facets of one field, timeline, similar articles, explanations. Each reads its
// parameters, asks the searcher and writes JSON; an Error is a bad parameter or query, or an article that isn't there. Any
// thread, one searcher each; throws what the layers below throw.
#pragma once

#include <cstdint>
#include <string>

#include "query/searcher.h"
#include "searchd/target.h"

namespace newshound {

// /v1/suggest: q, limit (1 to kMaxSuggestions), format=json|opensearch.
[[nodiscard]] Result<std::string> suggest_route(const Target& target, Searcher& searcher, std::int64_t now_utc);
// /v1/facets/{field}: the parameters of search; counts that field alone.
[[nodiscard]] Result<std::string> facets_route(const Target& target, Searcher& searcher, std::int64_t now_utc);
// /v1/timeline: the parameters of search; counts by span of time alone, by month unless `histogram` says otherwise.
[[nodiscard]] Result<std::string> timeline_route(const Target& target, Searcher& searcher, std::int64_t now_utc);
// /v1/articles/{id}/similar: limit (1 to kMaxLimit), within (days), fields.
[[nodiscard]] Result<std::string> similar_route(const Target& target, Searcher& searcher, std::int64_t now_utc);
// /v1/explain: the parameters of search, and id.
[[nodiscard]] Result<std::string> explain_route(const Target& target, Searcher& searcher, std::int64_t now_utc);

// Over HTTP the server's clock decides: an error if a parameter says otherwise.
[[nodiscard]] Result<void> refuse_clock(const Parameters& parameters);

}  // namespace newshound
