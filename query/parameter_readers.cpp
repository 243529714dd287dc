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
constexpr std::string_view kAllSuffix = ".all";  // topic.all: every value, not any
constexpr std::size_t kNoLimit = 999'999'999;    // as many digits as read_number() takes

// Stores a read value, or passes the error on.
template <class T, class Target>
Result<void> store(const Result<T>& value, Target& target) {
  if (!value) return tl::unexpected(value.error());
  target = *value;
  return {};
}

Result<void> read_filter(RequestReader& reader, std::string_view name, const std::string& value) {
  const bool all = name.ends_with(kAllSuffix);
  const Field field = find_field(all ? name.substr(0, name.size() - kAllSuffix.size()) : name)->field;
  const bool excludes = !all && value.starts_with('-');
  const std::string wanted = excludes ? value.substr(1) : value;
  if (wanted.find_first_not_of(' ') == std::string::npos)
    return tl::unexpected(bad_value(name, value, "holds no value: write one, or leave the parameter out"));
  if (wanted.size() > kMaxValueBytes)
    return tl::unexpected(
        Error{ErrorCode::kTooLarge,
              fmt::format("parameter {}: a value of {} bytes; at most {} are allowed", name, wanted.size(), kMaxValueBytes),
              std::string(name)});
  const bool list = wanted.find(',') != std::string::npos;
  if (field == Field::kLanguage && !list && !is_language_tag(wanted))
    return tl::unexpected(bad_value(name, value, "is no language tag: write one such as en or pt-BR"));
  auto& filters = reader.request.filters;
  const auto own = [&](const ValueFilter& f) { return f.field == field && f.all.empty() != all; };
  auto filter = std::find_if(filters.begin(), filters.end(), own);
  if (filter == filters.end()) filter = filters.insert(filters.end(), ValueFilter{field, {}, {}});
  (all ? filter->all : excludes ? filter->none : filter->any).push_back(wanted);
  return {};
}

Result<void> read_border(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto range = parse_period(value, reader.zone);
  if (!range)
    return tl::unexpected(bad_value(name, value, "is no date: write 2025, 2025-07, 2025-07-21 or 2025-07-21T16:05:00Z"));
  if (name == "to") {
    reader.request.to_utc = range->to_utc;
    return {};
  }
  reader.request.from_utc = range->from_utc;
  reader.has_from = true;
  return {};
}

Result<void> read_when(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto from = parse_when(value, reader.request.now_utc, reader.zone);
  if (!from) return tl::unexpected(bad_value(name, value, "is no span of time: write 24h, 7d, 2w, 1m or 1y"));
  if (reader.has_from) return tl::unexpected(bad_value(name, value, "stands beside from, which says the same: give one of them"));
  reader.request.from_utc = *from;
  reader.request.by_clock = true;
  return {};
}

// Its order is taken, too: a cursor goes on as it began.
Result<void> read_cursor(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto cursor = decode_cursor(value);
  if (!cursor) return tl::unexpected(bad_value(name, shown(value), "is no cursor: pass page.next_cursor of an answer as it is"));
  reader.request.visible_utc = reader.request.now_utc;
  reader.request.now_utc = cursor->now_utc;
  reader.request.cursor = *cursor;
  return {};
}

Result<void> read_now(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto moment = parse_moment(value);
  if (!moment || moment->date_only)
    return tl::unexpected(bad_value(name, value, "is no instant: write one such as 2025-07-21T16:05:00Z"));
  reader.request.now_utc = moment->seconds_utc;
  return {};
}

Result<void> read_tz(RequestReader& reader, std::string_view name, const std::string& value) {
  reader.request.time_zone = value;
  return store(read_time_zone(name, value), reader.zone);
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

Result<void> read_sort(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(
      read_choice<Sort>(
          name, value,
          {{"best", Sort::kBest}, {"relevance", Sort::kRelevance}, {"newest", Sort::kNewest}, {"oldest", Sort::kOldest}}),
      reader.request.sort);
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

Result<void> read_match(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_choice<bool>(name, value, {{"all", false}, {"any", true}}), reader.request.match_any);
}

Result<void> read_page(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_number(name, value, 1, kNoLimit), reader.request.page);
}

Result<void> read_exact(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(
      read_choice<Exactness>(name, value, {{"0", Exactness::kStem}, {"1", Exactness::kForm}, {"2", Exactness::kSpelling}}),
      reader.request.exactness);
}

Result<void> read_in(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto parts = read_list(name, value);
  if (!parts) return tl::unexpected(parts.error());
  TextParts chosen = 0;
  for (const std::string& part : *parts) {
    const auto known = std::find_if(kTextParts.begin(), kTextParts.end(), [&](const auto& row) { return row.first == part; });
    if (known == kTextParts.end())
      return tl::unexpected(bad_value(name, part, "is no part of an article: use any of title, standfirst, body"));
    chosen |= only(known->second);
  }
  reader.request.parts = chosen;
  return {};
}

Result<void> read_offsets(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_choice<OffsetUnits>(
                   name, value, {{"none", OffsetUnits::kNone}, {"bytes", OffsetUnits::kBytes}, {"utf16", OffsetUnits::kUtf16}}),
               reader.request.highlight.offsets);
}

Result<void> read_strict(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_flag(name, value), reader.request.strict);
}

Result<void> read_relax(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_flag(name, value), reader.request.relax);
}

Result<void> read_fuzzy(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_choice<bool>(name, value, {{"auto", true}, {"off", false}}), reader.request.fuzzy);
}

Result<void> read_q(RequestReader& reader, std::string_view, const std::string& value) {
  reader.request.q = value;  // its size is the query parser's business
  return {};
}

constexpr std::array kRows{
    ParameterRow{"author", read_filter, true},
    ParameterRow{"cursor", read_cursor, false, 1},
    ParameterRow{"exact", read_exact},
    ParameterRow{"facets", read_facets, true},
    ParameterRow{"facets.limit", read_facet_limit},
    ParameterRow{"facets.mode", read_facet_mode},
    ParameterRow{"facets.q", read_facet_query},
    ParameterRow{"fields", read_fields},
    ParameterRow{"from", read_border},
    ParameterRow{"fuzzy", read_fuzzy},
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
    ParameterRow{"in", read_in},
    ParameterRow{"lang", read_filter, true},
    ParameterRow{"limit", read_limit},
    ParameterRow{"match", read_match},
    ParameterRow{"now", read_now, false, 0},
    ParameterRow{"outlet", read_filter, true},
    ParameterRow{"page", read_page},
    ParameterRow{"place", read_filter, true},
    ParameterRow{"q", read_q},
    ParameterRow{"relax", read_relax},
    ParameterRow{"section", read_filter, true},
    ParameterRow{"sort", read_sort},
    ParameterRow{"strict", read_strict},
    ParameterRow{"to", read_border},
    ParameterRow{"topic", read_filter, true},
    ParameterRow{"topic.all", read_filter, true},
    ParameterRow{"tz", read_tz, false, 0},
    ParameterRow{"when", read_when, false, 2},
};

}  // namespace

std::span<const ParameterRow> parameter_table() { return kRows; }

}  // namespace newshound
