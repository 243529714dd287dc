// The best scores of a stream against sorting all of it.
#include "query/best_scores.h"

#include <random>

#include <gtest/gtest.h>

namespace newshound {
namespace {

TEST(BestScoresTest, KeepsTheBestAndWhatTiesWithTheLast) {
  std::mt19937 random{9};
  for (const unsigned different : {1u, 7u, 1000000u}) {
    for (const std::size_t capacity : {0u, 1u, 10u, 200u}) {
      for (const std::size_t all : {0u, 5u, 10u, 43u, 300u, 5000u}) {
        BestScores best(capacity);
        std::vector<double> scores, kept, expected;
        for (std::uint32_t i = 0; i < all; ++i) {
          scores.push_back(static_cast<double>(random() % different));
          best.add({scores.back(), 0, i});
        }
        for (const BestScores::Scored& each : best.take()) {
          ASSERT_EQ(each.score, scores[each.document]);
          kept.push_back(each.score);
        }
        std::sort(scores.rbegin(), scores.rend());
        if (capacity != 0)
          for (const double score : scores)
            if (expected.size() < capacity || score == scores[capacity - 1]) expected.push_back(score);
        std::sort(kept.rbegin(), kept.rend());
        ASSERT_EQ(kept, expected) << different << " " << capacity << " " << all;
      }
    }
  }
}

}  // namespace
}  // namespace newshound
