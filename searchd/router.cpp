#include "searchd/router.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "query/parameter_aliases.h"
#include "searchd/article_routes.h"
#include "searchd/instant_routes.h"
#include "searchd/page_route.h"
#include "searchd/search_routes.h"

namespace newshound {
namespace {

constexpr std::string_view kAny = "{}";  // a segment that isn't empty

struct Place {
  std::array<std::string_view, 6> segments;  // of the path; empty ones behind the last
  RouteRow row;
};

constexpr std::array kRoutes{
    Place{{}, {"/", RouteKind::kWork, true, false, page_route}},
    Place{{"search"}, {"/search", RouteKind::kWork, true, false, page_route}},
    Place{{"help"}, {"/help", RouteKind::kWork, true, false, page_route}},
    Place{{"article", kAny}, {"/article/{id}", RouteKind::kWork, true, false, page_route}},
    Place{{"searchbox.js"}, {"/searchbox.js", RouteKind::kWork, true, false, page_route}},
    Place{{"opensearch.xml"}, {"/opensearch.xml", RouteKind::kWork, true, false, page_route}},
    Place{{"web", kAny}, {"/web/{file}", RouteKind::kWork, true, false, page_route}},
    Place{{"web", kAny, kAny}, {"/web/{folder}/{file}", RouteKind::kWork, true, false, page_route}},
    Place{{"healthz"}, {"/healthz", RouteKind::kHealth}},
    Place{{"readyz"}, {"/readyz", RouteKind::kReady}},
    Place{{"metrics"}, {"/metrics", RouteKind::kMetrics}},
    Place{{"openapi.json"}, {"/openapi.json", RouteKind::kOpenApi}},
    Place{{"search.rss"}, {"/search.rss", RouteKind::kWork, true, false, feed_route}},
    Place{{"newshound-instantsearch.js"}, {"/newshound-instantsearch.js", RouteKind::kInstantAdapter}},
    Place{{"1", "indexes", "*", "queries"}, {"/1/indexes/*/queries", RouteKind::kWork, false, true, instant_route}},
    Place{{"1", "indexes", kAny, "facets", kAny, "query"},
          {"/1/indexes/{index}/facets/{facet}/query", RouteKind::kWork, false, true, instant_route}},
    Place{{"v1", "search"}, {"/v1/search", RouteKind::kWork, true, true, search_route}},
    Place{{"v1", "suggest"}, {"/v1/suggest", RouteKind::kWork, true, false, suggest_route}},
    Place{{"v1", "timeline"}, {"/v1/timeline", RouteKind::kWork, true, true, timeline_route}},
    Place{{"v1", "explain"}, {"/v1/explain", RouteKind::kWork, true, false, explain_route}},
    Place{{"v1", "facets", kAny}, {"/v1/facets/{field}", RouteKind::kWork, true, true, facets_route}},
    Place{{"v1", "articles", kAny}, {"/v1/articles/{id}", RouteKind::kWork, true, false, article_route}},
    Place{{"v1", "articles", kAny, "similar"}, {"/v1/articles/{id}/similar", RouteKind::kWork, true, false, similar_route}},
};

bool is_at(const Place& place, const std::vector<std::string>& path) {
  if (path.size() > place.segments.size()) return false;
  for (std::size_t i = 0; i < place.segments.size(); ++i) {
    const std::string_view wanted = place.segments[i];
    if (i >= path.size() || wanted.empty()) return wanted.empty() && i >= path.size();
    if (wanted == kAny ? path[i].empty() : path[i] != wanted) return false;
  }
  return true;
}

}  // namespace

const RouteRow* find_route(const std::vector<std::string>& path) {
  const auto found = std::find_if(kRoutes.begin(), kRoutes.end(), [&](const Place& place) { return is_at(place, path); });
  return found == kRoutes.end() ? nullptr : &found->row;
}

std::string allowed_methods(const RouteRow& row) {
  return fmt::format("{}{}OPTIONS", row.get ? "GET, HEAD, " : "", row.post ? "POST, " : "");
}

std::optional<std::uint64_t> named_generation(const RouteRequest& request) {
  for (const auto& [name, value] : request.target.parameters) {
    if (canonical_parameter(name) != "cursor") continue;
    const auto cursor = decode_cursor(value);
    if (cursor && (cursor->sort == Sort::kBest || cursor->sort == Sort::kRelevance)) return cursor->generation;
  }
  return std::nullopt;
}

HttpResponse from_error(const Error& error) {
  switch (error.code) {
    case ErrorCode::kNotFound: return problem_response(404, error);
    case ErrorCode::kCursorExpired: return problem_response(410, error);
    case ErrorCode::kForbidden: return problem_response(403, error);
    default: return problem_response(400, error);
  }
}

HttpResponse internal_error(std::string_view what) {
  spdlog::error("a request failed: {}", what);
  return problem_response(500, {ErrorCode::kInternal, "the index is damaged or unreadable; the server's log says more"});
}

}  // namespace newshound
