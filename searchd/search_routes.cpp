#include "searchd/search_routes.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "query/answer_json.h"
#include "query/answer_rss.h"
#include "query/explain_json.h"
#include "query/json_parameters.h"
#include "query/parameters.h"
#include "schemas/article_json.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxExplained = 20;  // hits of a page with explain=1: each is matched once more
constexpr std::size_t kFeedItems = 30;     // of a feed that doesn't say how many
constexpr std::size_t kMaxKeyWindow = 100'000;

Result<void> refuse_clock(const Parameters& parameters) {
  const auto clock = std::find_if(parameters.begin(), parameters.end(), [](const auto& p) { return p.first == "now"; });
  if (clock == parameters.end()) return {};
  return tl::unexpected(Error{ErrorCode::kUnknownParameter, "unknown parameter \"now\": the server's clock decides", "now"});
}

RouteAnswer with_timings(const SearchAnswer& answer) {
  RouteAnswer made;
  made.by_clock = answer.by_clock;
  made.parsed = answer.parsed;
  made.parse_ms = answer.parse_ms;
  made.match_ms = answer.match_ms;
  made.hits_ms = answer.hits_ms;
  return made;
}

Result<void> explain_hits(const SearchRequest& request, Searcher& searcher, SearchAnswer& answer) {
  if (request.limit > kMaxExplained)
    return tl::unexpected(
        Error{ErrorCode::kInvalidParameter, fmt::format("parameter limit: with explain=1 at most {}", kMaxExplained), "limit"});
  for (Hit& hit : answer.hits) {
    const auto explanation = searcher.explain(request, hit.article.id);
    if (explanation && *explanation) hit.explanation = explanation_to_json(**explanation);
  }
  return {};
}

Result<RouteAnswer> json_answer(const RouteRequest& asked, SearchRequest request, Searcher& searcher) {
  request.highlight.wanted = shows_marks(request.fields);
  request.texts = needs_texts(request.fields);
  auto answer = searcher.search(request);
  if (!answer) return tl::unexpected(answer.error());
  if (request.explain)
    if (auto explained = explain_hits(request, searcher, *answer); !explained) return tl::unexpected(explained.error());
  RouteAnswer made = with_timings(*answer);
  made.names_generation = answer->next && (answer->sort == Sort::kBest || answer->sort == Sort::kRelevance);
  made.body = answer_to_json(
      *answer, {.fields = request.fields, .highlight_html = request.highlight.html, .full_bodies = asked.rights.bodies});
  return made;
}

Result<RouteAnswer> export_answer(const RouteRequest& asked, const SearchRequest& request, Searcher& searcher) {
  if (!asked.rights.bulk)
    return tl::unexpected(
        Error{ErrorCode::kForbidden, "format jsonl, csv and ids need an API key with the scope bulk", "format"});
  if (request.cursor)
    return tl::unexpected(
        Error{ErrorCode::kInvalidParameter, "parameter cursor: jsonl, csv and ids give every hit anyway", "cursor"});
  const bool csv = request.format == AnswerFormat::kCsv, ids = request.format == AnswerFormat::kIds;
  auto hits = std::make_unique<HitExport>(request,
                                          csv   ? ExportFormat::kCsv
                                          : ids ? ExportFormat::kIds
                                                : ExportFormat::kJsonLines,
                                          asked.rights.bodies);
  RouteAnswer made;
  const auto more = hits->next(searcher, made.body);
  if (!more) return tl::unexpected(more.error());
  made.by_clock = true;
  made.content_type = csv   ? "text/csv; charset=utf-8; header=present"
                      : ids ? "text/plain; charset=utf-8"
                            : "application/x-ndjson";
  made.headers.emplace_back("Newshound-Total", std::to_string(hits->total()));
  if (*more) made.rest = std::move(hits);
  return made;
}

// `target` without the parameters that a results page doesn't know.
std::string page_address(const RouteRequest& asked) {
  const std::size_t query = asked.path_and_query.find('?');
  return asked.base_url + "/search" + (query == std::string::npos ? "" : asked.path_and_query.substr(query));
}

Result<RouteAnswer> rss_answer(const RouteRequest& asked, SearchRequest request, Searcher& searcher) {
  request.relax = request.fuzzy = false;
  request.facets.clear();
  request.histogram.reset();
  request.highlight.html = false;
  request.highlight.pre = request.highlight.post = "";
  request.highlight.count = 1;
  const auto answer = searcher.search(request);
  if (!answer) return tl::unexpected(answer.error());
  RouteAnswer made = with_timings(*answer);
  made.content_type = "application/rss+xml; charset=utf-8";
  made.body = answer_to_rss(*answer, {page_address(asked), asked.base_url + asked.path_and_query});
  return made;
}

}  // namespace

Result<SearchRequest> read_search(const RouteRequest& request, std::int64_t now_utc) {
  Parameters parameters = request.target.parameters;
  if (!request.body.empty()) {
    auto more = parse_json_parameters(request.body);
    if (!more) return tl::unexpected(more.error());
    parameters.insert(parameters.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
  }
  if (auto clock = refuse_clock(parameters); !clock) return tl::unexpected(clock.error());
  ParameterLimits limits;
  if (request.rights.limits) limits = {kMaxKeyLimit, kMaxKeyWindow};
  return parse_parameters(parameters, now_utc, limits);
}

Result<RouteAnswer> search_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  auto request = read_search(asked, now_utc);
  if (!request) return tl::unexpected(request.error());
  switch (request->format) {
    case AnswerFormat::kJson: return json_answer(asked, std::move(*request), searcher);
    case AnswerFormat::kRss: return rss_answer(asked, std::move(*request), searcher);
    default: return export_answer(asked, *request, searcher);
  }
}

Result<RouteAnswer> feed_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  RouteRequest feed = asked;
  Parameters& parameters = feed.target.parameters;
  const auto has = [&](std::string_view name) {
    return std::any_of(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
  };
  if (!has("sort")) parameters.emplace_back("sort", "newest");  // what a reader of feeds expects, whatever the query
  if (!has("limit")) parameters.emplace_back("limit", std::to_string(kFeedItems));
  auto request = read_search(feed, now_utc);
  if (!request) return tl::unexpected(request.error());
  return rss_answer(asked, std::move(*request), searcher);
}

Result<RouteAnswer> article_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  if (!asked.target.parameters.empty()) {
    const std::string& name = asked.target.parameters[0].first;
    return tl::unexpected(
        Error{ErrorCode::kUnknownParameter, fmt::format("unknown parameter \"{}\": this route has none", name), name});
  }
  auto article = searcher.article(asked.target.segments[2], now_utc);
  if (!article) return tl::unexpected(Error{ErrorCode::kNotFound, "there is no article with that id"});
  if (!asked.rights.bodies && article->is_free && !*article->is_free) article->body.clear();
  RouteAnswer made;
  made.body = article_to_json(*article);
  return made;
}

}  // namespace newshound
