#include "searchd/instant_routes.h"

#include <utility>

#include <fmt/format.h>

#include "query/query_notes.h"
#include "searchd/instant_batch.h"
#include "searchd/instant_request.h"
#include "searchd/instant_response.h"

namespace newshound {
namespace {

RouteAnswer json(std::string body, unsigned status) {
  RouteAnswer answer;
  answer.status = status;
  answer.body = std::move(body);
  answer.by_clock = true;
  if (status != 200) answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

RouteAnswer instant_error(const Error& error) {
  unsigned status = 400;
  if (error.code == ErrorCode::kNotFound) status = 404;
  return json(instant_error_json(error, status), status);
}

// What a client of the protocol adds to the URL: its keys and its name.
Result<void> check_parameters(const Parameters& parameters) {
  for (const auto& [name, value] : parameters)
    if (!name.starts_with("x-algolia-"))
      return tl::unexpected(Error{ErrorCode::kUnknownParameter,
                                  fmt::format("unknown parameter \"{}\" of the URL: this route reads its body", shown(name)),
                                  name});
  return {};
}

Result<std::string> answer_batch(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  const auto queries = parse_instant_batch(asked.body, now_utc);
  if (!queries) return tl::unexpected(queries.error());
  const auto batch = answer_instant_batch(*queries, searcher);
  if (!batch) return tl::unexpected(batch.error());
  return instant_batch_json(*queries, batch->answers);
}

Result<std::string> answer_facet_search(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  const auto query = parse_instant_facet_search(asked.target.segments[2], asked.target.segments[4], asked.body, now_utc);
  if (!query) return tl::unexpected(query.error());
  const auto batch = answer_instant_batch({&*query, 1}, searcher);
  if (!batch) return tl::unexpected(batch.error());
  return instant_facet_json(*query, batch->answers[0]);
}

}  // namespace

Result<RouteAnswer> instant_route(const RouteRequest& asked, Searcher& searcher, std::int64_t now_utc) {
  if (auto known = check_parameters(asked.target.parameters); !known) return instant_error(known.error());
  auto body =
      asked.target.segments.size() == 4 ? answer_batch(asked, searcher, now_utc) : answer_facet_search(asked, searcher, now_utc);
  return body ? json(std::move(*body), 200) : instant_error(body.error());
}

}  // namespace newshound
