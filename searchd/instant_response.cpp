#include "searchd/instant_response.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <fmt/format.h>

#include "query/attribute_highlights.h"
#include "query/hit_json.h"
#include "query/json_writer.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::string_view kTexts[] = {"title", "standfirst", "body"};

std::string_view level_name(MatchLevel level) {
  switch (level) {
    case MatchLevel::kNone: return "none";
    case MatchLevel::kPartial: return "partial";
    case MatchLevel::kFull: return "full";
  }
  return "none";
}

void write(JsonWriter& out, std::string_view key, std::string_view text) {
  out.key(key);
  out.string(text);
}

void write(JsonWriter& out, std::string_view key, std::uint64_t number) {
  out.key(key);
  out.number(number);
}

void write_flag(JsonWriter& out, std::string_view key, bool flag) {
  out.key(key);
  out.boolean(flag);
}

void write_integer(JsonWriter& out, std::string_view key, std::int64_t number) {
  out.key(key);
  out.raw(fmt::format("{}", number));
}

void write_strings(JsonWriter& out, std::string_view key, const std::vector<std::string>& values) {
  out.key(key);
  out.begin_array();
  for (const std::string& value : values) out.string(value);
  out.end_array();
}

// A text of the hit that no word of the query is looked for in, so that nothing is ever marked.
void write_unmarked(JsonWriter& out, std::string_view value, const HighlightOptions& options) {
  MarkedTextWriter writer(options);
  writer.text(value);
  out.begin_object();
  write(out, "value", writer.take());
  write(out, "matchLevel", "none");
  write_strings(out, "matchedWords", {});
  out.end_object();
}

void write_unmarked_list(JsonWriter& out, std::string_view key, const std::vector<std::string>& values,
                         const HighlightOptions& options) {
  out.key(key);
  out.begin_array();
  for (const std::string& value : values) write_unmarked(out, value, options);
  out.end_array();
}

void write_highlights(JsonWriter& out, const Hit& hit, const InstantQuery& query) {
  const HighlightOptions& options = query.search.highlight;
  out.key("_highlightResult");
  out.begin_object();
  for (std::size_t i = 0; i < hit.attributes.size(); ++i) {
    if (!query.highlights[i]) continue;
    const AttributeHighlight& attribute = hit.attributes[i];
    const bool closed = i == 2 && !hit.article.is_free.value_or(true);  // of such a body only a passage is shown
    out.key(kTexts[i]);
    out.begin_object();
    write(out, "value", closed ? attribute.snippet : attribute.whole);
    const MatchLevel level = closed ? attribute.snippet_level : attribute.level;
    write(out, "matchLevel", level_name(level));
    write_strings(out, "matchedWords", level == MatchLevel::kNone ? std::vector<std::string>() : attribute.words);
    if (level != MatchLevel::kNone) write_flag(out, "fullyHighlighted", attribute.fully);
    out.end_object();
  }
  if (query.highlights_values) {
    out.key("outlet");
    write_unmarked(out, hit.article.outlet, options);
    out.key("section");
    write_unmarked(out, hit.article.section, options);
    write_unmarked_list(out, "topics", hit.article.topics, options);
    write_unmarked_list(out, "authors", hit.article.authors, options);
    write_unmarked_list(out, "places", hit.article.places, options);
  }
  out.end_object();
}

void write_snippets(JsonWriter& out, const Hit& hit, const InstantQuery& query) {
  out.key("_snippetResult");
  out.begin_object();
  for (std::size_t i = 0; i < hit.attributes.size(); ++i) {
    if (!query.snippets[i]) continue;
    out.key(kTexts[i]);
    out.begin_object();
    write(out, "value", hit.attributes[i].snippet);
    write(out, "matchLevel", level_name(hit.attributes[i].snippet_level));
    out.end_object();
  }
  out.end_object();
}

void write_instant_hit(JsonWriter& out, const Hit& hit, const InstantQuery& query) {
  out.begin_object();
  write(out, "objectID", hit.article.id);
  JsonOptions options;
  options.fields = query.search.fields;
  write_hit_members(out, hit, options);
  if (hit.article.published.seconds_utc != kUndated) write_integer(out, kPublishedAttribute, hit.article.published.seconds_utc);
  write_highlights(out, hit, query);
  write_snippets(out, hit, query);
  out.end_object();
}

void write_facets(JsonWriter& out, const InstantQuery& query, const InstantAnswer& answer) {
  out.key("facets");
  out.begin_object();
  for (std::size_t i = 0; i < query.facets.size(); ++i) {
    out.key(query.facets[i].name);
    out.begin_object();
    const auto& buckets = answer.facets[i].buckets;
    for (std::size_t b = 0; b < std::min(buckets.size(), query.max_values); ++b) write(out, buckets[b].value, buckets[b].count);
    out.end_object();
  }
  if (query.published_stats) {  // no article shares its second with many: the statistics say it all
    out.key(kPublishedAttribute);
    out.begin_object();
    out.end_object();
  }
  out.end_object();
}

