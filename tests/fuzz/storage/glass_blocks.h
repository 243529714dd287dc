// A database of Xapian as the input of a fuzz target: a byte with the length of iamglass, iamglass; then the blocks of
// postlist.glass without the free bytes in their middle: a byte each with the length of the beginning and of the end, in units of
// 32, and both. So a block that is nearly empty takes few bytes.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "storage/glass_format.h"

namespace newshound {

inline constexpr std::size_t kGlassUnit = 32;

inline std::string pack_glass(std::string_view iamglass, std::string_view table) {
  std::string packed(1, static_cast<char>(iamglass.size()));
  packed += iamglass;
  for (; table.size() >= kGlassBlock; table.remove_prefix(kGlassBlock)) {
    const std::string_view block = table.substr(0, kGlassBlock);
    const std::size_t begin =
        static_cast<std::size_t>(static_cast<unsigned char>(block[9])) * 256 + static_cast<unsigned char>(block[10]);
    const std::size_t head = (begin + kGlassUnit - 1) / kGlassUnit;
    const std::size_t items = std::min(block.find_first_not_of('\0', begin), kGlassBlock);
    const std::size_t tail = std::min<std::size_t>((kGlassBlock - items + kGlassUnit - 1) / kGlassUnit, 255);
    packed.push_back(static_cast<char>(head));
    packed.push_back(static_cast<char>(tail));
    packed += block.substr(0, head * kGlassUnit);
    packed += block.substr(kGlassBlock - tail * kGlassUnit);
  }
  return packed;
}

struct GlassFiles {
  std::string iamglass, table;
};

inline GlassFiles unpack_glass(std::string_view packed) {
  GlassFiles files;
  const auto take = [&](std::size_t size) {
    const std::string_view taken = packed.substr(0, size);
    packed.remove_prefix(taken.size());
    return taken;
  };
  const auto byte = [&] { return packed.empty() ? std::size_t{0} : static_cast<unsigned char>(take(1)[0]); };
  files.iamglass = take(byte());
  while (packed.size() > 2) {
    const std::size_t head = byte() * kGlassUnit, tail = byte() * kGlassUnit;
    const std::string_view begin = take(head), end = take(tail);
    std::string block(begin);
    block.resize(kGlassBlock - end.size());
    block += end;
    files.table += block;
  }
  return files;
}

}  // namespace newshound
