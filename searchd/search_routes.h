// /v1/search in all its forms, /search.rss and /v1/articles/{id}. Any thread, one searcher each; throws what the layers below
// throw.
#pragma once

#include "searchd/router.h"

namespace newshound {

// The parameters of search, in the URL or as a JSON body: format=json, or in date order jsonl, csv, ids (the first part; the rest
// follows), or rss.
[[nodiscard]] Result<RouteAnswer> search_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);
// /search.rss: the same search as a feed.
[[nodiscard]] Result<RouteAnswer> feed_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);
// /v1/articles/{id}
[[nodiscard]] Result<RouteAnswer> article_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);

// The request that URL and body state, within the rights; over HTTP the server's clock decides.
[[nodiscard]] Result<SearchRequest> read_search(const RouteRequest& request, std::int64_t now_utc);

}  // namespace newshound
