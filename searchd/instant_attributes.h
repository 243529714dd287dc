// attributesToHighlight, attributesToSnippet and attributesToRetrieve of InstantSearch: what is shown of a hit, and how. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "searchd/instant_request.h"

namespace newshound {

// Members of a hit that are given where none are named.
[[nodiscard]] std::vector<std::string> default_members();

// Names; "*" is all of them. Names of other attributes say nothing.
[[nodiscard]] Result<void> read_attributes_to_highlight(std::string_view place, const nlohmann::json& value, InstantQuery& query);
// "body:30" is about thirty words of it.
[[nodiscard]] Result<void> read_attributes_to_snippet(std::string_view place, const nlohmann::json& value, InstantQuery& query);
// "-url" takes one away again. An Error for a name that no member of a hit has.
[[nodiscard]] Result<void> read_attributes_to_retrieve(std::string_view place, const nlohmann::json& value, InstantQuery& query);

}  // namespace newshound
