// What narrows a search, as a page shows it: facets whose values are links, the date's choices, the filters in use as chips.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "searchd/page_context.h"

namespace newshound {

// Fills "facets", "late_facets" (below the date), "dates", "range", "chips", "filters_summary" and "clear_href". `searcher`
// counts what each choice of a date would find.
void add_filters(const PageContext& page, Searcher& searcher, const SearchAnswer& answer, nlohmann::json& model);

// The fields that a results page counts, in the order in which they are shown.
[[nodiscard]] const std::vector<Field>& page_facets();
// Values of a facet that are counted: as many as are shown of one that was asked for whole, and room for chosen rare ones.
inline constexpr std::size_t kPageFacetLimit = 1000;

// How many articles the request finds.
[[nodiscard]] std::uint64_t count_articles(Searcher& searcher, SearchRequest request);

}  // namespace newshound
