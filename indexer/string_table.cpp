#include "indexer/string_table.h"

#include <algorithm>
#include <cstring>

#include <xxhash.h>

namespace newshound {
namespace {

constexpr std::size_t kFirstSlots = 1u << 10;
constexpr std::size_t kBlockBytes = 1u << 16;
constexpr std::uint64_t kUpperHalf = 0xFFFFFFFF00000000;

}  // namespace

StringTable::StringTable() : slots_(kFirstSlots, 0) {}

std::uint32_t StringTable::intern(std::string_view text, bool& fresh) {
  const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    const std::uint64_t slot = slots_[i];
    if (slot == 0) {
      fresh = true;
      strings_.push_back(keep(text));
      hashes_.push_back(hash);
      slots_[i] = (hash & kUpperHalf) | size();
      if (strings_.size() * 2 > slots_.size()) grow();
      return size() - 1;
    }
    const auto number = static_cast<std::uint32_t>(slot) - 1;
    if (((slot ^ hash) & kUpperHalf) == 0 && strings_[number] == text) {
      fresh = false;
      return number;
    }
  }
}

void StringTable::grow() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < size(); ++number) {
    std::size_t i = hashes_[number] & mask;
    while (slots_[i] != 0) i = (i + 1) & mask;
    slots_[i] = (hashes_[number] & kUpperHalf) | (number + 1);
  }
}

std::string_view StringTable::keep(std::string_view text) {
  if (text.size() > block_left_) {
    const std::size_t bytes = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique<char[]>(bytes));
    block_at_ = blocks_.back().get();
    block_left_ = bytes;
    text_bytes_ += bytes;
  }
  char* const at = block_at_;
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  block_at_ += text.size();
  block_left_ -= text.size();
  return {at, text.size()};
}

}  // namespace newshound
