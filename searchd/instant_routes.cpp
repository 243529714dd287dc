#include "searchd/instant_routes.h"

#include <utility>

#include <fmt/format.h>

#include "query/query_notes.h"
#include "searchd/instant_batch.h"
#include "searchd/instant_request.h"
#include "searchd/instant_response.h"

namespace newshound {
namespace {

HttpResponse json(std::string body, unsigned status) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  response.headers.emplace_back("Cache-Control", status == 200 ? "no-cache" : "no-store");
  return response;
}

HttpResponse from_error(const Error& error) {
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

Result<std::string> answer_batch(const Target& target, Searcher& searcher, std::int64_t now_utc) {
  const auto queries = parse_instant_batch(target.body, now_utc);
  if (!queries) return tl::unexpected(queries.error());
  const auto batch = answer_instant_batch(*queries, searcher);
  if (!batch) return tl::unexpected(batch.error());
  return instant_batch_json(*queries, batch->answers);
}

Result<std::string> answer_facet_search(const Target& target, Searcher& searcher, std::int64_t now_utc) {
  const auto query = parse_instant_facet_search(target.segments[2], target.segments[4], target.body, now_utc);
  if (!query) return tl::unexpected(query.error());
  const auto batch = answer_instant_batch({&*query, 1}, searcher);
  if (!batch) return tl::unexpected(batch.error());
  return instant_facet_json(*query, batch->answers[0]);
}

}  // namespace

bool is_instant_path(const std::vector<std::string>& segments) {
  if (segments.size() < 4 || segments[0] != "1" || segments[1] != "indexes") return false;
  if (segments.size() == 4) return segments[2] == "*" && segments[3] == "queries";
  return segments.size() == 6 && segments[3] == "facets" && segments[5] == "query";
}

HttpResponse answer_instant(const Target& target, Searcher& searcher, std::int64_t now_utc) {
  if (auto known = check_parameters(target.parameters); !known) return from_error(known.error());
  auto body =
      target.segments.size() == 4 ? answer_batch(target, searcher, now_utc) : answer_facet_search(target, searcher, now_utc);
  return body ? json(std::move(*body), 200) : from_error(body.error());
}

}  // namespace newshound
