#include "query/parameter_aliases.h"

#include <algorithm>
#include <array>

namespace newshound {
namespace {

constexpr std::array kAliases{
    ParameterAlias{"attributesToRetrieve", "fields"},
    ParameterAlias{"begin_date", "from"},
    ParameterAlias{"cropLength", "highlight.length"},
    ParameterAlias{"end", "to"},
    ParameterAlias{"end_date", "to"},
    ParameterAlias{"facet_by", "facets"},
    ParameterAlias{"facet_fields", "facets"},
    ParameterAlias{"fl", "fields"},
    ParameterAlias{"from-date", "from"},
    ParameterAlias{"highlightPostTag", "highlight.post"},
    ParameterAlias{"highlightPreTag", "highlight.pre"},
    ParameterAlias{"hitsPerPage", "limit"},
    ParameterAlias{"language", "lang"},
    ParameterAlias{"order-by", "sort"},
    ParameterAlias{"page-size", "limit"},
    ParameterAlias{"pageSize", "limit"},
    ParameterAlias{"page_size", "limit"},
    ParameterAlias{"pagination_token", "cursor"},
    ParameterAlias{"per_page", "limit"},
    ParameterAlias{"query", "q"},
    ParameterAlias{"query-fields", "in"},
    ParameterAlias{"resume", "cursor"},
    ParameterAlias{"rows", "limit"},
    ParameterAlias{"searchIn", "in"},
    ParameterAlias{"search_after", "cursor"},
    ParameterAlias{"show-fields", "fields"},
    ParameterAlias{"sort_by", "sort"},
    ParameterAlias{"sortBy", "sort"},
    ParameterAlias{"source", "outlet"},
    ParameterAlias{"sources", "outlet"},
    ParameterAlias{"start", "from"},
    ParameterAlias{"start_date", "from"},
    ParameterAlias{"supplier", "outlet"},
    ParameterAlias{"tag", "topic"},
    ParameterAlias{"timespan", "when"},
    ParameterAlias{"timezone", "tz"},
    ParameterAlias{"to-date", "to"},
};

}  // namespace

std::span<const ParameterAlias> parameter_aliases() { return kAliases; }

std::string_view canonical_parameter(std::string_view name) {
  const auto row = std::find_if(kAliases.begin(), kAliases.end(), [&](const ParameterAlias& a) { return a.alias == name; });
  return row == kAliases.end() ? name : row->name;
}

}  // namespace newshound
