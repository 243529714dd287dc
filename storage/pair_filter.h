// Which two words may stand side by side in a document: asked before its codes are looked through for a phrase, which most
// documents that have the words haven't. A look is one word of memory where the codes are many lines of it. File `pairs`, kind
// "PAIR".
//   "bits"     the documents' words of 64 bits in a row
//   "bits_at"  Offsets into "bits"
// Pairs are those of neighbouring codes below kFirstUnfiltered; a border has no neighbours. A document has one word for each
// kPairsInWord of its pairs, rounded to the nearest, but at least one if it has a pair. A pair (a, b) has a place and three bits
// in the word there, of h = mix(a · 2³² + b): word (h >> 32) · words >> 32, bits h & 63, h >> 6 & 63, h >> 12 & 63; mix(x) is x ·
// 0x9E3779B97F4A7C15, ^ its upper half, · 0xD6E8FEB86659FD93, ^ its upper half (a Bloom filter whose bits lie together: Putze,
// Sanders, Singler, 2007). A pair that isn't there is taken for one that is about once in eight times. Writers: one thread.
// PairFilter: immutable, any number of threads.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <vector>

#include "storage/offsets.h"
#include "storage/section_file.h"
#include "storage/token_store.h"

namespace newshound {

inline constexpr const char* kPairFilterName = "pairs";
// With 8 a pair is taken for one that is there once in 26 times, and the file has three quarters more.
inline constexpr std::size_t kPairsInWord = 14;

// Codes from here on have three bytes. A word so rare is in few documents, which are soon looked through; its pairs, a fifth of
// those of long made-up articles, would take as much room as the others'.
inline constexpr std::uint32_t kFirstUnfiltered = 16512;
// Whether the filter knows of such a pair; else it isn't to be asked.
[[nodiscard]] constexpr bool is_filtered(std::uint32_t before, std::uint32_t behind) {
  return before != kBorderCode && behind != kBorderCode && before < kFirstUnfiltered && behind < kFirstUnfiltered;
}

// A pair of codes as the filter looks for it.
struct CodePair {
  std::uint32_t place = 0;  // of 2³²
  std::uint64_t bits = 0;
};

[[nodiscard]] CodePair code_pair(std::uint32_t before, std::uint32_t behind);

class PairFilterWriter {
 public:
  explicit PairFilterWriter(const std::filesystem::path& path);
  void append(std::span<const std::uint32_t> codes);  // the next document's, as the token store has them
  void finish();

 private:
  SectionWriter file_;
  std::vector<std::uint64_t> ends_, words_;
};

class PairFilter {
 public:
  PairFilter(const std::filesystem::path& path, std::uint32_t documents);

  // False only if the pair isn't in the document. Of filtered pairs.
  [[nodiscard]] bool may_hold(std::uint32_t document, const CodePair& pair) const {
    const auto [begin, end] = offsets_.range(document);
    if (end - begin < sizeof(std::uint64_t)) return false;
    std::uint64_t word = 0;
    std::memcpy(&word, bits_ + begin + place_in(end - begin, pair), sizeof word);
    return (word & pair.bits) == pair.bits;
  }
  // Tells the processor that may_hold() will be asked soon. (Always inlined: see TokenStore::prefetch.)
  [[gnu::always_inline]] inline void prefetch(std::uint32_t document, const CodePair& pair) const {
    const std::uint64_t begin = offsets_.at(document), end = offsets_.at(document + std::size_t{1});
    if (begin < end) __builtin_prefetch(bits_ + begin + place_in(end - begin, pair));
  }

 private:
  // Where among so many bytes the pair's word begins.
  [[nodiscard]] static std::uint64_t place_in(std::uint64_t bytes, const CodePair& pair) {
    return ((bytes / sizeof(std::uint64_t) * pair.place) >> 32) * sizeof(std::uint64_t);
  }

  SectionFile file_;
  const std::uint8_t* bits_ = nullptr;
  Offsets offsets_;
};

}  // namespace newshound
