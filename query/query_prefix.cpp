#include "query/query_prefix.h"

#include <algorithm>

#include "query/nearest_name.h"

namespace newshound {
namespace {

const std::vector<QueryPrefix>& prefixes() {
  static const std::vector<QueryPrefix> table = [] {
    std::vector<QueryPrefix> made{{"title", PrefixKind::kTitle}};
    for (const FieldRow& row : field_table()) made.push_back({row.parameter, PrefixKind::kField, row.field});
    made.insert(made.end(), {{"after", PrefixKind::kAfter},
                             {"before", PrefixKind::kBefore},
                             {"when", PrefixKind::kWhen},
                             {"date", PrefixKind::kDate}});
    return made;
  }();
  return table;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

const QueryPrefix* find_prefix(std::string_view name) {
  for (const QueryPrefix& prefix : prefixes()) {
    const bool same = std::equal(name.begin(), name.end(), prefix.name.begin(), prefix.name.end(),
                                 [](char typed, char known) { return lower(typed) == known; });
    if (same) return &prefix;
  }
  return nullptr;
}

std::string prefix_names() {
  std::string names;
  for (const QueryPrefix& prefix : prefixes()) {
    if (!names.empty()) names += ", ";
    names += prefix.name;
    names += ':';
  }
  return names;
}

std::string_view nearest_prefix(std::string_view name) {
  std::vector<std::string_view> names;
  for (const QueryPrefix& prefix : prefixes()) names.push_back(prefix.name);
  const NearestName nearest = nearest_name(name, names);
  return nearest.close ? nearest.name : std::string_view();
}

}  // namespace newshound
