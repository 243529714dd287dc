// One code point of UTF-8 at a time, for tokenizer, folding and normaliser. Inline: called for every character that isn't ASCII.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newshound {

struct CodePoint {
  char32_t value = 0xFFFD;
  std::uint32_t size = 1;  // bytes consumed: of an ill-formed sequence its maximal subpart
  bool valid = false;
};

// The code point at `at` < text.size(). Follows table 3-7 of Unicode 15 (well-formed UTF-8 byte sequences).
[[nodiscard]] inline CodePoint decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::uint32_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const unsigned low = lead == 0xE0 ? 0xA0u : lead == 0xF0 ? 0x90u : 0x80u;
  const unsigned high = lead == 0xED ? 0x9Fu : lead == 0xF4 ? 0x8Fu : 0xBFu;
  const unsigned second = byte(at + 1);
  if (second < low || second > high) return {};
  char32_t value = (lead & (0x7Fu >> length)) << 6 | (second & 0x3Fu);
  for (std::uint32_t i = 2; i < length; ++i) {
    const unsigned next = byte(at + i);
    if (next < 0x80 || next > 0xBF) return {0xFFFD, i, false};
    value = value << 6 | (next & 0x3Fu);
  }
  return {value, length, true};
}

// Appends the UTF-8 of `value` at `out`, which has room for four bytes; returns how many.
inline std::size_t encode_utf8(char32_t value, char* out) {
  if (value < 0x80) {
    out[0] = static_cast<char>(value);
    return 1;
  }
  if (value < 0x800) {
    out[0] = static_cast<char>(0xC0u | value >> 6);
    out[1] = static_cast<char>(0x80u | (value & 0x3Fu));
    return 2;
  }
  if (value < 0x10000) {
    out[0] = static_cast<char>(0xE0u | value >> 12);
    out[1] = static_cast<char>(0x80u | (value >> 6 & 0x3Fu));
    out[2] = static_cast<char>(0x80u | (value & 0x3Fu));
    return 3;
  }
  out[0] = static_cast<char>(0xF0u | value >> 18);
  out[1] = static_cast<char>(0x80u | (value >> 12 & 0x3Fu));
  out[2] = static_cast<char>(0x80u | (value >> 6 & 0x3Fu));
  out[3] = static_cast<char>(0x80u | (value & 0x3Fu));
  return 4;
}

inline void append_utf8(std::string& out, char32_t value) {
  char bytes[4];
  out.append(bytes, encode_utf8(value, bytes));
}

}  // namespace newshound
