// A set of documents of one segment in increasing order, each with a score: what evaluating a node of a plan gives.
// Operations walk arrays; a much shorter side gallops through the longer one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace newshound {

struct DocumentSet {
  std::vector<std::uint32_t> documents;
  std::vector<float> scores;  // empty if every score is 0, else as many as documents

  [[nodiscard]] std::size_t size() const { return documents.size(); }
  [[nodiscard]] bool empty() const { return documents.empty(); }
  [[nodiscard]] bool scored() const { return !scores.empty(); }
};

enum class Combine : unsigned char { kSum, kBest };

// Documents of either; where both have one, scores add up or the better counts.
[[nodiscard]] DocumentSet unite(const DocumentSet& a, const DocumentSet& b, Combine combine);
// Documents of `a` that `b` doesn't have.
[[nodiscard]] DocumentSet subtract(const DocumentSet& a, const DocumentSet& b);
// The first place at or after `from` whose document is not under `document`: doubling steps, then binary search.
[[nodiscard]] std::size_t gallop(std::span<const std::uint32_t> documents, std::size_t from, std::uint32_t document);
inline constexpr std::size_t kGallopRatio = 16;  // a side this many times longer is searched instead of walked
// Keeps those at [begin, end).
void keep_stretch(DocumentSet& set, std::size_t begin, std::size_t end);
// Keeps the documents at these places, increasing.
void keep(DocumentSet& set, std::span<const std::uint32_t> places);
// Keeps the documents for which keep(document) is true; asked once for each, in order.
template <class Keep>
void filter(DocumentSet& set, Keep keep) {
  std::size_t kept = 0;
  const bool scored = set.scored();
  for (std::size_t i = 0; i < set.documents.size(); ++i) {
    if (!keep(set.documents[i])) continue;
    set.documents[kept] = set.documents[i];
    if (scored) set.scores[kept] = set.scores[i];
    ++kept;
  }
  set.documents.resize(kept);
  if (scored) set.scores.resize(kept);
}

}  // namespace newshound
