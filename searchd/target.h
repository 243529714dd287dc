// A request target to path and decoded parameters. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/parameters.h"
#include "schemas/error.h"

namespace newshound {

struct Target {
  std::vector<std::string> segments;  // of the path, decoded: "/v1/articles/a%2Fb" -> v1, articles, a/b; "/" -> none
  Parameters parameters;              // decoded, '+' is a space, repeats kept
  std::string accept_language, host;  // headers that pages need
};

inline constexpr std::size_t kMaxParameters = 512;

// Origin form ("/v1/search?q=x") and absolute form ("http://host/v1/search"). An Error (kInvalidParameter) for bad
// percent-encoding, and for text that decodes to a NUL or to anything but UTF-8: it names the parameter.
[[nodiscard]] Result<Target> parse_target(std::string_view target);

}  // namespace newshound
