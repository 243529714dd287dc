// One JSON value of an input, parsed by simdjson after what simdjson refuses and RFC 8259 allows was repaired. Included by the
// parsers of JSON formats only: it brings simdjson's header. One thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "schemas/error.h"

namespace newshound {

class JsonDocument {
 public:
  JsonDocument();

  // The root, valid until the next call. `warn` hears what was repaired. At most kMaxJsonDepth levels deep.
  [[nodiscard]] Result<simdjson::dom::element> parse(std::string_view json, const std::function<void(std::string)>& warn);

 private:
  simdjson::dom::parser parser_;
  std::string repaired_;
};

// The string of a member, or nothing if there is none or it is something else.
[[nodiscard]] std::string_view json_string(simdjson::dom::element object, std::string_view name);
// The same of the first of two spellings that is there: ninjs 2 and 3 differ in capital letters.
[[nodiscard]] std::string_view json_string(simdjson::dom::element object, std::string_view name, std::string_view other);

}  // namespace newshound
