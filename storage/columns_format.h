// What reader and writer of columns must agree on beside the section names of storage/columns.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace newshound {

inline constexpr std::string_view kColumnsKind = "COLS";
inline constexpr std::uint32_t kColumnsVersion = 2;

// Bytes of an ordinal: the narrowest that holds 0 … values.
[[nodiscard]] constexpr unsigned ordinal_width(std::uint32_t values) { return values < 256 ? 1 : values < 65536 ? 2 : 4; }

}  // namespace newshound
