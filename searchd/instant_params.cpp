#include "searchd/instant_params.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "query/nearest_name.h"
#include "query/query_notes.h"
#include "schemas/limits.h"
#include "searchd/instant_attributes.h"
#include "searchd/instant_filters.h"
#include "searchd/instant_json.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxMarkBytes = 64;  // a tag with a class

using Reader = Result<void> (*)(std::string_view place, const json& value, InstantQuery& query);

template <class T, class Target>
Result<void> store(Result<T>&& value, Target& target) {
  if (!value) return tl::unexpected(std::move(value.error()));
  target = std::move(*value);
  return {};
}

Result<void> read_query(std::string_view place, const json& value, InstantQuery& query) {
  return store(read_text(place, value, kMaxQueryBytes, true), query.search.q);
}

Result<void> read_page(std::string_view place, const json& value, InstantQuery& query) {
  auto page = read_count(place, value, 0, kMaxPageWindow);
  if (!page) return tl::unexpected(page.error());
  query.search.page = *page + 1;
  return {};
}

Result<void> read_limit(std::string_view place, const json& value, InstantQuery& query) {
  return store(read_count(place, value, 0, kMaxLimit), query.search.limit);
}

Result<void> read_facets(std::string_view place, const json& value, InstantQuery& query) {
  const auto names = read_names(place, value);
  if (!names) return tl::unexpected(names.error());
  query.facets.clear();
  query.published_stats = false;
  for (const std::string& name : *names) {
    if (name == kPublishedAttribute) {
      query.published_stats = true;
      continue;
    }
    if (name == "*") {
      query.published_stats = true;
      for (const FieldRow& row : field_table())
        if (row.facet) query.facets.push_back({std::string(row.name), row.field});
      continue;
    }
    const auto field = read_attribute(place, name);
    if (!field) return tl::unexpected(field.error());
    query.facets.push_back({name, *field});
    if (query.facets.size() > kMaxBatchFilters) return tl::unexpected(wrong_at(place, "names too many facets"));
  }
  return {};
}

Result<void> facet_filters(std::string_view place, const json& value, InstantQuery& query) {
  return read_facet_filters(place, value, query.search);
}

Result<void> numeric_filters(std::string_view place, const json& value, InstantQuery& query) {
  return read_numeric_filters(place, value, query.search);
}

Result<void> read_max_values(std::string_view place, const json& value, InstantQuery& query) {
  return store(read_count(place, value, 0, kMaxFacetLimit), query.max_values);
}

Result<void> read_pre(std::string_view place, const json& value, InstantQuery& query) {
  return store(read_text(place, value, kMaxMarkBytes, false), query.search.highlight.pre);
}

Result<void> read_post(std::string_view place, const json& value, InstantQuery& query) {
  return store(read_text(place, value, kMaxMarkBytes, false), query.search.highlight.post);
}

Result<void> read_facet_query(std::string_view place, const json& value, InstantQuery& query) {
  return store(read_text(place, value, kMaxValueBytes, false), query.search.facet_query);
}

Result<void> read_facet_name(std::string_view place, const json& value, InstantQuery& query) {
  auto name = read_text(place, value, kMaxValueBytes, false);
  if (!name) return tl::unexpected(name.error());
  const auto field = read_attribute(place, *name);
  if (!field) return tl::unexpected(field.error());
  if (query.searches_facet) query.facets = {{std::move(*name), *field}};
  return {};
}

Result<void> read_facet_hits(std::string_view place, const json& value, InstantQuery& query) {
  auto most = read_count(place, value, 1, kMaxFacetHits);
  if (!most) return tl::unexpected(most.error());
  if (query.searches_facet) query.search.facet_limit = *most;
  return {};
}

Result<void> read_typos(std::string_view place, const json& value, InstantQuery& query) {
  if (value.is_boolean()) {
    query.search.fuzzy = value.get<bool>();
    return {};
  }
  const auto text = read_text(place, value, kMaxMarkBytes, false);
  if (!text) return tl::unexpected(text.error());
  if (*text != "true" && *text != "false" && *text != "min" && *text != "strict")
    return tl::unexpected(wrong_at(place, "is none of true, false, min, strict"));
  query.search.fuzzy = *text != "false";
  return {};
}

