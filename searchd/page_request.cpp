#include "searchd/page_request.h"

#include <algorithm>
#include <array>

#include "query/request_reading.h"
#include "searchd/page_wording.h"

namespace newshound {
namespace {

// What a page may be asked for; the rest of the API's parameters (fields, facets, highlight.pre …) has no meaning on a page.
constexpr std::array<std::string_view, 18> kKept = {"q",         "in",     "match", "exact",   "fuzzy",  "relax",
                                                    "lang",      "outlet", "topic", "section", "author", "place",
                                                    "topic.all", "from",   "to",    "when",    "sort",   "tz"};
constexpr std::array<std::string_view, 2> kPlace = {"page", "limit"};

template <class Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_filter(std::string_view name) {
  const FieldRow* row = find_field(name == "topic.all" ? std::string_view("topic") : name);
  return row != nullptr && row->column != ColumnKind::kNone;
}

// One parameter for each value of the request's filters, whose lists are split.
Parameters filter_parameters(const SearchRequest& request) {
  Parameters made;
  for (const ValueFilter& filter : request.filters) {
    const std::string name(field_row(filter.field).parameter);
    for (const std::string& value : filter.any) made.emplace_back(name, value);
    for (const std::string& value : filter.none) made.emplace_back(name, "-" + value);
    for (const std::string& value : filter.all) made.emplace_back(name + ".all", value);
  }
  return made;
}

}  // namespace

std::string parameter_of(const Parameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
  return found == parameters.end() ? std::string() : found->second;
}

PageRequest read_page_request(const Parameters& parameters, std::int64_t now_utc, const Snapshot& snapshot) {
  PageRequest page;
  page.search.now_utc = now_utc;
  Parameters accepted;
  const auto known = parameter_names();
  for (const auto& parameter : parameters) {
    const auto& [name, value] = parameter;
    if (!(is_one_of(kKept, name) || is_one_of(kPlace, name)) || !is_one_of(known, name)) continue;
    if (value.find_first_not_of(" \t\r\n") == std::string::npos) continue;  // an empty field of a form
    if (accepted.size() == kMaxPageParameters) break;
    accepted.push_back(parameter);
    auto request = parse_parameters(accepted, now_utc, ParameterLimits{});
    if (request && request->limit != 0) {
      page.search = std::move(*request);
      continue;
    }
    accepted.pop_back();
    page.refused.push_back(parameter);
  }
  split_lists(snapshot, page.search);
  for (auto& parameter : accepted)
    if (!is_filter(parameter.first)) page.state.push_back(std::move(parameter));
  for (auto& parameter : filter_parameters(page.search)) page.state.push_back(std::move(parameter));
  page.more = parameter_of(parameters, "more");
  const std::string language = parameter_of(parameters, "hl");
  if (!language.empty() && choose_language(language, "").locale == language) page.state.emplace_back("hl", language);
  return page;
}

}  // namespace newshound