void write_stats(JsonWriter& out, const InstantQuery& query, const InstantAnswer& answer) {
  out.key("facets_stats");
  out.begin_object();
  if (query.published_stats && answer.published_stats && answer.published_stats->articles != 0) {
    const PublishedStats& stats = *answer.published_stats;
    out.key(kPublishedAttribute);
    out.begin_object();
    write_integer(out, "min", stats.least);
    write_integer(out, "max", stats.most);
    write_integer(out, "avg", stats.sum / static_cast<std::int64_t>(stats.articles));
    write_integer(out, "sum", stats.sum);
    out.end_object();
  }
  out.end_object();
}

// What the reader should know of how the query was read: a client shows it with its widget for custom data.
void write_reading(JsonWriter& out, const InstantAnswer& answer) {
  if (answer.did_you_mean.empty() && answer.relaxed.empty() && answer.notes.empty()) return;
  out.key("userData");
  out.begin_array();
  out.begin_object();
  if (!answer.did_you_mean.empty()) write(out, "did_you_mean", answer.did_you_mean);
  if (!answer.relaxed.empty()) write(out, "relaxed", answer.relaxed);
  write_strings(out, "notes", answer.notes);
  out.end_object();
  out.end_array();
  if (!answer.notes.empty()) write(out, "message", answer.notes[0]);
}

void write_time(JsonWriter& out, const InstantAnswer& answer) {
  write(out, "processingTimeMS", static_cast<std::uint64_t>(std::ceil(std::max(answer.took_ms, 0.0))));
}

void write_result(JsonWriter& out, const InstantQuery& query, const InstantAnswer& answer) {
  const SearchRequest& search = query.search;
  out.begin_object();
  out.key("hits");
  out.begin_array();
  for (const Hit& hit : answer.hits) write_instant_hit(out, hit, query);
  out.end_array();
  write(out, "nbHits", answer.total);
  write(out, "page", static_cast<std::uint64_t>(search.page - 1));
  // Only pages that can be asked for.
  const std::uint64_t pages = search.limit == 0 ? 0 : (answer.total + search.limit - 1) / search.limit;
  write(out, "nbPages", search.limit == 0 ? 0 : std::min<std::uint64_t>(pages, kMaxPageWindow / search.limit));
  write(out, "hitsPerPage", static_cast<std::uint64_t>(search.limit));
  write_time(out, answer);
  write(out, "query", search.q);
  write(out, "params",
        fmt::format("query={}&page={}&hitsPerPage={}", boost::urls::encode(search.q, boost::urls::unreserved_chars),
                    search.page - 1, search.limit));
  write(out, "index", query.index);
  write_facets(out, query, answer);
  write_stats(out, query, answer);
  write_flag(out, "exhaustiveNbHits", true);
  write_flag(out, "exhaustiveFacetsCount", true);
  write_reading(out, answer);
  out.end_object();
}

void write_facet_hits(JsonWriter& out, const InstantQuery& query, const InstantAnswer& answer) {
  out.begin_object();
  out.key("facetHits");
  out.begin_array();
  for (const FacetBucket& bucket : answer.facets.at(0).buckets) {
    out.begin_object();
    write(out, "value", bucket.value);
    write(out, "highlighted", mark_typed(bucket.value, query.search.facet_query, query.search.highlight));
    write(out, "count", bucket.count);
    out.end_object();
  }
  out.end_array();
  write_flag(out, "exhaustiveFacetsCount", true);
  write_time(out, answer);
  out.end_object();
}

}  // namespace

std::string instant_batch_json(std::span<const InstantQuery> queries, std::span<const InstantAnswer> answers) {
  JsonWriter out;
  out.begin_object();
  out.key("results");
  out.begin_array();
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (queries[i].searches_facet) {
      write_facet_hits(out, queries[i], answers[i]);
    } else {
      write_result(out, queries[i], answers[i]);
    }
  }
  out.end_array();
  out.end_object();
  return out.take();
}

std::string instant_facet_json(const InstantQuery& query, const InstantAnswer& answer) {
  JsonWriter out;
  write_facet_hits(out, query, answer);
  return out.take();
}

std::string instant_error_json(const Error& error, unsigned status) {
  JsonWriter out;
  out.begin_object();
  write(out, "message", error.message);
  write(out, "status", static_cast<std::uint64_t>(status));
  out.end_object();
  return out.take();
}

}  // namespace newshound
