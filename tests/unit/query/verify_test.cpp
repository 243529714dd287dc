// Sequences verified in documents with every length and ending of a code.
#include "query/verify.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

class VerifyTest : public IndexFixture {};

// Codes 128, 256, 384 … end in the byte that the border between title and body is: the title doesn't end there.
TEST_F(VerifyTest, TheTitleEndsAtItsBorderWhateverTheCodesInIt) {
  constexpr std::size_t kWords = 600;
  std::vector<Article> articles;
  for (std::size_t i = 0; i < kWords; ++i)
    articles.push_back(make_article(fmt::format("a{}", i), fmt::format("word{} ends here", i), "Nothing ends."));
  articles.push_back(make_article("untitled", "", "Here it ends here."));
  build(articles);
  Searcher searcher(Snapshot::open(index, 1), 0);
  const auto total = [&](const std::string& q) {
    SearchRequest request;
    request.q = q;
    return searcher.search(request)->total;
  };
  EXPECT_EQ(total("title:here"), kWords);
  EXPECT_EQ(total("title:\"here\""), kWords);
  EXPECT_EQ(total("title:\"ends here\""), kWords);
  EXPECT_EQ(total("title:(here NEAR/2 ends)"), kWords);
  EXPECT_EQ(total("title:her*"), kWords);
  EXPECT_EQ(total("title:nothing"), 0u);
  EXPECT_EQ(total("title:\"nothing\""), 0u);
  for (std::size_t i = 0; i < kWords; ++i) ASSERT_EQ(total(fmt::format("\"word{} ends\"", i)), 1u) << i;
}

// The first time it is looked for, the second time also kept, the third time taken from there.
TEST_F(VerifyTest, APhraseIsFoundInTheSameDocumentsHoweverOftenItIsAskedFor) {
  std::mt19937 random{11};
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 400; ++i) {
    std::string body;
    for (std::size_t w = 0; w < 30; ++w) body += fmt::format("word{} ", random() % 12);
    articles.push_back(make_article(fmt::format("a{}", i), fmt::format("word{} words", i % 12), body));
  }
  build(articles);
  std::vector<std::vector<std::string>> answers;
  Searcher searcher(Snapshot::open(index, 1), 0);
  for (const char* q : {"\"word1 word2\"", "\"word1 word2 word3\"", "\"word4 word4\"", "word1 NEAR/3 word2", "word1 ADJ/3 word2",
                        "word5 \"word1 word2\"", "\"word1 word2\" -word5", "title:\"word1 words\"", "\"words\""}) {
    for (int time = 0; time < 4; ++time) {
      SearchRequest request;
      request.q = q;
      const auto answer = searcher.search(request);
      std::vector<std::string> hits = {fmt::format("{}: {}", q, answer->total)};
      for (const Hit& hit : answer->hits) hits.push_back(fmt::format("{} {}", hit.article.id, hit.score));
      EXPECT_GT(answer->total, 0u) << q;
      if (time != 0) {
        EXPECT_EQ(hits, answers.back()) << time;
      }
      answers.push_back(std::move(hits));
    }
  }
}

