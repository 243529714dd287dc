// Reads single parameter values; an error says which parameter, what is wrong and what is allowed. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/time_zone.h"
#include "schemas/error.h"

namespace newshound {

// kInvalidParameter: `name "value" problem`.
[[nodiscard]] Error bad_value(std::string_view name, std::string_view value, std::string_view problem);

// Valid UTF-8 without control characters; `lines`: tabs and line ends are allowed.
[[nodiscard]] Result<void> check_text(std::string_view name, std::string_view value, bool lines);
// Decimal digits only, within [least, most].
[[nodiscard]] Result<std::size_t> read_number(std::string_view name, std::string_view value, std::size_t least, std::size_t most);
// "0" or "1".
[[nodiscard]] Result<bool> read_flag(std::string_view name, std::string_view value);
[[nodiscard]] Result<TimeZone> read_time_zone(std::string_view name, std::string_view value);
// Not empty, divided by commas, no empty part.
[[nodiscard]] Result<std::vector<std::string>> read_list(std::string_view name, std::string_view value);

// One of the names of `choices`.
template <class T>
[[nodiscard]] Result<T> read_choice(std::string_view name, std::string_view value,
                                    std::initializer_list<std::pair<std::string_view, T>> choices) {
  std::string allowed;
  for (const auto& [choice, meaning] : choices) {
    if (choice == value) return meaning;
    if (!allowed.empty()) allowed += ", ";
    allowed += choice;
  }
  return tl::unexpected(bad_value(name, value, "is none of " + allowed));
}

}  // namespace newshound
