// Pages and their files as a route: searchd/web_routes.h on a worker, so that they are kept, compressed and revalidated like any
// other answer. Any thread, one searcher each; throws what the layers below throw.
#pragma once

#include "searchd/router.h"

namespace newshound {

[[nodiscard]] Result<RouteAnswer> page_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc);

}  // namespace newshound
