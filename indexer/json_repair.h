// JSON that the grammar of RFC 8259 allows but simdjson refuses, made acceptable: numbers that no 64-bit type holds become
// strings of the same digits, halves of surrogate pairs ("\ud83d" at the end of a cut text) become U+FFFD. Everything else is as
// it was, so what isn't JSON stays so. For lines that were refused only: it looks at each byte. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

struct JsonRepair {
  std::string json;
  bool numbers = false;     // some became strings
  bool surrogates = false;  // some halves became U+FFFD
};

[[nodiscard]] JsonRepair repair_json(std::string_view json);

}  // namespace newshound
