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
      std::array<std::uint8_t, 16> last{};
      last.fill(bytes[size - 1]);
      if (size == 1) {
        singles_.push_back({last});
      } else {
        Pair& pair = pairs_.emplace_back();
        pair.before.fill(bytes[size - 2]);
        pair.last = last;
      }
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
  const auto load = [](const std::uint8_t* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); };
  const auto same = [](__m128i bytes, const std::array<std::uint8_t, 16>& byte) {
    return _mm_cmpeq_epi8(bytes, _mm_load_si128(reinterpret_cast<const __m128i*>(byte.data())));
  };
  for (unsigned shift = 0; shift < kBlock; shift += 16, at += 16, first = false) {
    const __m128i bytes = load(at);
    // The bytes before each; before a document's first stands, as it were, the end of another code.
    const __m128i before = first ? _mm_or_si128(_mm_slli_si128(bytes, 1), _mm_cvtsi32_si128(0x80)) : load(at - 1);
    __m128i found = _mm_setzero_si128(), single = _mm_setzero_si128();
    for (const Pair& pair : pairs_) found = _mm_or_si128(found, _mm_and_si128(same(bytes, pair.last), same(before, pair.before)));
    for (const Single& each : singles_) single = _mm_or_si128(single, same(bytes, each.last));
    found = _mm_or_si128(found, _mm_and_si128(single, before));  // its high bit: an end
    block.ends |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(bytes))} << shift;
    block.found |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << shift;
  }
#endif
  return block;
}

const std::uint8_t* CodeScanner::beginning(const std::uint8_t* document, const std::uint8_t* last) {
  const std::uint8_t* at = last;
  while (at > document && last - at < static_cast<std::ptrdiff_t>(kMaxCodeBytes) - 1 && (at[-1] & 128u) == 0) --at;
  return at;
}

}  // namespace newshound
