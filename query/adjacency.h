// The second pass of ranking: words that stand side by side in the query and in the text. For each distinct pair of neighbouring
// words (function words between them don't part them) the first kReranked documents get
//   0.4 · W(pair) · p / (p + K[d]),   p = occurrences of the second within kPairWindow words behind the first
// with K as in query/ranking.h and W by its formula over those documents alone: N of them, n that have the pair, F = sum of p.
// A pair that all of them have tells nothing and adds next to nothing. Measured in docs/ranking.md. Above both matchers. One
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "query/matcher.h"
#include "query/plan.h"
#include "storage/snapshot.h"

namespace newshound {

inline constexpr std::size_t kReranked = 200;
inline constexpr std::uint32_t kPairWindow = 3;
inline constexpr double kPairWeight = 0.4;

struct AdjacentPair {
  PlanSlot before, behind;
};

// What to look for; nothing below NOT, in quotes or in one field only.
[[nodiscard]] std::vector<AdjacentPair> adjacent_pairs(const PlanNode& plan);

// Adds the pairs' part to the scores of the first kReranked of `ranked` and sorts these anew, the first `wanted` of them at
// least; the others follow as they are.
void rerank(const Snapshot& snapshot, const std::vector<AdjacentPair>& pairs, Sort sort, std::vector<RankedDocument>& ranked,
            std::size_t wanted = kReranked);

// p of each pair in one document of a segment: what rerank() counts. For `explain` and tests.
[[nodiscard]] std::vector<std::uint32_t> count_pairs(const Segment& segment, const std::vector<AdjacentPair>& pairs,
                                                     std::uint32_t document);

}  // namespace newshound
