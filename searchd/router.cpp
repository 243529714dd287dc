#include "searchd/router.h"

#include <algorithm>
#include <exception>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "query/answer_json.h"
#include "query/parameters.h"
#include "schemas/article_json.h"
#include "searchd/openapi_document.h"

namespace newshound {
namespace {

using Segments = std::vector<std::string>;

constexpr std::string_view kAllow = "GET, HEAD, OPTIONS";
constexpr std::string_view kWelcome =
    R"({"name":"newshound-searchd","routes":["/v1/search","/v1/articles/{id}","/healthz","/readyz","/openapi.json"]})";

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

bool is_search(const Segments& path) { return path == Segments{"v1", "search"}; }
bool is_article(const Segments& path) { return path.size() == 3 && path[0] == "v1" && path[1] == "articles" && !path[2].empty(); }

std::optional<HttpResponse> fixed_route(const Segments& path, bool draining) {
  if (path.empty()) return json(std::string(kWelcome));
  if (path == Segments{"healthz"}) return json(R"({"status":"alive"})");
  if (path == Segments{"readyz"}) {
    if (!draining) return json(R"({"status":"ready"})");
    return problem_response(503, {ErrorCode::kUnavailable, "the server is stopping; ask another one"});
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
  const bool known = fixed || is_search(target.segments) || is_article(target.segments);
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
    return is_search(target.segments) ? search(target, searcher, now_utc) : article(target, searcher, now_utc);
  } catch (const std::exception& error) {  // a damaged index, memory: the caller isn't to blame
    return internal_error(error.what());
  } catch (...) {  // Xapian's errors have a root of their own, which this folder doesn't know
    return internal_error("an error of the search library: a file of the index is damaged");
  }
}

HttpResponse Router::search(const Target& target, Searcher& searcher, std::int64_t now_utc) const {
  for (const auto& [name, value] : target.parameters)
    if (name == "now")
      return from_error({ErrorCode::kUnknownParameter, "unknown parameter \"now\": the server's clock decides", "now"});
  const auto request = parse_parameters(target.parameters, now_utc, ParameterLimits{});
  if (!request) return from_error(request.error());
  const auto fields = check_fields(request->fields);
  if (!fields) return from_error(fields.error());
  const auto answer = searcher.search(*request);
  if (!answer) return from_error(answer.error());
  JsonOptions options;
  options.fields = request->fields;
  options.highlight_html = request->highlight.html;
  return json(answer_to_json(*answer, options));
}

HttpResponse Router::article(const Target& target, Searcher& searcher, std::int64_t now_utc) const {
  if (!target.parameters.empty()) {
    const std::string& name = target.parameters[0].first;
    return from_error({ErrorCode::kUnknownParameter, fmt::format("unknown parameter \"{}\": this route has none", name), name});
  }
  auto article = searcher.article(target.segments[2], now_utc);
  if (!article) return from_error({ErrorCode::kNotFound, "there is no article with that id"});
  if (article->is_free && !*article->is_free) article->body.clear();
  return json(article_to_json(*article));
}

}  // namespace newshound
