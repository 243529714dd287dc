// Numbers strings in order of first appearance: the interning table behind the indexer's words, forms and stems.
// Open addressing over XXH3-64, strings in blocks that never move; about 20 ns a look-up where std::unordered_map takes 60.
// One thread. Views stay valid as long as the table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace newshound {

class StringTable {
 public:
  StringTable();

  // The number of `text`; `fresh` tells whether it was new.
  std::uint32_t intern(std::string_view text, bool& fresh);
  [[nodiscard]] std::string_view at(std::uint32_t number) const { return strings_[number]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(strings_.size()); }
  // What it takes in memory.
  [[nodiscard]] std::size_t bytes() const {
    return text_bytes_ + (slots_.capacity() + hashes_.capacity()) * sizeof(std::uint64_t) +
           strings_.capacity() * sizeof(std::string_view);
  }

 private:
  void grow();
  std::string_view keep(std::string_view text);

  std::vector<std::uint64_t> slots_;   // the hash's upper half, then number + 1 in 32 bits; 0 = free
  std::vector<std::uint64_t> hashes_;  // by number
  std::vector<std::string_view> strings_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t text_bytes_ = 0;  // of the blocks
  std::size_t block_left_ = 0;
  char* block_at_ = nullptr;
};

}  // namespace newshound
