// The borders of variable-length entries: n + 1 increasing numbers, 4 bytes each while the last is under 4 GiB, else 8.
// Written as one section; reading is bounds-checked against the section that the offsets point into.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/section_file.h"

namespace newshound {

// Writes `offsets` (first 0, last = length of the data) as section `name`.
void write_offsets(SectionWriter& writer, std::string_view name, std::span<const std::uint64_t> offsets);

class Offsets {
 public:
  Offsets() = default;
  // `entries` = n; throws IndexError(kDamaged) unless the section has n + 1 numbers and the last is data_bytes.
  Offsets(const SectionFile& file, std::string_view name, std::size_t entries, std::uint64_t data_bytes);
  // The same with as many entries as the section has.
  Offsets(const SectionFile& file, std::string_view name, std::uint64_t data_bytes);

  [[nodiscard]] std::uint64_t at(std::size_t i) const { return narrow_ ? narrow_[i] : wide_[i]; }
  // Tells the processor that at(i) will be asked for soon. (Always inlined: see TokenStore::prefetch.)
  [[gnu::always_inline]] inline void prefetch(std::size_t i) const {
    if (i > entries_) return;
    __builtin_prefetch(narrow_ != nullptr ? static_cast<const void*>(narrow_ + i) : static_cast<const void*>(wide_ + i));
  }
  // [begin, end) of entry i; throws IndexError(kDamaged) if they are out of order or beyond the data.
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> range(std::size_t i) const {
    const std::uint64_t begin = at(i), end = at(i + 1);
    if (begin > end || end > data_bytes_) out_of_order(i);
    return {begin, end};
  }
  [[nodiscard]] std::size_t entries() const { return entries_; }

 private:
  [[noreturn]] void out_of_order(std::size_t i) const;

  const SectionFile* file_ = nullptr;
  const std::uint32_t* narrow_ = nullptr;
  const std::uint64_t* wide_ = nullptr;
  std::size_t entries_ = 0;
  std::uint64_t data_bytes_ = 0;
};

}  // namespace newshound
