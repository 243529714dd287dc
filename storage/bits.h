// Counting bits. The compiler's own builtin is a call into a library wherever the processor isn't known to have an instruction
// for it, as a plain x86-64 isn't. Pure.
#pragma once

#include <cstdint>

namespace newshound {

// How many bits of the word are set.
[[nodiscard]] inline std::uint32_t count_bits(std::uint64_t word) {
#ifdef __POPCNT__
  return static_cast<std::uint32_t>(__builtin_popcountll(word));
#else
  // Sums of two, four and eight bits side by side, then of all bytes by a multiplication.
  word -= (word >> 1) & 0x5555555555555555u;
  word = (word & 0x3333333333333333u) + ((word >> 2) & 0x3333333333333333u);
  word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return static_cast<std::uint32_t>((word * 0x0101010101010101u) >> 56);
#endif
}

}  // namespace newshound
