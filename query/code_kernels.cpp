// The same three times, for vectors of 16, 32 and 64 bytes. Each is compiled for its own instructions alone, by attribute.
#include "query/code_kernels.h"

#include <algorithm>

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace newshound {
namespace {

#ifdef __SSE2__

void look_sse2(const CodePatterns& patterns, const std::uint8_t* at, bool first, std::span<CodeBlock> blocks) {
  const auto load = [](const std::uint8_t* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); };
  const auto same = [](__m128i bytes, std::uint8_t byte) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(byte)));
  };
  for (CodeBlock& block : blocks) {
    block = {};
    for (unsigned shift = 0; shift < 64; shift += 16, at += 16, first = false) {
      const __m128i bytes = load(at);
      const __m128i before = first ? _mm_or_si128(_mm_slli_si128(bytes, 1), _mm_cvtsi32_si128(0x80)) : load(at - 1);
      __m128i found = _mm_setzero_si128(), single = _mm_setzero_si128();
      for (const auto& pair : patterns.pairs)
        found = _mm_or_si128(found, _mm_and_si128(same(bytes, pair[1]), same(before, pair[0])));
      for (const std::uint8_t last : patterns.singles) single = _mm_or_si128(single, same(bytes, last));
      found = _mm_or_si128(found, _mm_and_si128(single, before));  // its high bit: an end
      block.ends |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(bytes))} << shift;
      block.found |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << shift;
    }
  }
}

[[gnu::target("avx2")]] void look_avx2(const CodePatterns& patterns, const std::uint8_t* at, bool first,
                                       std::span<CodeBlock> blocks) {
  for (CodeBlock& block : blocks) {
    block = {};
    for (unsigned shift = 0; shift < 64; shift += 32, at += 32, first = false) {
      const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
      // Moved by a byte through both halves: the lower half's last byte comes to stand before the upper half.
      const __m256i before = first ? _mm256_or_si256(_mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(bytes, bytes, 0x08), 15),
                                                     _mm256_setr_epi32(0x80, 0, 0, 0, 0, 0, 0, 0))
                                   : _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at - 1));
      __m256i found = _mm256_setzero_si256(), single = _mm256_setzero_si256();
      for (const auto& pair : patterns.pairs)
        found = _mm256_or_si256(found, _mm256_and_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(static_cast<char>(pair[1]))),
                                                        _mm256_cmpeq_epi8(before, _mm256_set1_epi8(static_cast<char>(pair[0])))));
      for (const std::uint8_t last : patterns.singles)
        single = _mm256_or_si256(single, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(static_cast<char>(last))));
      found = _mm256_or_si256(found, _mm256_and_si256(single, before));
      block.ends |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes))} << shift;
      block.found |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(found))} << shift;
    }
  }
}

[[gnu::target("avx512bw")]] void look_avx512(const CodePatterns& patterns, const std::uint8_t* at, bool first,
                                             std::span<CodeBlock> blocks) {
  for (CodeBlock& block : blocks) {
    const __m512i bytes = _mm512_loadu_si512(at);
    // What is masked out isn't read.
    const __m512i before = first ? _mm512_mask_loadu_epi8(_mm512_set1_epi8(static_cast<char>(0x80)), ~std::uint64_t{1}, at - 1)
                                 : _mm512_loadu_si512(at - 1);
    std::uint64_t found = 0, single = 0;
    for (const auto& pair : patterns.pairs)
      found |= _mm512_mask_cmpeq_epi8_mask(_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(pair[1]))), before,
                                           _mm512_set1_epi8(static_cast<char>(pair[0])));
    for (const std::uint8_t last : patterns.singles)
      single |= _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(last)));
    block.ends = _mm512_movepi8_mask(bytes);
    block.found = found | (single & _mm512_movepi8_mask(before));
    at += 64;
    first = false;
  }
}

