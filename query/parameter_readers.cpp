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

constexpr std::string_view kAllSuffix = ".all";  // topic.all: every value, not any

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
  // 20250721 as well: what other news APIs take.
  const bool digits = value.size() == 8 && value.find_first_not_of("0123456789") == std::string::npos;
  const auto range = parse_period(
      digits ? fmt::format("{}-{}-{}", value.substr(0, 4), value.substr(4, 2), value.substr(6)) : value, reader.zone);
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

Result<void> read_now(RequestReader& reader, std::string_view name, const std::string& value) {
  const auto moment = parse_moment(value);
  if (!moment || moment->date_only)
    return tl::unexpected(bad_value(name, value, "is no instant: write one such as 2025-07-21T16:05:00Z"));
  reader.request.now_utc = moment->seconds_utc;
  return {};
}

Result<void> read_date(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_choice<DateKind>(name, value, {{"published", DateKind::kPublished}, {"modified", DateKind::kModified}}),
               reader.request.date);
}

Result<void> read_tz(RequestReader& reader, std::string_view name, const std::string& value) {
  reader.request.time_zone = value;
  return store(read_time_zone(name, value), reader.zone);
}

Result<void> read_sort(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(
      read_choice<Sort>(
          name, value,
          {{"best", Sort::kBest}, {"relevance", Sort::kRelevance}, {"newest", Sort::kNewest}, {"oldest", Sort::kOldest}}),
      reader.request.sort);
}

Result<void> read_match(RequestReader& reader, std::string_view name, const std::string& value) {
  return store(read_choice<bool>(name, value, {{"all", false}, {"any", true}}), reader.request.match_any);
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
    ParameterRow{"date", read_date},
    ParameterRow{"exact", read_exact},
    ParameterRow{"from", read_border},
    ParameterRow{"fuzzy", read_fuzzy},
    ParameterRow{"in", read_in},
    ParameterRow{"lang", read_filter, true},
    ParameterRow{"match", read_match},
    ParameterRow{"now", read_now, false, 0},
    ParameterRow{"outlet", read_filter, true},
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

std::span<const ParameterRow> parameter_table() {
  static const std::vector<ParameterRow> all = [] {
    std::vector<ParameterRow> rows(kRows.begin(), kRows.end());
    const auto more = answer_parameter_rows();
    rows.insert(rows.end(), more.begin(), more.end());
    std::sort(rows.begin(), rows.end(), [](const ParameterRow& x, const ParameterRow& y) { return x.name < y.name; });
    return rows;
  }();
  return all;
}

}  // namespace newshound
