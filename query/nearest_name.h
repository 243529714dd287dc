// Which known name somebody meant: for messages about unknown parameters, fields and time zones. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace newshound {

// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment) that turn one into the other, by bytes.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

struct NearestName {
  std::string_view name;  // of those given; empty if none was, or if the wrong name is too long to be one
  bool close = false;     // so like it that it was probably meant
};

// The first of the nearest names.
[[nodiscard]] NearestName nearest_name(std::string_view wrong, std::span<const std::string_view> names);

}  // namespace newshound
