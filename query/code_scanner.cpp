#include "query/code_scanner.h"

#include <algorithm>
#include <array>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newshound {

CodeScanner::CodeScanner(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& codes, bool vector) {
#ifdef __SSE2__
  vector_ = vector && codes.size() <= kMostPatterns;
#else
  (void)vector;
#endif
  if (!vector_) dense_.assign(kDense, 0);
  for (const auto& [code, number] : codes) {
    if (vector_) {
      std::array<std::uint8_t, kMaxCodeBytes> bytes{};
      const std::size_t size = encode_code(code, bytes.data());
      patterns_.push_back({size > 1 ? bytes[size - 2] : std::uint8_t{0}, bytes[size - 1], size == 1});
      few_.emplace_back(code, number);
    } else if (code < kDense) {
      dense_[code] = number;
    } else {
      sparse_[code] = number;
    }
  }
}

CodeScanner::Block CodeScanner::look([[maybe_unused]] const std::uint8_t* at, [[maybe_unused]] bool first) const {
  Block block;
#ifdef __SSE2__
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  // The bytes before each; before a document's first stands, as it were, the end of another code.
  const __m128i before = first ? _mm_or_si128(_mm_slli_si128(bytes, 1), _mm_cvtsi32_si128(0x80))
                               : _mm_loadu_si128(reinterpret_cast<const __m128i*>(at - 1));
  __m128i found = _mm_setzero_si128(), single = _mm_setzero_si128();
  for (const Pattern& pattern : patterns_) {
    const __m128i last = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(pattern.last)));
    if (pattern.single) {
      single = _mm_or_si128(single, last);
    } else {
      found = _mm_or_si128(found, _mm_and_si128(last, _mm_cmpeq_epi8(before, _mm_set1_epi8(static_cast<char>(pattern.before)))));
    }
  }
  found = _mm_or_si128(found, _mm_and_si128(single, before));  // its high bit: an end
  block.ends = static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
  block.found = static_cast<std::uint32_t>(_mm_movemask_epi8(found));
#endif
  return block;
}

const std::uint8_t* CodeScanner::beginning(const std::uint8_t* document, const std::uint8_t* last) {
  const std::uint8_t* at = last;
  while (at > document && last - at < static_cast<std::ptrdiff_t>(kMaxCodeBytes) - 1 && (at[-1] & 128u) == 0) --at;
  return at;
}

}  // namespace newshound
