// Finds given codes in a document of the token store, 64 bytes at a time: most of a text is passed over without being decoded. A
// code's last two bytes are compared everywhere in a block at once (SSE2, which every x86-64 has; elsewhere, and for many codes,
// the text is decoded code by code); what they find is decoded and looked up. Used by the second pass of ranking and by
// verification. Const use from any thread. Test: tests/unit/query/code_scanner_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/bits.h"
#include "storage/token_store.h"

namespace newshound {

class CodeScanner {
 public:
  // Codes and the number that scan() gives for each, which isn't 0; a code stands here once. The border may be among them.
  explicit CodeScanner(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& codes, bool vector = true);

  // Calls f(number, place, bytes) for each of the codes in `document` (TokenStore::document, so kStreamPadding behind it is
  // readable), in order, until it returns false. `place` is the number of codes before it, borders included; its bytes begin at
  // `bytes`.
  template <class F>
  void scan(std::span<const std::uint8_t> document, F f) const {
    walk<true>(document, f);
  }
  // The same for who doesn't ask for the place: f(number, bytes).
  template <class F>
  void find(std::span<const std::uint8_t> document, F f) const {
    walk<false>(document, [&](std::uint32_t number, std::uint32_t, const std::uint8_t* bytes) { return f(number, bytes); });
  }

 private:
  static constexpr std::size_t kMostPatterns = 24;  // more, and decoding everything is as fast
  static constexpr std::uint32_t kDense = 16512;    // codes of one and two bytes: nearly all of a text
  static constexpr std::size_t kBlock = 64;
  static_assert(kBlock <= kStreamPadding);
  // The last two bytes of a code, each as often as a vector has bytes.
  struct alignas(16) Pair {
    std::array<std::uint8_t, 16> before, last;
  };
  struct alignas(16) Single {  // of a code of one byte, which has a last byte before it, whichever
    std::array<std::uint8_t, 16> last;
  };

  [[nodiscard]] std::uint32_t number_of(std::uint32_t code) const {
    if (code < kDense) return dense_[code];
    const auto found = sparse_.find(code);
    return found == sparse_.end() ? 0 : found->second;
  }
  [[nodiscard]] std::uint32_t number_of_few(std::uint32_t code) const {
    for (const auto& [other, number] : few_)
      if (other == code) return number;
    return 0;
  }
  // Bits of a block's bytes: where a code ends, and where one of the patterns may.
  struct Block {
    std::uint64_t ends = 0, found = 0;
  };
  template <bool kPlaces, class F>
  void walk(std::span<const std::uint8_t> document, F f) const;
  [[nodiscard]] Block look(const std::uint8_t* at, bool first) const;
  [[nodiscard]] static const std::uint8_t* beginning(const std::uint8_t* document, const std::uint8_t* last);

  bool vector_ = false;
  std::vector<Pair> pairs_;                                   // `vector_`
  std::vector<Single> singles_;                               // likewise
  std::vector<std::pair<std::uint32_t, std::uint32_t>> few_;  // likewise
  std::vector<std::uint32_t> dense_;                          // else: by code
  std::unordered_map<std::uint32_t, std::uint32_t> sparse_;   // likewise
};

template <bool kPlaces, class F>
void CodeScanner::walk(std::span<const std::uint8_t> document, F f) const {
  const std::uint8_t* const begin = document.data();
  const std::uint8_t* const end = begin + document.size();
  std::uint32_t place = 0;
  if (!vector_) {
    for (const std::uint8_t* at = begin; at < end; ++place) {
      const std::uint8_t* const bytes = at;
      if (const std::uint32_t number = number_of(decode_code(at)); number != 0 && !f(number, place, bytes)) return;
    }
    return;
  }
  for (const std::uint8_t* at = begin; at < end; at += kBlock) {
    Block block = look(at, at == begin);
    if (end - at < static_cast<std::ptrdiff_t>(kBlock)) {
      const std::uint64_t inside = (std::uint64_t{1} << (end - at)) - 1;
      block.ends &= inside;
      block.found &= inside;
    }
    for (std::uint64_t left = block.found; left != 0; left &= left - 1) {
      const auto bit = static_cast<unsigned>(__builtin_ctzll(left));
      const std::uint8_t *const bytes = beginning(begin, at + bit), *code = bytes;
      const std::uint32_t number = number_of_few(decode_code(code));
      const std::uint32_t before = kPlaces ? count_bits(block.ends & ((std::uint64_t{1} << bit) - 1)) : 0;
      if (number != 0 && !f(number, place + before, bytes)) return;
    }
    if (kPlaces) place += count_bits(block.ends);
  }
}

}  // namespace newshound
