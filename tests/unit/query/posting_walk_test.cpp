// Postings, sparse and dense, and the sheet against plain sets: copied, narrowed, united.
#include "query/posting_walk.h"

#include <map>
#include <random>

#include <gtest/gtest.h>

#include "query/score_sheet.h"

namespace newshound {
namespace {

constexpr std::uint32_t kDocuments = 5000;

class PostingWalkTest : public ::testing::Test {
 protected:
  std::mt19937 random{3};
  std::vector<std::uint32_t> lengths = std::vector<std::uint32_t>(kDocuments);
  TermScore score{2.5f, 0.96f, 0.01f, {}};

  void SetUp() override {
    for (std::uint32_t& length : lengths) length = 50 + static_cast<std::uint32_t>(random() % 400);
    score.lengths = lengths;
  }
  // About `share` of the documents, with frequencies.
  PostingList make(double share, std::map<std::uint32_t, std::uint8_t>& plain) {
    std::vector<std::uint32_t> documents;
    std::vector<std::uint8_t> frequencies;
    for (std::uint32_t d = 0; d < kDocuments; ++d) {
      if (static_cast<double>(random() % 100000) >= share * 100000) continue;
      documents.push_back(d);
      frequencies.push_back(static_cast<std::uint8_t>(1 + random() % 9));
      plain[d] = frequencies.back();
    }
    return {documents, frequencies, kDocuments};
  }
};

TEST_F(PostingWalkTest, NarrowsAsLookingUpEachDocumentDoes) {
  for (const double a : {0.0, 0.002, 0.02, 0.3, 1.0}) {
    for (const double b : {0.0, 0.001, 0.02, 0.5, 1.0}) {
      std::map<std::uint32_t, std::uint8_t> first, second;
      const PostingList list_a = make(a, first), list_b = make(b, second);
      EXPECT_EQ(list_b.size(), second.size());
      DocumentSet set = copy_postings(list_a, &score);
      keep_posted(set, list_b, &score);
      DocumentSet expected;
      for (const auto& [document, frequency] : first) {
        if (!second.contains(document)) continue;
        expected.documents.push_back(document);
        expected.scores.push_back(score.at(document, frequency) + score.at(document, second[document]));
      }
      ASSERT_EQ(set.documents, expected.documents) << a << " " << b;
      ASSERT_EQ(set.scores, expected.scores) << a << " " << b;
    }
  }
}

TEST_F(PostingWalkTest, DenseListsAreSmallerThanNumbers) {
  std::map<std::uint32_t, std::uint8_t> plain;
  const PostingList dense = make(0.5, plain), sparse = make(0.01, plain);
  EXPECT_TRUE(dense.dense());
  EXPECT_FALSE(sparse.dense());
  EXPECT_LT(dense.bytes(), dense.size() * 4);
  std::size_t place = 0;
  dense.for_each([&](std::uint32_t document, std::size_t at) {
    EXPECT_EQ(at, place);
    EXPECT_EQ(dense.find_dense(document), place++);
  });
  EXPECT_EQ(place, dense.size());
}

TEST_F(PostingWalkTest, TheSheetUnitesAsMergingDoesAndIsBlankAgain) {
  ScoreSheet sheet;
  for (const Combine combine : {Combine::kSum, Combine::kBest}) {
    for (int round = 0; round < 4; ++round) {
      DocumentSet merged;
      sheet.begin(kDocuments, combine);
      for (const double share : {0.3, 0.001, 0.05, 0.05}) {
        std::map<std::uint32_t, std::uint8_t> plain;
        const PostingList list = make(share, plain);
        const DocumentSet set = copy_postings(list, round == 3 ? nullptr : &score);
        merged = merged.empty() ? set : unite(merged, set, combine);
        if (round == 2 && list.dense()) sheet.mark_words(list.words());
        sheet.add(set);
      }
      const DocumentSet taken = sheet.take();
      ASSERT_EQ(taken.documents, merged.documents);
      ASSERT_EQ(taken.scores, merged.scores);
    }
  }
  sheet.begin(kDocuments, Combine::kSum);
  EXPECT_TRUE(sheet.take().empty());
  // What an error left there doesn't come up in the next query.
  sheet.begin(kDocuments, Combine::kSum);
  sheet.add(7, 1.0f);
  sheet.begin(kDocuments, Combine::kSum);
  sheet.mark(8);
  const DocumentSet after = sheet.take();
  EXPECT_EQ(after.documents, std::vector<std::uint32_t>{8});
  EXPECT_FALSE(after.scored());
}

}  // namespace
}  // namespace newshound
