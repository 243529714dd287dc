#include "searchd/article_routes.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

#include "query/answer_csv.h"
#include "query/answer_json.h"
#include "query/explain_json.h"
#include "query/nearest_name.h"
#include "query/parameter_values.h"
#include "query/suggest_json.h"
#include "schemas/fields.h"
#include "searchd/search_routes.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxWithinDays = 36500;

tl::unexpected<Error> no_article() { return tl::unexpected(Error{ErrorCode::kNotFound, "there is no article with that id"}); }

// Every parameter is one of `known`, valid text, and there once.
Result<void> check_known(const Parameters& parameters, std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : parameters) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const NearestName nearest = nearest_name(name, std::span(known.begin(), known.size()));
      return tl::unexpected(Error{ErrorCode::kUnknownParameter,
                                  fmt::format("unknown parameter of this route; it takes {}{}", fmt::join(known, ", "),
                                              nearest.close ? fmt::format("; did you mean \"{}\"?", nearest.name) : ""),
                                  name});
    }
    if (auto text = check_text(name, value, name == "q"); !text) return text;
    const auto same = [&name = name](const auto& other) { return other.first == name; };
    if (std::count_if(parameters.begin(), parameters.end(), same) > 1)
      return tl::unexpected(Error{ErrorCode::kInvalidParameter, fmt::format("parameter {}: give it once", name), name});
  }
  return {};
}

const std::string* find(const Parameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
  return found == parameters.end() ? nullptr : &found->second;
}

// Reads a number into `target` if the parameter is there.
Result<void> take_number(const Parameters& parameters, std::string_view name, std::size_t least, std::size_t most,
                         std::size_t& target) {
  const std::string* value = find(parameters, name);
  if (value == nullptr) return {};
  const auto number = read_number(name, *value, least, most);
  if (!number) return tl::unexpected(number.error());
  target = *number;
  return {};
}

// A request of which only counts are wanted.
Result<SearchRequest> counting_request(const RouteRequest& asked, std::int64_t now_utc) {
  auto request = read_search(asked, now_utc);
  if (!request) return request;
  if (request->format != AnswerFormat::kJson && request->format != AnswerFormat::kCsv)
    return tl::unexpected(Error{ErrorCode::kInvalidParameter, "parameter format: counts come as json or csv", "format"});
  request->limit = 0;
  request->highlight.wanted = false;
  request->relax = request->fuzzy = false;  // counts are of the query as it stands
  return request;
}

RouteAnswer json(std::string body) {
  RouteAnswer made;
  made.body = std::move(body);
  return made;
}

// As JSON, or as the CSV given.
RouteAnswer counts(const SearchAnswer& answer, std::string csv) {
  RouteAnswer made = json(csv.empty() ? answer_to_json(answer, {}) : std::move(csv));
  if (made.body.front() != '{') made.content_type = "text/csv; charset=utf-8; header=present";
  made.by_clock = answer.by_clock;
  made.parsed = answer.parsed;
  made.parse_ms = answer.parse_ms;
  made.match_ms = answer.match_ms;
  return made;
}

}  // namespace

Result<RouteAnswer> suggest_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  const Parameters& parameters = asked.target.parameters;
  if (auto known = check_known(parameters, {"q", "limit", "format"}); !known) return tl::unexpected(known.error());
  SuggestRequest request;
  request.now_utc = now_utc;
  if (const std::string* q = find(parameters, "q")) request.q = *q;
  if (auto limit = take_number(parameters, "limit", 1, kMaxSuggestions, request.limit); !limit)
    return tl::unexpected(limit.error());
  bool opensearch = false;
  if (const std::string* format = find(parameters, "format")) {
    const auto choice = read_choice<bool>("format", *format, {{"json", false}, {"opensearch", true}});
    if (!choice) return tl::unexpected(choice.error());
    opensearch = *choice;
  }
  const SuggestAnswer answer = searcher.suggest(request);
  RouteAnswer made = json(opensearch ? suggestions_to_opensearch(answer) : suggestions_to_json(answer));
  made.any_origin = true;  // the search box asks from other people's pages, and what it gets is public
  if (opensearch) made.content_type = "application/x-suggestions+json";
  return made;
}

Result<RouteAnswer> facets_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  const FieldRow* row = find_field(asked.target.segments[2]);
  if (row == nullptr || !row->facet)
    return tl::unexpected(
        Error{ErrorCode::kNotFound, "there is no such facet; there are outlet, topic, section, author, place and lang"});
  auto request = counting_request(asked, now_utc);
  if (!request) return tl::unexpected(request.error());
  request->facets = {row->field};
  request->histogram.reset();
  const auto answer = searcher.search(*request);
  if (!answer) return tl::unexpected(answer.error());
  return counts(*answer, request->format == AnswerFormat::kCsv ? facets_to_csv(*answer) : "");
}

Result<RouteAnswer> timeline_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  auto request = counting_request(asked, now_utc);
  if (!request) return tl::unexpected(request.error());
  request->facets.clear();
  if (!request->histogram) request->histogram.emplace();
  const auto answer = searcher.search(*request);
  if (!answer) return tl::unexpected(answer.error());
  return counts(*answer, request->format == AnswerFormat::kCsv ? timeline_to_csv(*answer->histogram) : "");
}

Result<RouteAnswer> similar_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  const Parameters& parameters = asked.target.parameters;
  if (auto known = check_known(parameters, {"limit", "within", "fields"}); !known) return tl::unexpected(known.error());
  SimilarRequest request{asked.target.segments[2], kDefaultLimit, 0, now_utc, false};
  std::size_t within = 0;
  if (auto limit = take_number(parameters, "limit", 1, kMaxLimit, request.limit); !limit) return tl::unexpected(limit.error());
  if (auto days = take_number(parameters, "within", 1, kMaxWithinDays, within); !days) return tl::unexpected(days.error());
  request.within_days = static_cast<std::uint32_t>(within);
  JsonOptions options;
  if (const std::string* fields = find(parameters, "fields")) {
    auto list = read_list("fields", *fields);
    if (!list) return tl::unexpected(list.error());
    if (auto known = check_fields(*list); !known) return tl::unexpected(known.error());
    options.fields = std::move(*list);
  }
  const auto answer = searcher.similar(request);
  if (!answer) return no_article();
  return json(similar_to_json(*answer, options));
}

Result<RouteAnswer> explain_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  RouteRequest search = asked;
  Parameters& parameters = search.target.parameters;
  const std::string* id = find(parameters, "id");
  if (id == nullptr)
    return tl::unexpected(Error{ErrorCode::kInvalidParameter, "parameter id: say which article is to be explained", "id"});
  const std::string wanted = *id;
  if (auto text = check_text("id", wanted, false); !text) return tl::unexpected(text.error());
  std::erase_if(parameters, [](const auto& p) { return p.first == "id"; });
  const auto request = read_search(search, now_utc);
  if (!request) return tl::unexpected(request.error());
  const auto explanation = searcher.explain(*request, wanted);
  if (!explanation) return tl::unexpected(explanation.error());
  if (!*explanation) return no_article();
  RouteAnswer made = json(explanation_to_json(**explanation));
  made.by_clock = true;
  return made;
}

}  // namespace newshound
