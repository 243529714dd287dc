// Request parameters to a request: the one parser behind the daemon's query strings and the command line's options.
// Unknown parameter: an error that names the nearest known one. Bad value: an error that says what is allowed.
// Pure; any thread may call it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/request.h"
#include "schemas/error.h"

namespace newshound {

using Parameters = std::vector<std::pair<std::string, std::string>>;  // decoded, in request order, repeats kept

struct ParameterLimits {
  std::size_t max_limit = kMaxLimit;        // 0 = none (the command line)
  std::size_t max_window = kMaxPageWindow;  // page × limit; 0 = none; cursors go on
};

// The request that the parameters state. `now_utc` is the clock unless a parameter `now` sets it (the command line allows it).
[[nodiscard]] Result<SearchRequest> parse_parameters(const Parameters& parameters, std::int64_t now_utc,
                                                     const ParameterLimits& limits);

// The known names, sorted: for --help, errors and tests against openapi.yaml.
[[nodiscard]] std::vector<std::string_view> parameter_names();

}  // namespace newshound
