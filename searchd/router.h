// Which route answers a request, and what it answers: a table of routes. Knows nothing of sockets, caches or keys' hashes.
// Immutable; any thread, one searcher each.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/hit_export.h"
#include "query/searcher.h"
#include "searchd/access.h"
#include "searchd/http_message.h"
#include "searchd/target.h"

namespace newshound {

class WebRoutes;

// What a route is asked, copied for the worker.
struct RouteRequest {
  Target target;
  std::string body;  // of POST
  Rights rights;
  std::string base_url;                       // scheme and authority of links to this server
  std::string path_and_query;                 // as asked for, to link to
  std::shared_ptr<const WebRoutes> web = {};  // what makes pages; set for those
  std::uint64_t epoch = 0;                    // of the index that answers, ServedIndex::epoch(): set by the worker
};

// What it answers; errors of routes that have a form of their own for them too.
struct RouteAnswer {
  unsigned status = 200;  // others aren't kept
  std::string body;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  bool by_language = false;         // another Accept-Language may give another answer
  bool keep = true;                 // false: another one may be made at any time
  std::string cache_control = {};   // instead of the usual one
  bool any_origin = false;          // pages of every origin may read it
  bool by_clock = false;            // another minute may give another answer
  bool names_generation = false;    // a cursor in it goes on in this generation
  std::unique_ptr<HitExport> rest;  // more of the body is to come
  std::string parsed;               // the query as read, for the log
  double parse_ms = 0, match_ms = 0, hits_ms = 0;
};

enum class RouteKind : unsigned char {
  kHealth,  // answered at once …
  kReady,
  kOpenApi,
  kMetrics,
  kInstantAdapter,
  kWork,  // on a worker
};

struct RouteRow {
  std::string_view label;  // for metrics and messages: "/v1/articles/{id}"
  RouteKind kind = RouteKind::kWork;
  bool get = true, post = false;
  Result<RouteAnswer> (*answer)(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc) = nullptr;
};

// The row of a path; null if there is none.
[[nodiscard]] const RouteRow* find_route(const std::vector<std::string>& path);
// "GET, HEAD, POST, OPTIONS"
[[nodiscard]] std::string allowed_methods(const RouteRow& row);
// The generation that a cursor among the parameters names, if its order is bound to one.
[[nodiscard]] std::optional<std::uint64_t> named_generation(const RouteRequest& request);
// The status of an error: 404 for what isn't there, 410 for an old cursor, 403, else 400.
[[nodiscard]] HttpResponse from_error(const Error& error);
// A 500 that tells the client nothing about the server; the log gets `what`.
[[nodiscard]] HttpResponse internal_error(std::string_view what);

}  // namespace newshound
