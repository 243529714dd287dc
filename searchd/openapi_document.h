// schemas/openapi.yaml as JSON, compiled in: searchd/openapi_document.cpp.in is filled by scripts in CMake. Constant; any thread.
#pragma once

#include <string_view>

namespace newshound {

[[nodiscard]] std::string_view openapi_document();

}  // namespace newshound
