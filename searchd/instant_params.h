// The parameters of one InstantSearch request, one reader each. For instant_request.cpp. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "searchd/instant_request.h"

namespace newshound {

// Reads parameter `name` of the request at `place` into `query`; null says nothing. An Error for an unknown one names the
// nearest.
[[nodiscard]] Result<void> read_instant_parameter(std::string_view place, std::string_view name, const nlohmann::json& value,
                                                  InstantQuery& query);
// The defaults, in which nothing but the clock is anybody's choice.
[[nodiscard]] InstantQuery default_instant_query(std::int64_t now_utc);

}  // namespace newshound
