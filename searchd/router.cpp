#include "searchd/router.h"

#include <algorithm>
#include <exception>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "query/answer_json.h"
#include "query/parameters.h"
#include "schemas/article_json.h"
#include "searchd/article_routes.h"
#include "searchd/openapi_document.h"

namespace newshound {
namespace {

using Segments = std::vector<std::string>;

constexpr std::string_view kAllow = "GET, HEAD, OPTIONS";

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
  if (path == Segments{"healthz"}) return json(R"({"status":"alive"})");
  if (path == Segments{"readyz"}) {
    if (!draining) return json(R"({"status":"ready"})");
    return problem_response(503, {ErrorCode::kUnavailable, "the server is stopping; ask another one"});
  }
  if (path == Segments{"openapi.json"}) return json(std::string(openapi_document()));
  return std::nullopt;
}

std::string header_of(const HttpRequest& request, std::string_view name) {
  const auto same = [&](const auto& header) { return boost::algorithm::iequals(header.first, name); };
  const auto found = std::find_if(request.headers.begin(), request.headers.end(), same);
  return found == request.headers.end() ? std::string() : found->second;
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
  if (!parsed) {
    HttpResponse refusal = from_error(parsed.error());
    if (request.target.starts_with("/search?")) {  // a reader's address: an error that can be read
      target.segments = {"search"};
      target.accept_language = header_of(request, "Accept-Language");
      web_.dress(target, refusal, 0);
    }
    return refusal;
  }
  target = std::move(*parsed);
  target.accept_language = header_of(request, "Accept-Language");
  target.host = header_of(request, "Host");
  auto fixed = fixed_route(target.segments, draining);
  if (!fixed) fixed = web_.respond_at_once(target);
  const bool known = fixed || web_.is_page(target) || find_route(target.segments) != nullptr;
  if (!known) return from_error({ErrorCode::kNotFound, "there is no such route; /openapi.json describes those there are"});
  if (request.method == "OPTIONS") {
    HttpResponse response = json("", 204);
    response.headers.emplace_back("Allow", kAllow);
    return response;
  }
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = problem_response(405, {ErrorCode::kMethodNotAllowed, fmt::format("use one of {}", kAllow)});
    response.headers.emplace_back("Allow", kAllow);
    return response;
  }
  return fixed;
}

HttpResponse Router::answer(const Target& target, Searcher& searcher, std::int64_t now_utc) const {
  try {
    if (web_.is_page(target)) return web_.answer(target, searcher, now_utc);
    auto body = find_route(target.segments)(target, searcher, now_utc);
    HttpResponse response = body ? json(std::move(*body)) : from_error(body.error());
    // The search box asks from other people's pages; what it gets is public.
    if (target.segments[1] == "suggest") response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    return response;
  } catch (const std::exception& error) {  // a damaged index, memory: the caller isn't to blame
    return internal_error(error.what());
  } catch (...) {  // Xapian's errors have a root of their own, which this folder doesn't know
    return internal_error("an error of the search library: a file of the index is damaged");
  }
}

}  // namespace newshound
