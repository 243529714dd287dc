#include "searchd/instant_filters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "query/query_notes.h"
#include "schemas/limits.h"
#include "searchd/instant_json.h"
#include "searchd/instant_request.h"

namespace newshound {
namespace {

using nlohmann::json;

// Seconds UTC, both ends inclusive. The ends are years that dates can have.
struct Times {
  static constexpr std::int64_t kFirst = -62167219200, kLast = 253402300799;  // 0000-01-01 to 9999-12-31
  std::int64_t least = kFirst, most = kLast;

  [[nodiscard]] bool none() const { return least > most; }
};

struct FacetFilter {
  Field field = Field::kOutlet;
  std::string value;
  bool excludes = false;
};

Result<FacetFilter> read_facet_filter(const std::string& place, const json& value) {
  const auto text = read_text(place, value, kMaxValueBytes + 64, false);
  if (!text) return tl::unexpected(text.error());
  const std::size_t colon = text->find(':');
  if (colon == std::string::npos || colon == 0)
    return tl::unexpected(wrong_at(place, fmt::format("\"{}\" is not attribute:value", shown(*text))));
  const auto field = read_attribute(place, std::string_view(*text).substr(0, colon));
  if (!field) return tl::unexpected(field.error());
  FacetFilter filter{*field, text->substr(colon + 1), false};
  if (filter.value.starts_with('-')) {
    filter.excludes = true;
    filter.value.erase(0, 1);
  } else if (filter.value.starts_with("\\-")) {
    filter.value.erase(0, 1);
  }
  if (filter.value.empty()) return tl::unexpected(wrong_at(place, "has no value behind the colon"));
  return filter;
}

// An inner list, or a filter that stands alone, as a list of one.
struct Group {
  std::string place;
  std::vector<std::pair<std::string, json>> elements;  // place, value
};

Result<std::vector<Group>> read_groups(std::string_view place, const json& value) {
  const auto array = read_array(place, value);
  if (!array) return tl::unexpected(array.error());
  std::vector<Group> groups;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const json& element = (*array)[i];
    Group group{fmt::format("{}[{}]", place, i), {}};
    if (!element.is_array()) group.elements.emplace_back(group.place, element);
    if (element.is_array())
      for (std::size_t j = 0; j < element.size(); ++j)
        group.elements.emplace_back(fmt::format("{}[{}]", group.place, j), element[j]);
    if (group.elements.size() > kMaxParameterValues)
      return tl::unexpected(wrong_at(group.place, fmt::format("has more than {} values", kMaxParameterValues)));
    if (!group.elements.empty()) groups.push_back(std::move(group));
  }
  return groups;
}

// One of the group must hold. Exclusions of a field become one filter, so that they need little room.
Result<void> add_group(const Group& group, SearchRequest& request) {
  ValueFilter filter;
  for (std::size_t i = 0; i < group.elements.size(); ++i) {
    auto one = read_facet_filter(group.elements[i].first, group.elements[i].second);
    if (!one) return tl::unexpected(one.error());
    if (i != 0 && one->field != filter.field)
      return tl::unexpected(wrong_at(group.place,
                                     "an inner list is about one attribute; ask for the others in a request of "
                                     "their own"));
    if (one->excludes && group.elements.size() > 1)
      return tl::unexpected(wrong_at(group.place, "an exclusion stands alone, outside of inner lists"));
    filter.field = one->field;
    (one->excludes ? filter.none : filter.any).push_back(std::move(one->value));
  }
  const auto same = [&](const ValueFilter& f) { return f.field == filter.field && f.any.empty(); };
  const auto earlier = std::find_if(request.filters.begin(), request.filters.end(), same);
  if (!filter.none.empty() && earlier != request.filters.end()) {
    if (earlier->none.size() == kMaxParameterValues)
      return tl::unexpected(wrong_at(group.place, fmt::format("more than {} values are excluded", kMaxParameterValues)));
    earlier->none.push_back(std::move(filter.none[0]));
    return {};
  }
  if (request.filters.size() == kMaxBatchFilters)
    return tl::unexpected(wrong_at(group.place, fmt::format("more than {} filters in one request", kMaxBatchFilters)));
  request.filters.push_back(std::move(filter));
  return {};
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<double> read_decimal(std::string_view text) {
  text = trimmed(text);
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return std::clamp(number, static_cast<double>(Times::kFirst) - 1, static_cast<double>(Times::kLast) + 1);
}

std::int64_t at_least(double bound) { return static_cast<std::int64_t>(std::ceil(bound)); }
std::int64_t at_most(double bound) { return static_cast<std::int64_t>(std::floor(bound)); }

std::optional<Times> read_comparison(std::string_view rest) {
  if (rest.starts_with(':')) {
    const std::size_t to = rest.find(" TO ");
    if (to == std::string_view::npos) return std::nullopt;
    const auto least = read_decimal(rest.substr(1, to - 1)), most = read_decimal(rest.substr(to + 4));
    if (!least || !most) return std::nullopt;
    return Times{at_least(*least), at_most(*most)};
  }
  const bool or_equal = rest.size() > 1 && rest[1] == '=';
  const auto bound = read_decimal(rest.substr(std::min<std::size_t>(rest.size(), or_equal ? 2 : 1)));
  if (rest.empty() || !bound) return std::nullopt;
  if (rest[0] == '>') return Times{or_equal ? at_least(*bound) : at_most(*bound) + 1, Times::kLast};
  if (rest[0] == '<') return Times{Times::kFirst, or_equal ? at_most(*bound) : at_least(*bound) - 1};
  if (rest[0] == '=' && !or_equal) return Times{at_least(*bound), at_most(*bound)};
  return std::nullopt;
}

Result<Times> read_times(const std::string& place, const json& value) {
  const auto text = read_text(place, value, 256, false);
  if (!text) return tl::unexpected(text.error());
  const std::size_t end = text->find_first_of("<>=!:");
  const std::string_view name = trimmed(std::string_view(*text).substr(0, end));
  if (name != kPublishedAttribute)
    return tl::unexpected(
        wrong_at(place, fmt::format("\"{}\" can't be compared; {} can, in seconds", shown(name), kPublishedAttribute)));
  if (end != std::string::npos)
    if (const auto times = read_comparison(std::string_view(*text).substr(end))) return *times;
  return tl::unexpected(wrong_at(place, fmt::format("\"{}\" is not attribute, one of < <= = >= > or :, and a number; a range is "
                                                    "{}:1700000000 TO 1800000000",
                                                    shown(*text), kPublishedAttribute)));
}

// The union of the group, which must be one stretch of time.
Result<Times> read_alternatives(const Group& group) {
  std::vector<Times> all;
  for (const auto& [place, value] : group.elements) {
    const auto times = read_times(place, value);
    if (!times) return times;
    all.push_back(*times);
  }
  std::erase_if(all, [](const Times& times) { return times.none(); });
  if (all.empty()) return Times{1, 0};
  std::sort(all.begin(), all.end(), [](const Times& a, const Times& b) { return a.least < b.least; });
  Times joined = all[0];
  for (const Times& times : all) {
    if (times.least > joined.most + 1)
      return tl::unexpected(
          wrong_at(group.place, "its ranges leave a gap, which one request can't have; ask for each by itself"));
    joined.most = std::max(joined.most, times.most);
  }
  return joined;
}

}  // namespace

Result<Field> read_attribute(std::string_view place, std::string_view name) {
  std::string known;
  for (const FieldRow& row : field_table()) {
    if (!row.facet) continue;
    if (name == row.name || name == row.parameter) return row.field;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", row.name);
  }
  return tl::unexpected(wrong_at(place, fmt::format("\"{}\" can't be filtered or counted; these can: {}", shown(name), known)));
}

Result<void> read_facet_filters(std::string_view place, const json& value, SearchRequest& request) {
  const auto groups = read_groups(place, value);
  if (!groups) return tl::unexpected(groups.error());
  for (const Group& group : *groups)
    if (auto added = add_group(group, request); !added) return added;
  return {};
}

Result<void> read_numeric_filters(std::string_view place, const json& value, SearchRequest& request) {
  const auto groups = read_groups(place, value);
  if (!groups) return tl::unexpected(groups.error());
  Times wanted;
  for (const Group& group : *groups) {
    const auto times = read_alternatives(group);
    if (!times) return tl::unexpected(times.error());
    wanted.least = std::max(wanted.least, times->least);
    wanted.most = std::min(wanted.most, times->most);
  }
  if (groups->empty()) return {};
  if (wanted.none()) wanted = {0, -1};
  request.from_utc = wanted.least;
  request.to_utc = wanted.most + 1;  // exclusive: for none, the same instant, so that nothing is in it
  return {};
}

}  // namespace newshound
