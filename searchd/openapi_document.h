// schemas/openapi.yaml as JSON, compiled in: embed_openapi.py writes openapi_document.cpp into the build folder. Constant; any
// thread.
#pragma once

#include <string_view>

namespace newshound {

[[nodiscard]] std::string_view openapi_document();

}  // namespace newshound
