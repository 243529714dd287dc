// facetFilters and numericFilters of InstantSearch: which articles of those that match are wanted. Pure; any thread.
//   facetFilters    all of the list; an inner list: one of it. "outlet:The Post", not that: "outlet:-The Post", a value that
//                   begins with "-": "outlet:\-x". The first colon divides.
//   numericFilters  likewise of "published_ts>=1700000000", with < <= = >= > or "published_ts:1700000000 TO 1800000000".
// What can't be said to the matcher is refused: an inner list over two attributes, or of times that don't join.
#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "query/request.h"
#include "schemas/error.h"

namespace newshound {

// The field that is meant by "topics" or "topic"; only what is a facet.
[[nodiscard]] Result<Field> read_attribute(std::string_view place, std::string_view name);

[[nodiscard]] Result<void> read_facet_filters(std::string_view place, const nlohmann::json& value, SearchRequest& request);
[[nodiscard]] Result<void> read_numeric_filters(std::string_view place, const nlohmann::json& value, SearchRequest& request);

}  // namespace newshound
