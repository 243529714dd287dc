// The same parameters as a JSON object: {"q": "rail strike", "outlet": ["The Post", "Daily Star"], "limit": 20, "relax": false}.
// A value is a text, a number, true or false (1 or 0), or a list of those for a parameter that may be repeated. The Error names
// the member and says what is allowed. Pure; any thread.
#pragma once

#include <string_view>

#include "query/parameters.h"

namespace newshound {

[[nodiscard]] Result<Parameters> parse_json_parameters(std::string_view json);

}  // namespace newshound
