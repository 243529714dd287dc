// The routes of InstantSearch: POST /1/indexes/*/queries, POST /1/indexes/{index}/facets/{facet}/query, and its adapter for the
// browser, GET /newshound-instantsearch.js. Any thread, one searcher each; throws what the layers below throw.
#pragma once

#include <cstdint>
#include <string_view>

#include "query/searcher.h"
#include "searchd/http_message.h"
#include "searchd/target.h"

namespace newshound {

// Whether the path is one of the two that take a body; the router lets POST to it, and nothing else does.
[[nodiscard]] bool is_instant_path(const std::vector<std::string>& segments);
// The response, also where it is an error: {"message", "status"}. Parameters of the URL are those that Algolia's clients add
// (x-algolia-…); they mean nothing here.
[[nodiscard]] HttpResponse answer_instant(const Target& target, Searcher& searcher, std::int64_t now_utc);
// The adapter, as it lies in searchd/web/newshound-instantsearch.js.
[[nodiscard]] std::string_view instant_adapter();

}  // namespace newshound
