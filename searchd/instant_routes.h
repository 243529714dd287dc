// The routes of InstantSearch: POST /1/indexes/*/queries, POST /1/indexes/{index}/facets/{facet}/query, and its adapter for the
// browser, GET /newshound-instantsearch.js. Any thread, one searcher each; throws what the layers below throw.
#pragma once

#include <cstdint>
#include <string_view>

#include "searchd/router.h"

namespace newshound {

// The answer, also where it is an error: {"message", "status"}. Parameters of the URL are those that Algolia's clients add
// (x-algolia-…); they mean nothing here.
[[nodiscard]] Result<RouteAnswer> instant_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);
// The adapter, as it lies in searchd/web/newshound-instantsearch.js.
[[nodiscard]] std::string_view instant_adapter();

}  // namespace newshound