Result<void> read_query_type(std::string_view place, const json& value, InstantQuery& query) {
  const auto text = read_text(place, value, kMaxMarkBytes, false);
  if (!text) return tl::unexpected(text.error());
  if (*text != "prefixLast" && *text != "prefixNone") return tl::unexpected(wrong_at(place, "is none of prefixLast, prefixNone"));
  query.prefix_last = *text == "prefixLast";
  return {};
}

Result<void> read_empty(std::string_view place, const json& value, InstantQuery& /*query*/) {
  if (value.empty() || value == json("")) return {};
  return tl::unexpected(wrong_at(place, "isn't offered here; use facetFilters and numericFilters"));
}

// Of that service's ranking and accounting, or about what is told of an answer: nothing here depends on them.
constexpr std::string_view kPassedOver[] = {"advancedSyntax",
                                            "allowTyposOnNumericTokens",
                                            "alternativesAsExact",
                                            "analytics",
                                            "analyticsTags",
                                            "clickAnalytics",
                                            "decompoundQuery",
                                            "distinct",
                                            "enableABTest",
                                            "enablePersonalization",
                                            "enableReRanking",
                                            "enableRules",
                                            "exactOnSingleWordQuery",
                                            "facetingAfterDistinct",
                                            "getRankingInfo",
                                            "ignorePlurals",
                                            "minProximity",
                                            "minWordSizefor1Typo",
                                            "minWordSizefor2Typos",
                                            "naturalLanguages",
                                            "percentileComputation",
                                            "personalizationImpact",
                                            "queryLanguages",
                                            "relevancyStrictness",
                                            "removeStopWords",
                                            "removeWordsIfNoResults",
                                            "replaceSynonymsInHighlight",
                                            "responseFields",
                                            "restrictHighlightAndSnippetArrays",
                                            "ruleContexts",
                                            "snippetEllipsisText",
                                            "sortFacetValuesBy",
                                            "synonyms",
                                            "userToken"};

struct Row {
  std::string_view name;
  Reader read;
};

constexpr Row kRows[] = {
    {"query", read_query},
    {"page", read_page},
    {"hitsPerPage", read_limit},
    {"facets", read_facets},
    {"facetFilters", facet_filters},
    {"numericFilters", numeric_filters},
    {"maxValuesPerFacet", read_max_values},
    {"highlightPreTag", read_pre},
    {"highlightPostTag", read_post},
    {"attributesToHighlight", read_attributes_to_highlight},
    {"attributesToSnippet", read_attributes_to_snippet},
    {"attributesToRetrieve", read_attributes_to_retrieve},
    {"facetName", read_facet_name},
    {"facetQuery", read_facet_query},
    {"maxFacetHits", read_facet_hits},
    {"typoTolerance", read_typos},
    {"queryType", read_query_type},
    {"filters", read_empty},
    {"tagFilters", read_empty},
};

}  // namespace

Result<void> read_instant_parameter(std::string_view place, std::string_view name, const json& value, InstantQuery& query) {
  const auto row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.name == name; });
  if (row != std::end(kRows)) {
    if (value.is_null()) return {};
    return row->read(fmt::format("{}.{}", place, name), value, query);
  }
  if (std::find(std::begin(kPassedOver), std::end(kPassedOver), name) != std::end(kPassedOver)) return {};
  std::vector<std::string_view> names;
  for (const Row& known : kRows) names.push_back(known.name);
  const NearestName nearest = nearest_name(name, names);
  std::string message = fmt::format("{}: unknown parameter \"{}\"", place, shown(name));
  if (nearest.close) message += fmt::format("; did you mean \"{}\"?", nearest.name);
  if (!nearest.close) message += "; docs/instantsearch.md lists those that are known";
  return tl::unexpected(Error{ErrorCode::kUnknownParameter, std::move(message), std::string(name)});
}

InstantQuery default_instant_query(std::int64_t now_utc) {
  InstantQuery query;
  query.max_values = kDefaultMaxValuesPerFacet;
  query.highlights = query.snippets = {true, true, true};
  SearchRequest& search = query.search;
  search.now_utc = now_utc;
  search.limit = kDefaultBatchLimit;
  search.fields = default_members();
  search.facet_mode = FacetMode::kConjunctive;  // a client drops the filters that are not to hold for a facet
  search.divide_lists = false;
  search.highlight.pre = "<em>";
  search.highlight.post = "</em>";
  search.highlight.html = false;
  const std::size_t bytes = search.highlight.length;
  search.highlight.attributes = AttributeWishes{{{true, bytes}, {true, bytes}, {true, bytes}}};
  return query;
}

}  // namespace newshound
