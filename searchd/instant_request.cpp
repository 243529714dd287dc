#include "searchd/instant_request.h"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "query/query_notes.h"
#include "schemas/limits.h"
#include "searchd/instant_filters.h"
#include "searchd/instant_json.h"
#include "searchd/instant_params.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::pair<std::string_view, Sort> kIndexes[] = {{"articles", Sort::kBest},
                                                          {"articles_relevance", Sort::kRelevance},
                                                          {"articles_newest", Sort::kNewest},
                                                          {"articles_oldest", Sort::kOldest}};

Result<void> set_index(std::string_view name, InstantQuery& query) {
  query.index = std::string(name);
  std::string known;
  for (const auto& [index, sort] : kIndexes) {
    if (index == name) {
      query.search.sort = sort;
      return {};
    }
    known += fmt::format("{}{}", known.empty() ? "" : ", ", index);
  }
  return tl::unexpected(
      Error{ErrorCode::kNotFound, fmt::format("there is no index \"{}\"; there are {}", shown(name), known), "indexName"});
}

// The parameters of an object, or of a form in a string.
Result<void> read_parameters(const std::string& place, const json& value, InstantQuery& query) {
  if (value.is_null()) return {};
  json form;
  if (value.is_string()) {
    auto parsed = parse_form(place, value.get_ref<const std::string&>());
    if (!parsed) return tl::unexpected(parsed.error());
    form = std::move(*parsed);
  }
  const json& object = value.is_string() ? form : value;
  if (!object.is_object()) return tl::unexpected(wrong_at(place, "is neither an object nor a string of parameters"));
  for (const auto& [name, parameter] : object.items())
    if (auto read = read_instant_parameter(place, name, parameter, query); !read) return read;
  return {};
}

void begin_facet_search(InstantQuery& query) {
  query.searches_facet = true;
  query.search.facet_limit = kDefaultFacetLimit;
}

// What a request comes to as a whole, once its parameters are read.
Result<void> finish(std::string_view place, InstantQuery& query) {
  SearchRequest& search = query.search;
  if (query.searches_facet) {
    if (query.facets.empty()) return tl::unexpected(wrong_at(place, "names no facet to be searched"));
    query.facets.resize(1);
    query.published_stats = false;
    search.limit = 0;
    search.page = 1;
    search.relax = search.fuzzy = false;  // counts are of the query as it stands
  } else {
    search.facet_query.clear();
  }
  if (search.page * search.limit > kMaxPageWindow)
    return tl::unexpected(wrong_at(fmt::format("{}.page", place),
                                   fmt::format("page {} of {} hits is beyond the first {} hits, which can be paged to",
                                               search.page - 1, search.limit, kMaxPageWindow)));
  AttributeWishes& wishes = *search.highlight.attributes;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    wishes[i].whole = query.highlights[i];
    // A body that isn't free is shown by its snippet alone.
    if (!query.snippets[i] && !query.highlights[i]) wishes[i].snippet_bytes = 0;
  }
  if (search.limit == 0) search.highlight.wanted = false;
  return {};
}

Result<InstantQuery> read_request(const std::string& place, const json& request, std::int64_t now_utc) {
  if (!request.is_object()) return tl::unexpected(wrong_at(place, "is not an object"));
  InstantQuery query = default_instant_query(now_utc);
  if (!request.contains("indexName")) return tl::unexpected(wrong_at(place, "has no indexName"));
  const auto index = read_text(place + ".indexName", request.at("indexName"), kMaxValueBytes, false);
  if (!index) return tl::unexpected(index.error());
  if (auto set = set_index(*index, query); !set) return tl::unexpected(set.error());
  if (request.contains("type") && !request.at("type").is_null()) {
    const auto type = read_text(place + ".type", request.at("type"), kMaxValueBytes, false);
    if (!type) return tl::unexpected(type.error());
    if (*type != "default" && *type != "facet") return tl::unexpected(wrong_at(place + ".type", "is none of default, facet"));
    if (*type == "facet") begin_facet_search(query);
  }
  if (request.contains("params"))
    if (auto read = read_parameters(place + ".params", request.at("params"), query); !read) return tl::unexpected(read.error());
  for (const auto& [name, value] : request.items()) {
    if (name == "indexName" || name == "type" || name == "params" || name == "facet") continue;
    if (auto read = read_instant_parameter(place, name, value, query); !read) return tl::unexpected(read.error());
  }
  // Last, since the facets of the hits may be among the parameters.
  if (query.searches_facet) query.facets.clear();
  if (query.searches_facet && request.contains("facet"))
    if (auto read = read_instant_parameter(place, "facetName", request.at("facet"), query); !read)
      return tl::unexpected(read.error());
  if (auto whole = finish(place, query); !whole) return tl::unexpected(whole.error());
  return query;
}

}  // namespace

Result<std::vector<InstantQuery>> parse_instant_batch(std::string_view body, std::int64_t now_utc) {
  const auto object = parse_instant_json(body);
  if (!object) return tl::unexpected(object.error());
  for (const auto& [name, value] : object->items())
    if (name != "requests" && name != "strategy")
      return tl::unexpected(Error{ErrorCode::kUnknownParameter,
                                  fmt::format("\"{}\" is no member of the body; it has requests and strategy", shown(name)),
                                  name});
  if (object->contains("strategy") && object->at("strategy") != "none")
    return tl::unexpected(wrong_at("strategy", "only none is offered: every request is answered"));
  if (!object->contains("requests") || !object->at("requests").is_array())
    return tl::unexpected(wrong_at("requests", "is not there, or not an array; the body is {\"requests\": [...]}"));
  const json& requests = object->at("requests");
  if (requests.size() > kMaxBatchRequests)
    return tl::unexpected(
        Error{ErrorCode::kTooLarge,
              fmt::format("{} requests; at most {} are allowed in one body", requests.size(), kMaxBatchRequests), "requests"});
  std::vector<InstantQuery> queries;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    auto query = read_request(fmt::format("requests[{}]", i), requests[i], now_utc);
    if (!query) return tl::unexpected(query.error());
    queries.push_back(std::move(*query));
  }
  return queries;
}

Result<InstantQuery> parse_instant_facet_search(std::string_view index, std::string_view facet, std::string_view body,
                                                std::int64_t now_utc) {
  const auto object = parse_instant_json(body);
  if (!object) return tl::unexpected(object.error());
  InstantQuery query = default_instant_query(now_utc);
  if (auto set = set_index(index, query); !set) return tl::unexpected(set.error());
  begin_facet_search(query);
  if (object->contains("params"))
    if (auto read = read_parameters("params", object->at("params"), query); !read) return tl::unexpected(read.error());
  for (const auto& [name, value] : object->items())
    if (name != "params")
      if (auto read = read_instant_parameter("body", name, value, query); !read) return tl::unexpected(read.error());
  const auto field = read_attribute("facet", facet);
  if (!field) return tl::unexpected(field.error());
  query.facets = {{std::string(facet), *field}};
  if (auto whole = finish("body", query); !whole) return tl::unexpected(whole.error());
  return query;
}

}  // namespace newshound
