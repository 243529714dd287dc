#include "searchd/router.h"

#include <algorithm>
#include <exception>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "query/answer_json.h"
#include "query/parameters.h"
#include "schemas/article_json.h"
#include "searchd/article_routes.h"
#include "searchd/instant_routes.h"
#include "searchd/openapi_document.h"

namespace newshound {
namespace {

using Segments = std::vector<std::string>;

constexpr std::string_view kAllow = "GET, HEAD, OPTIONS";
constexpr std::string_view kAllowInstant = "POST, OPTIONS";
constexpr std::string_view kWelcome =
    R"({"name":"newshound-searchd","routes":["/v1/search","/v1/suggest","/v1/facets/{field}","/v1/timeline","/v1/explain",)"
    R"("/v1/articles/{id}","/v1/articles/{id}/similar","/1/indexes/*/queries","/newshound-instantsearch.js","/healthz","/readyz","/openapi.json"]})";

HttpResponse json(std::string body, unsigned status = 200) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

HttpResponse from_error(const Error& error) {
  const unsigned status = error.code == ErrorCode::kNotFound ? 404 : 400;
  return problem_response(status, error);
}

using Route = Result<std::string> (*)(const Target& target, Searcher& searcher, std::int64_t now_utc);

Result<std::string> search_route(const Target& target, Searcher& searcher, std::int64_t now_utc) {
  if (auto clock = refuse_clock(target.parameters); !clock) return tl::unexpected(clock.error());
  const auto request = parse_parameters(target.parameters, now_utc, ParameterLimits{});
  if (!request) return tl::unexpected(request.error());
  const auto answer = searcher.search(*request);
  if (!answer) return tl::unexpected(answer.error());
  JsonOptions options;
  options.fields = request->fields;
  options.highlight_html = request->highlight.html;
  return answer_to_json(*answer, options);
}

Result<std::string> article_route(const Target& target, Searcher& searcher, std::int64_t now_utc) {
  if (!target.parameters.empty()) {
    const std::string& name = target.parameters[0].first;
    return tl::unexpected(
        Error{ErrorCode::kUnknownParameter, fmt::format("unknown parameter \"{}\": this route has none", name), name});
  }
  auto article = searcher.article(target.segments[2], now_utc);
  if (!article) return tl::unexpected(Error{ErrorCode::kNotFound, "there is no article with that id"});
  if (article->is_free && !*article->is_free) article->body.clear();
  return article_to_json(*article);
}

// The route that needs a worker; null if there is none.
Route find_route(const Segments& path) {
  if (path.size() < 2 || path[0] != "v1") return nullptr;
  if (path.size() == 2) {
    if (path[1] == "search") return search_route;
    if (path[1] == "suggest") return suggest_route;
    if (path[1] == "timeline") return timeline_route;
    if (path[1] == "explain") return explain_route;
    return nullptr;
  }
  if (path[2].empty()) return nullptr;
  if (path.size() == 3 && path[1] == "articles") return article_route;
  if (path.size() == 3 && path[1] == "facets") return facets_route;
  if (path.size() == 4 && path[1] == "articles" && path[3] == "similar") return similar_route;
  return nullptr;
}

std::optional<HttpResponse> fixed_route(const Segments& path, bool draining) {
  if (path.empty()) return json(std::string(kWelcome));
  if (path == Segments{"healthz"}) return json(R"({"status":"alive"})");
  if (path == Segments{"readyz"}) {
    if (!draining) return json(R"({"status":"ready"})");
    return problem_response(503, {ErrorCode::kUnavailable, "the server is stopping; ask another one"});
  }
  if (path == Segments{"newshound-instantsearch.js"}) {
    HttpResponse response = json(std::string(instant_adapter()));
    response.content_type = "text/javascript; charset=utf-8";
    return response;
  }
  if (path == Segments{"openapi.json"}) return json(std::string(openapi_document()));
  return std::nullopt;
}

}  // namespace

HttpResponse internal_error(std::string_view what) {
  spdlog::error("a request failed: {}", what);
  return problem_response(500, {ErrorCode::kInternal, "the index is damaged or unreadable; the server's log says more"});
}

std::optional<HttpResponse> Router::respond_at_once(const HttpRequest& request, bool draining, Target& target) const {
  if (request.method == "OPTIONS" && request.target == "*") {
    HttpResponse response = json("", 204);
    response.headers.emplace_back("Allow", kAllow);
    return response;
  }
  auto parsed = parse_target(request.target);
  if (!parsed) return from_error(parsed.error());
  target = std::move(*parsed);
  auto fixed = fixed_route(target.segments, draining);
  const bool instant = is_instant_path(target.segments);
  const std::string_view allow = instant ? kAllowInstant : kAllow;
  const bool known = fixed || instant || find_route(target.segments) != nullptr;
  if (!known) return from_error({ErrorCode::kNotFound, "there is no such route; /openapi.json describes those there are"});
  if (request.method == "OPTIONS") {
    HttpResponse response = json("", 204);
    response.headers.emplace_back("Allow", allow);
    return response;
  }
  if (instant ? request.method != "POST" : request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = problem_response(405, {ErrorCode::kMethodNotAllowed, fmt::format("use one of {}", allow)});
    response.headers.emplace_back("Allow", allow);
    return response;
  }
  if (instant) target.body = request.body;
  return fixed;
}

HttpResponse Router::answer(const Target& target, Searcher& searcher, std::int64_t now_utc) const {
  try {
    if (is_instant_path(target.segments)) return answer_instant(target, searcher, now_utc);
    auto body = find_route(target.segments)(target, searcher, now_utc);
    return body ? json(std::move(*body)) : from_error(body.error());
  } catch (const std::exception& error) {  // a damaged index, memory: the caller isn't to blame
    return internal_error(error.what());
  } catch (...) {  // Xapian's errors have a root of their own, which this folder doesn't know
    return internal_error("an error of the search library: a file of the index is damaged");
  }
}

}  // namespace newshound
