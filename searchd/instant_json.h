// The bodies of InstantSearch's requests as JSON, within the limits of schemas/limits.h, and the reading of single values. A
// parameter may come as JSON or, from older clients, in a string as a form has it; an Error says which place of the body is
// wrong ("requests[0].params.page"), what is wrong and what is allowed. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "schemas/error.h"

namespace newshound {

// The object that the body is; an empty body is an empty object. kTooLarge: over kMaxRequestBodyBytes, kMaxBatchDepth or
// kMaxBatchValues. kInvalidParameter: not JSON (says at which byte), not UTF-8, not an object.
[[nodiscard]] Result<nlohmann::json> parse_instant_json(std::string_view body);
// "query=a+b&facets=%5B%22outlet%22%5D" as an object of strings.
[[nodiscard]] Result<nlohmann::json> parse_form(std::string_view place, std::string_view text);

// kInvalidParameter: `place: problem`.
[[nodiscard]] Error wrong_at(std::string_view place, std::string_view problem);

// A string without control characters (`lines`: tabs and line ends are allowed), at most `most` bytes long.
[[nodiscard]] Result<std::string> read_text(std::string_view place, const nlohmann::json& value, std::size_t most, bool lines);
// A whole number within [least, most], or the digits of one.
[[nodiscard]] Result<std::size_t> read_count(std::string_view place, const nlohmann::json& value, std::size_t least,
                                             std::size_t most);
// An array of strings, or a string: JSON of such an array, or names divided by commas.
[[nodiscard]] Result<std::vector<std::string>> read_names(std::string_view place, const nlohmann::json& value);
// An array, or a string: JSON of an array, or what is to be its only element.
[[nodiscard]] Result<nlohmann::json> read_array(std::string_view place, const nlohmann::json& value);

}  // namespace newshound