template <std::size_t kSize>
const std::uint8_t* find_sse2(const std::uint8_t* bytes, const std::uint8_t* at, const std::uint8_t* end) {
  const auto same = [](const std::uint8_t* from, std::uint8_t byte) {
    return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)), _mm_set1_epi8(static_cast<char>(byte)));
  };
  for (; at < end; at += 16) {
    __m128i found = _mm_and_si128(same(at, bytes[0]), same(at + 1, bytes[1]));
    if constexpr (kSize == 3) found = _mm_and_si128(found, same(at + 2, bytes[2]));
    const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(found));
    if (bits == 0) continue;
    const auto bit = __builtin_ctz(bits);
    return bit < end - at ? at + bit : end;
  }
  return end;
}

template <std::size_t kSize>
[[gnu::target("avx2")]] const std::uint8_t* find_avx2(const std::uint8_t* bytes, const std::uint8_t* at,
                                                      const std::uint8_t* end) {
  const __m256i first = _mm256_set1_epi8(static_cast<char>(bytes[0])), second = _mm256_set1_epi8(static_cast<char>(bytes[1])),
                third = _mm256_set1_epi8(static_cast<char>(bytes[2]));
  for (; at < end; at += 64) {
    const auto* const from = reinterpret_cast<const __m256i*>(at);
    const auto* const next = reinterpret_cast<const __m256i*>(at + 1);
    __m256i low =
        _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_loadu_si256(from), first), _mm256_cmpeq_epi8(_mm256_loadu_si256(next), second));
    __m256i high = _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_loadu_si256(from + 1), first),
                                    _mm256_cmpeq_epi8(_mm256_loadu_si256(next + 1), second));
    if constexpr (kSize == 3) {
      const auto* const last = reinterpret_cast<const __m256i*>(at + 2);
      low = _mm256_and_si256(low, _mm256_cmpeq_epi8(_mm256_loadu_si256(last), third));
      high = _mm256_and_si256(high, _mm256_cmpeq_epi8(_mm256_loadu_si256(last + 1), third));
    }
    const auto bits = std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32 |
                      static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
    if (bits == 0) continue;
    const auto bit = __builtin_ctzll(bits);
    return bit < end - at ? at + bit : end;
  }
  return end;
}

const std::uint8_t* look_for_bytes_sse2(const ByteRow& row, const std::uint8_t* at, const std::uint8_t* end) {
  return row.size == 3 ? find_sse2<3>(row.bytes.data(), at, end) : find_sse2<2>(row.bytes.data(), at, end);
}

const std::uint8_t* look_for_bytes_avx2(const ByteRow& row, const std::uint8_t* at, const std::uint8_t* end) {
  return row.size == 3 ? find_avx2<3>(row.bytes.data(), at, end) : find_avx2<2>(row.bytes.data(), at, end);
}

#endif

const std::uint8_t* look_for_bytes_one_by_one(const ByteRow& row, const std::uint8_t* at, const std::uint8_t* end) {
  for (; at < end; ++at)
    if (std::equal(at, at + row.size, row.bytes.begin())) break;
  return at;
}

}  // namespace

VectorSet vectors_here() {
#ifdef __SSE2__
  static const VectorSet most = [] {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bw") != 0) return VectorSet::kAvx512;
    return __builtin_cpu_supports("avx2") != 0 ? VectorSet::kAvx2 : VectorSet::kSse2;
  }();
  return most;
#else
  return VectorSet::kNone;
#endif
}

LookForCodes look_for_codes([[maybe_unused]] VectorSet vectors) {
#ifdef __SSE2__
  switch (vectors) {
    case VectorSet::kNone: return nullptr;
    case VectorSet::kSse2: return look_sse2;
    case VectorSet::kAvx2: return look_avx2;
    case VectorSet::kAvx512: return look_avx512;
  }
#endif
  return nullptr;
}

LookForBytes look_for_bytes([[maybe_unused]] VectorSet vectors) {
#ifdef __SSE2__
  if (vectors >= VectorSet::kAvx2) return look_for_bytes_avx2;
  if (vectors == VectorSet::kSse2) return look_for_bytes_sse2;
#endif
  return look_for_bytes_one_by_one;
}

}  // namespace newshound
