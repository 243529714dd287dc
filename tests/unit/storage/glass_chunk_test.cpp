// Chunks of postings with numbers of every length, decoded; and bytes that are none.
#include "storage/glass_chunk.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "storage/glass_format.h"

namespace newshound {
namespace {

struct Postings {
  std::vector<std::uint32_t> documents, frequencies;
  friend bool operator==(const Postings&, const Postings&) = default;
};

TEST(GlassChunkTest, DecodesNumbersOfEveryLength) {
  std::mt19937 random{6};
  for (int round = 0; round < 300; ++round) {
    const auto below = [&](std::size_t n) { return static_cast<std::uint32_t>(random() % n); };
    const std::uint32_t most_bits = 1 + below(20), most_frequency_bits = 1 + below(17);
    std::string body;
    Postings expected;
    std::uint64_t document = random() % 1000;
    const std::uint64_t first = document;
    const std::size_t postings = 1 + random() % 3000;
    for (std::size_t i = 0; i < postings; ++i) {
      const std::uint32_t frequency = below(1u << below(most_frequency_bits));
      const std::uint32_t less = below(1u << below(most_bits));
      if (i != 0) put_glass_varint(body, less);
      if (i != 0) document += less + 1;
      put_glass_varint(body, frequency);
      expected.documents.push_back(static_cast<std::uint32_t>(document));
      expected.frequencies.push_back(std::min(frequency, 255u));
    }
    std::string bytes = "1";
    put_glass_varint(bytes, document - first);
    bytes += body;
    const std::vector<std::uint8_t> exact(bytes.begin(), bytes.end());  // so that a sanitizer sees its end
    GlassChunk chunk(exact.data(), exact.data() + exact.size(), first);
    PostingBatch batch;
    Postings read;
    while (chunk.next(batch)) {
      read.documents.insert(read.documents.end(), batch.documents.begin(), batch.documents.begin() + batch.size);
      read.frequencies.insert(read.frequencies.end(), batch.frequencies.begin(), batch.frequencies.begin() + batch.size);
    }
    ASSERT_FALSE(chunk.damaged());
    ASSERT_TRUE(chunk.last_of_term());
    ASSERT_TRUE(read == expected) << round;
  }
}

TEST(GlassChunkTest, RefusesWhatCannotBeAChunk) {
  const std::string open(6, '\x80');
  for (const std::string& bytes : {std::string(), std::string("2\0\1", 3), std::string("1"), std::string("1\0", 2), "1" + open,
                                   std::string("1\0\1\0", 4), std::string("1\5\1\0\1", 5), std::string("1\1\1\0", 4) + open}) {
    const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
    GlassChunk chunk(at, at + bytes.size(), 3);
    PostingBatch batch;
    while (chunk.next(batch)) ASSERT_LE(batch.size, PostingBatch::kMost);
    EXPECT_TRUE(chunk.damaged()) << bytes;
  }
}

}  // namespace
}  // namespace newshound
