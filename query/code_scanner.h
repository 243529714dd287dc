// Finds given codes in a document of the token store, 64 bytes at a time: most of a text is passed over without being decoded.
// Where one may end is told by query/code_kernels.h; what it finds is decoded and looked up. Without vectors, and for many codes,
// the text is decoded code by code. Used by the second pass of ranking and by verification. Const use from any thread. Test:
// tests/unit/query/code_scanner_test.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "query/code_kernels.h"
#include "storage/bits.h"
#include "storage/token_store.h"

namespace newshound {

class CodeScanner {
 public:
  // Codes and the number that scan() gives for each, which isn't 0; a code stands here once. The border may be among them.
  explicit CodeScanner(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& codes, VectorSet vectors = vectors_here());

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
  static constexpr std::size_t kMostPatterns = 24;        // more, and decoding everything is as fast
  static constexpr std::uint32_t kDense = 16512;          // codes of one and two bytes: nearly all of a text
  static constexpr std::size_t kBlock = 64, kBlocks = 8;  // looked at in one go
  static_assert(kBlock <= kStreamPadding);

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
  template <bool kPlaces, class F>
  void walk(std::span<const std::uint8_t> document, F f) const;
  [[nodiscard]] static const std::uint8_t* beginning(const std::uint8_t* document, const std::uint8_t* last);

  LookForCodes look_ = nullptr;                               // null: the text is decoded code by code
  CodePatterns patterns_;                                     // with look_
  std::vector<std::pair<std::uint32_t, std::uint32_t>> few_;  // likewise
  std::vector<std::uint32_t> dense_;                          // else: by code
  std::unordered_map<std::uint32_t, std::uint32_t> sparse_;   // likewise
};

template <bool kPlaces, class F>
void CodeScanner::walk(std::span<const std::uint8_t> document, F f) const {
  const std::uint8_t* const begin = document.data();
  const std::uint8_t* const end = begin + document.size();
  std::uint32_t place = 0;
  if (look_ == nullptr) {
    for (const std::uint8_t* at = begin; at < end; ++place) {
      const std::uint8_t* const bytes = at;
      if (const std::uint32_t number = number_of(decode_code(at)); number != 0 && !f(number, place, bytes)) return;
    }
    return;
  }
  std::array<CodeBlock, kBlocks> blocks;
  for (const std::uint8_t* at = begin; at < end;) {
    const std::size_t count = std::min(kBlocks, (static_cast<std::size_t>(end - at) + kBlock - 1) / kBlock);
    look_(patterns_, at, at == begin, std::span(blocks).first(count));
    for (std::size_t b = 0; b < count; ++b, at += kBlock) {
      const std::uint64_t inside =
          end - at < static_cast<std::ptrdiff_t>(kBlock) ? (std::uint64_t{1} << (end - at)) - 1 : ~std::uint64_t{0};
      const std::uint64_t ends = blocks[b].ends & inside;
      for (std::uint64_t left = blocks[b].found & inside; left != 0; left &= left - 1) {
        const auto bit = static_cast<unsigned>(__builtin_ctzll(left));
        const std::uint8_t *const bytes = beginning(begin, at + bit), *code = bytes;
        const std::uint32_t number = number_of_few(decode_code(code));
        const std::uint32_t before = kPlaces ? count_bits(ends & ((std::uint64_t{1} << bit) - 1)) : 0;
        if (number != 0 && !f(number, place + before, bytes)) return;
      }
      if (kPlaces) place += count_bits(ends);
    }
  }
}

}  // namespace newshound
