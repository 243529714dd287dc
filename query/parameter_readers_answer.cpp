// What of the answer is asked for: which page, in which form, with which marks and counts.
#include "query/parameter_readers.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "analysis/language.h"
#include "query/answer_json.h"
#include "query/date_range.h"
#include "query/parameter_values.h"
#include "query/query_notes.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxMarkBytes = 64;                    // highlight.pre and .post: a tag with a class
constexpr std::size_t kMinSnippet = 20, kMaxSnippet = 2000;  // bytes
constexpr std::size_t kMaxSnippets = 10;
constexpr std::size_t kNoLimit = 999'999'999;  // as many digits as read_number() takes

// Its order is taken, too: a cursor goes on as it began.
Result<void> read_cursor(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto cursor = decode_cursor(value);
  if (!cursor) return tl::unexpected(bad_value(name, shown(value), "is no cursor: pass page.next_cursor of an answer as it is"));
  reader.request.visible_utc = reader.request.now_utc;
  reader.request.now_utc = cursor->now_utc;
  reader.request.cursor = *cursor;
  return {};
}

Result<void> read_format(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_choice<AnswerFormat>(name, value,
                                         {{"json", AnswerFormat::kJson},
                                          {"jsonl", AnswerFormat::kJsonLines},
                                          {"csv", AnswerFormat::kCsv},
                                          {"ids", AnswerFormat::kIds},
                                          {"rss", AnswerFormat::kRss}}),
               reader.request.format);
}

Result<void> read_explain(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_flag(name, value), reader.request.explain);
}

std::string facet_names() {
  std::string names;
  for (const FieldRow& row : field_table()) {
    if (!row.facet) continue;
    if (!names.empty()) names += ", ";
    names += row.parameter;
  }
  return names;
}

Result<void> read_facets(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto parts = read_list(name, value);
  if (!parts) return tl::unexpected(parts.error());
  for (const std::string& part : *parts) {
    const FieldRow* row = find_field(part);
    if (row == nullptr || !row->facet) return tl::unexpected(bad_value(name, part, "is no facet: use any of " + facet_names()));
    auto& facets = reader.request.facets;
    if (std::find(facets.begin(), facets.end(), row->field) == facets.end()) facets.push_back(row->field);
  }
  return {};
}

Result<void> read_fields(RequestReader& reader, std::string_view name, const std::string& value) {
  auto parts = read_list(name, value);
  if (!parts) return tl::unexpected(parts.error());
  if (auto known = check_fields(*parts); !known) return known;
  reader.request.fields = std::move(*parts);
  return {};
}

Result<void> read_mark(RequestReader& reader, std::string_view name, const std::string& value) {
  if (value.size() > kMaxMarkBytes)
    return tl::unexpected(
        bad_value(name, value, fmt::format("has {} bytes; at most {} are allowed", value.size(), kMaxMarkBytes)));
  (name == "highlight.pre" ? reader.request.highlight.pre : reader.request.highlight.post) = value;
  return {};
}

Result<void> read_histogram(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto interval = read_choice<Interval>(name, value,
                                              {{"day", Interval::kDay},
                                               {"week", Interval::kWeek},
                                               {"month", Interval::kMonth},
                                               {"quarter", Interval::kQuarter},
                                               {"year", Interval::kYear}});
  if (!interval) return tl::unexpected(interval.error());
  reader.histogram.interval = *interval;
  reader.request.histogram = reader.histogram;
  return {};
}

Result<void> read_limit(RequestReader& reader, std::string_view name, const std::string& value) {
  const std::size_t most = reader.limits.max_limit == 0 ? kNoLimit : reader.limits.max_limit;
  return store(read_number(name, value, 0, most), reader.request.limit);
}

Result<void> read_facet_limit(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_number(name, value, 1, kMaxFacetLimit), reader.request.facet_limit);
}

Result<void> read_facet_mode(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(
      read_choice<FacetMode>(name, value, {{"disjunctive", FacetMode::kDisjunctive}, {"conjunctive", FacetMode::kConjunctive}}),
      reader.request.facet_mode);
}

Result<void> read_snippet_size(RequestReader& reader, std::string_view name, const std::string& value) {
  HighlightOptions& options = reader.request.highlight;
  if (name == "highlight.count") return store(read_number(name, value, 0, kMaxSnippets), options.count);
  return store(read_number(name, value, kMinSnippet, kMaxSnippet), options.length);
}

Result<void> read_encoder(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_choice<bool>(name, value, {{"html", true}, {"none", false}}), reader.request.highlight.html);
}

Result<void> read_histogram_by(RequestReader& reader, std::string_view name, const std::string& value) {
  const FieldRow* row = find_field(value);
  if (row == nullptr || !row->facet) return tl::unexpected(bad_value(name, value, "is no facet: use one of " + facet_names()));
  reader.histogram.by = row->field;
  return {};
}

Result<void> read_share(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_flag(name, value), reader.histogram.share);
}

Result<void> read_facet_query(RequestReader& reader, std::string_view name, const std::string& value) {
  if (value.size() > kMaxValueBytes)
    return tl::unexpected(bad_value(name, shown(value), fmt::format("has over {} bytes", kMaxValueBytes)));
  reader.request.facet_query = value;
  return {};
}

Result<void> read_fill(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_flag(name, value), reader.histogram.fill);
}

Result<void> read_page(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_number(name, value, 1, kNoLimit), reader.request.page);
}

Result<void> read_offsets(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_choice<OffsetUnits>(
                   name, value, {{"none", OffsetUnits::kNone}, {"bytes", OffsetUnits::kBytes}, {"utf16", OffsetUnits::kUtf16}}),
               reader.request.highlight.offsets);
}

constexpr std::array kRows{
    ParameterRow{"cursor", read_cursor, false, 1},
    ParameterRow{"explain", read_explain},
    ParameterRow{"facets", read_facets, true},
    ParameterRow{"facets.limit", read_facet_limit},
    ParameterRow{"facets.mode", read_facet_mode},
    ParameterRow{"facets.q", read_facet_query},
    ParameterRow{"fields", read_fields},
    ParameterRow{"format", read_format},
    ParameterRow{"highlight.count", read_snippet_size},
    ParameterRow{"highlight.encoder", read_encoder},
    ParameterRow{"highlight.length", read_snippet_size},
    ParameterRow{"highlight.offsets", read_offsets},
    ParameterRow{"highlight.post", read_mark},
    ParameterRow{"highlight.pre", read_mark},
    ParameterRow{"histogram", read_histogram},
    ParameterRow{"histogram.by", read_histogram_by},
    ParameterRow{"histogram.fill", read_fill},
    ParameterRow{"histogram.share", read_share},
    ParameterRow{"limit", read_limit},
    ParameterRow{"page", read_page},
};

}  // namespace

std::span<const ParameterRow> answer_parameter_rows() { return kRows; }

}  // namespace newshound
