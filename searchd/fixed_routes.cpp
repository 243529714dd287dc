#include "searchd/fixed_routes.h"

#include "searchd/instant_routes.h"
#include "searchd/openapi_document.h"

namespace newshound {
namespace {

HttpResponse json(std::string_view body, std::string_view cache_control) {
  HttpResponse response;
  response.body = body;
  response.headers.emplace_back("Cache-Control", cache_control);
  return response;
}

HttpResponse metrics_response(ServerState& server) {
  const auto index = server.watcher.current();
  const Snapshot& snapshot = *index->snapshot;
  HttpResponse response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = server.metrics.text({.connections = server.connections.size(),
                                       .waiting = server.pool.waiting(),
                                       .cache_bytes = server.cache.bytes(),
                                       .cache_answers = server.cache.size(),
                                       .posting_bytes = snapshot.posting_cache().bytes(),
                                       .generation = snapshot.generation(),
                                       .articles = snapshot.articles(),
                                       .segments = snapshot.segments().size(),
                                       .index_age_seconds = server.watcher.age_seconds()});
  return response;
}

}  // namespace

HttpResponse fixed_response(const RouteRow& row, ServerState& server, bool may_see_metrics) {
  switch (row.kind) {
    case RouteKind::kHealth: return json(R"({"status":"alive"})", "no-store");
    case RouteKind::kReady:
      if (!server.draining) return json(R"({"status":"ready"})", "no-store");
      return problem_response(503, {ErrorCode::kUnavailable, "the server is stopping; ask another one"});
    case RouteKind::kInstantAdapter: {
      HttpResponse adapter = json(instant_adapter(), "public, max-age=3600");
      adapter.content_type = "text/javascript; charset=utf-8";
      return adapter;
    }
    case RouteKind::kOpenApi: return json(openapi_document(), "public, max-age=3600");
    case RouteKind::kMetrics:
      if (may_see_metrics) return metrics_response(server);
      return from_error({ErrorCode::kNotFound, "metrics are given to loopback and on the listener of metrics_listen alone"});
    default: return internal_error("a route of no known kind");
  }
}

}  // namespace newshound
