// Where in a document of the token store one of a few codes may end: their last two bytes are compared everywhere in 64 bytes at
// once, with the widest vectors that the processor has (the program itself is built for any x86-64). What is found must be
// decoded still, for longer codes may end in the same two bytes. Likewise where a few given bytes stand. Pure; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace newshound {

// Instructions on vectors, each with what the ones before it have.
enum class VectorSet : unsigned char { kNone, kSse2, kAvx2, kAvx512 };

// The most that this processor has, of those above.
[[nodiscard]] VectorSet vectors_here();

struct CodePatterns {
  std::vector<std::array<std::uint8_t, 2>> pairs;  // the last two bytes of codes that have two or more
  std::vector<std::uint8_t> singles;               // of codes of one byte, before which some other code ends
};

// Bits of 64 bytes: where a code ends, and where one of the patterns does.
struct CodeBlock {
  std::uint64_t ends, found;
};

// Fills `blocks` from 64 bytes each, which must all be readable; `first`: nothing stands before `at`, which is as if a code ended
// there.
using LookForCodes = void (*)(const CodePatterns& patterns, const std::uint8_t* at, bool first, std::span<CodeBlock> blocks);

// The one that uses these instructions; null for kNone, or if this build has none.
[[nodiscard]] LookForCodes look_for_codes(VectorSet vectors);

// Two or three bytes in a row.
struct ByteRow {
  std::array<std::uint8_t, 3> bytes = {};
  std::size_t size = 0;  // 2 or 3
};

// The first place of [at, end) where the row begins, or `end`. The 64 bytes at any place of it must be readable, and row.size - 1
// more.
using LookForBytes = const std::uint8_t* (*)(const ByteRow& row, const std::uint8_t* at, const std::uint8_t* end);

// The one that uses these instructions; never null.
[[nodiscard]] LookForBytes look_for_bytes(VectorSet vectors);

}  // namespace newshound