// Phrases of codes of every length, of which some end in the bytes of others or of the border, against looking at every place.
TEST(SequenceVerifierTest, FindsPhrasesWhereTheirCodesStand) {
  const std::vector<std::uint32_t> all = {1, 2, 127, 128, 129, 256, 384, 16511, 16512, 16640, 30000, 2113663, 2113664, 5000000};
  std::mt19937 random{9};
  std::size_t found = 0;
  for (int round = 0; round < 5000; ++round) {
    const std::size_t kinds = 2 + random() % (all.size() - 2);
    const auto draw = [&] { return all[random() % kinds]; };
    std::vector<std::uint32_t> codes(random() % (round % 10 == 0 ? 400 : 40)), phrase(1 + random() % 4);
    for (std::uint32_t& code : codes) code = random() % 20 == 0 ? kBorderCode : draw();
    for (std::uint32_t& code : phrase) code = draw();
    std::vector<std::uint8_t> bytes(codes.size() * kMaxCodeBytes + kStreamPadding);
    std::uint8_t* at = bytes.data();
    for (const std::uint32_t code : codes) at += encode_code(code, at);
    PlanNode sequence;
    sequence.window = static_cast<std::uint32_t>(phrase.size());
    std::vector<std::vector<std::uint32_t>> slots;
    for (const std::uint32_t code : phrase) slots.push_back({code});
    const SequenceVerifier verifier = SequenceVerifier::of_codes(slots, sequence);
    const bool expected = std::search(codes.begin(), codes.end(), phrase.begin(), phrase.end()) != codes.end();
    ASSERT_EQ(verifier.matches({bytes.data(), static_cast<std::size_t>(at - bytes.data())}), expected) << round;
    std::size_t filtered = 0;
    for (std::size_t i = 0; i + 1 < phrase.size(); ++i) filtered += is_filtered(phrase[i], phrase[i + 1]) ? 1 : 0;
    EXPECT_EQ(verifier.pairs().size(), filtered);
    found += expected ? 1 : 0;
  }
  EXPECT_GT(found, 500u);
}

// Whether slots from `slot` on can have places of their own from `from` up to `last`, by trying all.
bool can_fill(const std::vector<std::uint32_t>& codes, const std::vector<std::vector<std::uint32_t>>& slots, std::size_t slot,
              const PlanNode& sequence, std::vector<std::size_t>& taken) {
  if (slot == slots.size()) return true;
  for (std::size_t place = 0; place < codes.size(); ++place) {
    if (std::find(slots[slot].begin(), slots[slot].end(), codes[place]) == slots[slot].end()) continue;
    bool fits = true;
    for (const std::size_t other : taken) {
      const std::size_t low = std::min(place, other), high = std::max(place, other);
      fits = fits && low != high && high - low < sequence.window && (!sequence.ordered || other < place) &&
             std::find(codes.begin() + static_cast<std::ptrdiff_t>(low), codes.begin() + static_cast<std::ptrdiff_t>(high),
                       kBorderCode) == codes.begin() + static_cast<std::ptrdiff_t>(high);
    }
    if (!fits) continue;
    taken.push_back(place);
    const bool filled = can_fill(codes, slots, slot + 1, sequence, taken);
    taken.pop_back();
    if (filled) return true;
  }
  return false;
}

TEST(SequenceVerifierTest, FindsWordsNearEachOther) {
  std::mt19937 random{10};
  std::size_t found = 0;
  for (int round = 0; round < 4000; ++round) {
    std::vector<std::uint32_t> codes(random() % 40);
    for (std::uint32_t& code : codes) code = static_cast<std::uint32_t>(random() % (round % 2 == 0 ? 12 : 40)) * 60;  // 0: border
    std::vector<std::uint8_t> bytes(codes.size() * kMaxCodeBytes + kStreamPadding);
    std::uint8_t* at = bytes.data();
    for (const std::uint32_t code : codes) at += encode_code(code, at);
    std::vector<std::vector<std::uint32_t>> slots(2 + random() % 3);
    for (auto& slot : slots) {  // they may share codes
      for (std::size_t i = 0; i < 1 + random() % 2; ++i) slot.push_back(60 * (1 + static_cast<std::uint32_t>(random() % 6)));
      std::sort(slot.begin(), slot.end());
      slot.erase(std::unique(slot.begin(), slot.end()), slot.end());
    }
    PlanNode sequence;
    sequence.window = static_cast<std::uint32_t>(slots.size() + random() % 4);
    sequence.ordered = random() % 2 == 0;
    std::vector<std::size_t> taken;
    const bool expected = can_fill(codes, slots, 0, sequence, taken);
    const SequenceVerifier verifier = SequenceVerifier::of_codes(slots, sequence);
    ASSERT_EQ(verifier.matches({bytes.data(), static_cast<std::size_t>(at - bytes.data())}), expected) << round;
    found += expected ? 1 : 0;
  }
  EXPECT_GT(found, 300u);
  EXPECT_LT(found, 3500u);
}

}  // namespace
}  // namespace newshound
