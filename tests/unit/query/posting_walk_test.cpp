// Postings, sparse and dense, against plain sets: copied, narrowed, united.
#include "query/posting_walk.h"

#include <map>
#include <random>

#include <gtest/gtest.h>

#include "query/conjunction.h"
#include "query/disjunction.h"

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
  Conjunction::List make(double share, std::map<std::uint32_t, std::uint8_t>& plain) {
    std::vector<std::uint32_t> documents;
    std::vector<std::uint8_t> frequencies;
    for (std::uint32_t d = 0; d < kDocuments; ++d) {
      if (static_cast<double>(random() % 100000) >= share * 100000) continue;
      documents.push_back(d);
      frequencies.push_back(static_cast<std::uint8_t>(1 + random() % 9));
      plain[d] = frequencies.back();
    }
    return std::make_shared<const PostingList>(documents, frequencies, kDocuments);
  }
};

TEST_F(PostingWalkTest, NarrowsAsLookingUpEachDocumentDoes) {
  for (const double a : {0.0, 0.002, 0.02, 0.3, 1.0}) {
    for (const double b : {0.0, 0.001, 0.02, 0.5, 1.0}) {
      std::map<std::uint32_t, std::uint8_t> first, second;
      const auto list_a = make(a, first), list_b = make(b, second);
      EXPECT_EQ(list_b->size(), second.size());
      Conjunction of_lists(list_a, &score, list_b, &score), of_set(copy_postings(*list_a, &score));
      of_set.keep(list_b, &score);
      DocumentSet expected;
      for (const auto& [document, frequency] : first) {
        if (!second.contains(document)) continue;
        expected.documents.push_back(document);
        expected.scores.push_back(score.at(document, frequency) + score.at(document, second[document]));
      }
      const DocumentSet alone = copy_postings(*list_a, nullptr);
      const DocumentSet within = copy_postings(*list_b, &score, alone.documents);
      EXPECT_EQ(within.documents, expected.documents);
      for (std::size_t i = 0; i < within.size(); ++i)
        ASSERT_EQ(within.scores[i], score.at(within.documents[i], second[within.documents[i]]));
      for (const DocumentSet& set : {of_lists.take(), of_set.take()}) {
        ASSERT_EQ(set.documents, expected.documents) << a << " " << b;
        ASSERT_EQ(set.scores, expected.scores) << a << " " << b;
      }
    }
  }
}

TEST_F(PostingWalkTest, SetsAndListsNarrowEachOther) {
  for (const double share : {0.001, 0.02, 0.5}) {
    std::map<std::uint32_t, std::uint8_t> first, second, third, fourth;
    const auto a = make(0.4, first), b = make(share, second), c = make(0.5, third), d = make(share, fourth);
    Conjunction narrowed(copy_postings(*a, &score));
    narrowed.keep(copy_postings(*b, &score));
    narrowed.keep(c, nullptr);
    narrowed.drop(copy_postings(*d, &score));
    EXPECT_FALSE(narrowed.documents().scored());
    DocumentSet expected;
    for (const auto& [document, frequency] : first) {
      if (!second.contains(document) || !third.contains(document) || fourth.contains(document)) continue;
      expected.documents.push_back(document);
      expected.scores.push_back(score.at(document, frequency) + score.at(document, second[document]));
    }
    ASSERT_EQ(narrowed.documents().documents, expected.documents) << share;
    ASSERT_EQ(narrowed.take().scores, expected.scores) << share;
  }
}

TEST_F(PostingWalkTest, DenseListsAreSmallerThanNumbers) {
  std::map<std::uint32_t, std::uint8_t> plain_dense, plain_sparse;
  const auto made_dense = make(0.5, plain_dense), made_sparse = make(0.01, plain_sparse);
  const PostingList &dense = *made_dense, &sparse = *made_sparse;
  EXPECT_TRUE(dense.dense());
  EXPECT_FALSE(sparse.dense());
  EXPECT_LT(dense.bytes(), dense.size() * 4);
  std::size_t place = 0;
  dense.for_each([&](std::uint32_t document, std::size_t at) {
    EXPECT_EQ(at, place);
    EXPECT_TRUE(dense.look_up_dense(document).there);
    EXPECT_EQ(dense.look_up_dense(document).place, place++);
  });
  EXPECT_EQ(place, dense.size());
  for (std::uint32_t document = 0; document < kDocuments + 100; ++document)
    EXPECT_EQ(dense.look_up_dense(document).there, plain_dense.contains(document)) << document;
}

TEST_F(PostingWalkTest, UnitesAllAtOnceAsOneAfterTheOther) {
  for (const Combine combine : {Combine::kSum, Combine::kBest}) {
    for (const bool scored : {true, false}) {
      DocumentSet merged;
      std::vector<Conjunction::List> lists;
      std::vector<DocumentSet> sets;
      for (const double share : {0.3, 0.001, 0.05, 0.05, 0.0}) {
        std::map<std::uint32_t, std::uint8_t> plain;
        lists.push_back(make(share, plain));
        sets.push_back(copy_postings(*lists.back(), scored ? &score : nullptr));
        merged = merged.empty() ? sets.back() : unite(merged, sets.back(), combine);
      }
      for (unsigned as_sets = 0; as_sets < 32; ++as_sets) {
        std::vector<DisjunctionPart> parts;
        for (std::size_t i = 0; i < lists.size(); ++i) {
          if ((as_sets >> i & 1) != 0)
            parts.push_back({nullptr, {}, &sets[i]});
          else
            parts.push_back({lists[i].get(), scored ? std::optional(score) : std::nullopt, nullptr});
        }
        const DocumentSet united = unite(parts, kDocuments, combine);
        ASSERT_EQ(united.documents, merged.documents) << as_sets;
        ASSERT_EQ(united.scores, merged.scores) << as_sets;
      }
    }
  }
  EXPECT_TRUE(unite({}, kDocuments, Combine::kSum).empty());
}

}  // namespace
}  // namespace newshound
