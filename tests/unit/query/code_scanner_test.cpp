// The scanner, by vectors of every kind that the processor has and code by code, against decoding everything: codes of every
// length, borders, documents of every size.
#include "query/code_scanner.h"

#include <algorithm>
#include <array>
#include <random>
#include <tuple>

#include <gtest/gtest.h>

namespace newshound {
namespace {

using Found = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::size_t>>;  // number, place, byte

// A document's codes as the store keeps them: something may stand before it, 64 zero bytes follow.
struct Encoded {
  std::vector<std::uint8_t> bytes;
  std::size_t begin = 0, size = 0;
  [[nodiscard]] std::span<const std::uint8_t> document() const { return std::span(bytes).subspan(begin, size); }
};

void append(std::vector<std::uint8_t>& bytes, std::uint32_t code) {
  std::array<std::uint8_t, kMaxCodeBytes> encoded{};
  const std::size_t size = encode_code(code, encoded.data());
  bytes.insert(bytes.end(), encoded.begin(), encoded.begin() + static_cast<std::ptrdiff_t>(size));
}

Encoded encode(const std::vector<std::uint32_t>& codes, bool others_before) {
  Encoded encoded;
  if (others_before)
    for (const std::uint32_t code : {300u, 129u, 20000u, 7u}) append(encoded.bytes, code);
  encoded.begin = encoded.bytes.size();
  for (const std::uint32_t code : codes) append(encoded.bytes, code);
  encoded.size = encoded.bytes.size() - encoded.begin;
  encoded.bytes.resize(encoded.bytes.size() + 64, 0);
  return encoded;
}

Found scan(const CodeScanner& scanner, const Encoded& encoded) {
  Found found;
  scanner.scan(encoded.document(), [&](std::uint32_t number, std::uint32_t place, const std::uint8_t* at) {
    found.emplace_back(number, place, static_cast<std::size_t>(at - encoded.document().data()));
    return true;
  });
  return found;
}

TEST(CodeScannerTest, FindsWhatDecodingFinds) {
  // Of one to four bytes; some end in the same bytes as others, or as the border.
  const std::vector<std::uint32_t> all = {0,   1,     2,     127,   128,   129,   255,     256,     384,     511,    900,
                                          901, 16511, 16512, 16513, 16640, 30000, 2113663, 2113664, 2113792, 5000000};
  std::mt19937 random{7};
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> wanted;
    for (const std::uint32_t code : all)
      if (random() % 4 == 0) wanted.emplace_back(code, static_cast<std::uint32_t>(wanted.size()) + 1);
    std::vector<std::uint32_t> codes(random() % (round % 10 == 0 ? 1000 : 60));
    for (std::uint32_t& code : codes)
      code = random() % 3 == 0 ? static_cast<std::uint32_t>(random() % 3000) : all[random() % all.size()];
    const Encoded encoded = encode(codes, round % 2 == 0);
    Found expected;
    std::size_t byte = 0;
    for (std::uint32_t place = 0; place < codes.size(); ++place) {
      for (const auto& [code, number] : wanted)
        if (code == codes[place]) expected.emplace_back(number, place, byte);
      std::array<std::uint8_t, kMaxCodeBytes> scratch{};
      byte += encode_code(codes[place], scratch.data());
    }
    for (const VectorSet vectors : {VectorSet::kNone, VectorSet::kSse2, VectorSet::kAvx2, VectorSet::kAvx512}) {
      if (vectors > vectors_here()) continue;
      ASSERT_EQ(scan(CodeScanner(wanted, vectors), encoded), expected)
          << "vectors " << static_cast<unsigned>(vectors) << ", round " << round;
    }
  }
}

TEST(CodeScannerTest, LooksForBytesInARow) {
  std::mt19937 random{8};
  std::vector<std::uint8_t> bytes(300 + kStreamPadding);
  for (int round = 0; round < 3000; ++round) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() % (round % 2 == 0 ? 3 : 12));
    ByteRow row{{}, 2 + random() % 2};
    for (std::uint8_t& byte : row.bytes) byte = static_cast<std::uint8_t>(random() % (round % 2 == 0 ? 3 : 12));
    const std::uint8_t* const at = bytes.data() + random() % 100;
    const std::uint8_t* const end = at + random() % 200;
    const std::uint8_t* expected = at;
    while (expected < end && !std::equal(expected, expected + row.size, row.bytes.begin())) ++expected;
    for (const VectorSet vectors : {VectorSet::kNone, VectorSet::kSse2, VectorSet::kAvx2, VectorSet::kAvx512}) {
      if (vectors > vectors_here()) continue;
      ASSERT_EQ(look_for_bytes(vectors)(row, at, end), expected)
          << "vectors " << static_cast<unsigned>(vectors) << ", round " << round;
    }
  }
}

TEST(CodeScannerTest, ManyCodesAreFoundToo) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> wanted;
  std::vector<std::uint32_t> codes;
  for (std::uint32_t i = 0; i < 200; ++i) {
    wanted.emplace_back(i * 997, i + 1);
    codes.push_back(i * 997);
  }
  const Found found = scan(CodeScanner(wanted), encode(codes, true));
  ASSERT_EQ(found.size(), 200u);
  EXPECT_EQ(std::get<0>(found[150]), 151u);
  EXPECT_EQ(std::get<1>(found[150]), 150u);
}

TEST(CodeScannerTest, StopsWhenTold) {
  const Encoded encoded = encode({5, 6, 5, 6, 5}, false);
  const CodeScanner scanner({{5, 1}});
  std::uint32_t last = 0;
  scanner.scan(encoded.document(), [&](std::uint32_t, std::uint32_t place, const std::uint8_t*) {
    last = place;
    return place < 2;
  });
  EXPECT_EQ(last, 2u);
}

}  // namespace
}  // namespace newshound
