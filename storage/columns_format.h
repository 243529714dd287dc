// What reader and writer of columns must agree on beside the section names of storage/columns.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace newshound {

inline constexpr std::string_view kColumnsKind = "COLS";
inline constexpr std::uint32_t kColumnsVersion = 3;

// Bytes of a number: the fewest that hold 0 … most.
[[nodiscard]] constexpr unsigned number_width(std::uint32_t most) { return most < 256 ? 1 : most < 65536 ? 2 : 4; }

}  // namespace newshound
