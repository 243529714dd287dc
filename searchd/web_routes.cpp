#include "searchd/web_routes.h"

#include <algorithm>

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "searchd/page_links.h"
#include "searchd/page_render.h"
#include "searchd/web_pages.h"

namespace newshound {
namespace {

// Nothing but our own files; scripts may make HTML of text only through the one policy of page.js, which takes our own pages.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types newshound-page";

HttpResponse html(std::string body, unsigned status) {
  HttpResponse response;
  response.status = status;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(body);
  response.headers = {{"Cache-Control", "no-cache"},
                      {"Content-Security-Policy", std::string(kPolicy)},
                      {"Referrer-Policy", "strict-origin-when-cross-origin"},
                      {"Vary", "Accept-Language"},
                      {"X-Robots-Tag", "noindex, follow"}};
  return response;
}

// A host with an optional port, as a URL takes it; empty for anything else.
std::string plain_host(std::string_view host) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-.:[]_").find(c) != std::string_view::npos;
  };
  return host.size() <= 255 && std::all_of(host.begin(), host.end(), allowed) ? std::string(host) : std::string();
}

std::string path_of(const Target& target) {
  std::string path;
  for (const std::string& segment : target.segments)
    path = target.segments[0] == "article" && !path.empty() ? article_path(segment, {}) : path + '/' + segment;
  return path.empty() ? "/" : path;
}

PageContext context_of(const PageAssets& assets, const Target& target, PageRequest request) {
  const ReaderLanguage language = choose_language(parameter_of(target.parameters, "hl"), target.accept_language);
  return {assets, language, std::move(request), path_of(target)};
}

std::string asset_name(const Target& target) {
  if (target.segments == std::vector<std::string>{"searchbox.js"}) return "searchbox.js";
  if (target.segments.empty() || target.segments[0] != "web") return {};
  std::string name;
  for (std::size_t i = 1; i < target.segments.size(); ++i) name += (i == 1 ? "" : "/") + target.segments[i];
  return name;
}

}  // namespace

WebRoutes::WebRoutes(std::string web_dir, std::string public_url)
    : assets_(std::move(web_dir)), public_url_(std::move(public_url)) {
  while (public_url_.ends_with('/')) public_url_.pop_back();
}

bool WebRoutes::is_page(const Target& target) const {
  const auto& path = target.segments;
  if (path.empty()) return true;
  if (path.size() == 1) return path[0] == "search" || path[0] == "help";
  return path.size() == 2 && path[0] == "article" && !path[1].empty();
}

std::optional<HttpResponse> WebRoutes::respond_at_once(const Target& target) const {
  if (target.segments == std::vector<std::string>{"opensearch.xml"}) return opensearch(target);
  const std::string name = asset_name(target);
  if (name.empty() || name.starts_with("templates/") || !assets_.has(name)) return std::nullopt;
  HttpResponse response;
  response.content_type = asset_content_type(name);
  response.body = assets_.read(name);
  const std::string_view version = assets_.version(name);
  const bool pinned = !version.empty() && parameter_of(target.parameters, "v") == version;
  response.headers.emplace_back("Cache-Control", pinned ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");  // the box is loaded by other people's pages
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

HttpResponse WebRoutes::opensearch(const Target& target) const {
  const std::string host = plain_host(target.host);
  const std::string base = !public_url_.empty() ? public_url_ : host.empty() ? "" : "http://" + host;
  HttpResponse response;
  response.content_type = "application/opensearchdescription+xml";
  response.body = render_template(assets_, "opensearch", {{"base", base}});
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

HttpResponse WebRoutes::answer(const Target& target, Searcher& searcher, std::int64_t now_utc, std::uint64_t epoch) const {
  PageContext page = context_of(assets_, target, read_page_request(target.parameters, now_utc, searcher.snapshot()));
  page.archive = archives_.of(searcher, now_utc, epoch);
  Result<std::string> made;
  if (target.segments.empty()) {
    made = home_page(page, searcher);
  } else if (target.segments[0] == "search") {
    made = results_page(page, searcher);
  } else if (target.segments[0] == "help") {
    made = help_page(page);
  } else {
    made = article_page(page, searcher, target.segments[1]);
  }
  if (made) return html(std::move(*made), 200);
  const unsigned status = made.error().code == ErrorCode::kNotFound ? 404 : 400;
  return html(problem_page(page, status, made.error(), ""), status);
}

void WebRoutes::dress(const Target& target, HttpResponse& response, std::int64_t now_utc) const {
  if (response.content_type != "application/problem+json" || !is_page(target)) return;
  PageRequest request;
  request.search.q = parameter_of(target.parameters, "q");
  request.search.now_utc = now_utc;
  request.state = target.parameters;
  const ErrorCode code = response.status == 503  ? ErrorCode::kUnavailable
                         : response.status < 500 ? ErrorCode::kInvalidParameter
                                                 : ErrorCode::kInternal;
  const Error error{code, nlohmann::json::parse(response.body, nullptr, false).value("detail", std::string())};
  try {
    const PageContext page = context_of(assets_, target, std::move(request));
    HttpResponse dressed =
        html(problem_page(page, response.status, error, path_with(page.path, target.parameters)), response.status);
    for (auto& header : response.headers)
      if (header.first != "Cache-Control") dressed.headers.push_back(std::move(header));
    dressed.close = response.close;
    response = std::move(dressed);
  } catch (const std::exception& failure) {  // --web-dir without the template: the problem document says enough
    spdlog::error("a page failed: {}", failure.what());
  }
}

}  // namespace newshound
