// Keeps the best `capacity` documents of a stream in the order of a sort: gathers twice as many as are wanted, then throws the
// worse half away, which costs each a few comparisons where a heap takes some for every level that it has. One thread.
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "query/matcher.h"

namespace newshound {

class TopDocuments {
 public:
  TopDocuments(std::size_t capacity, Sort sort)
      : capacity_(capacity), room_(capacity + std::max(capacity, kLeast)), before_{sort} {}

  void add(const RankedDocument& document) {
    if (capacity_ == 0 || document.score < least_score_) return;
    documents_.push_back(document);
    if (documents_.size() == room_) shrink();
  }
  // In order; the collection is empty afterwards.
  [[nodiscard]] std::vector<RankedDocument> take() {
    if (documents_.size() > capacity_) shrink();
    std::sort(documents_.begin(), documents_.end(), before_);
    return std::move(documents_);
  }

 private:
  static constexpr std::size_t kLeast = 32;  // that many more than wanted at least, before they are looked through
  struct Before {
    Sort sort;
    bool operator()(const RankedDocument& a, const RankedDocument& b) const { return ranks_before(a, b, sort); }
  };

  void shrink() {
    const auto worst = documents_.begin() + static_cast<std::ptrdiff_t>(capacity_ - 1);
    std::nth_element(documents_.begin(), worst, documents_.end(), before_);
    if (before_.sort == Sort::kBest || before_.sort == Sort::kRelevance) least_score_ = worst->score;
    documents_.resize(capacity_);
  }

  std::size_t capacity_, room_;
  Before before_;
  double least_score_ = -std::numeric_limits<double>::infinity();  // stays so in orders by date
  std::vector<RankedDocument> documents_;
};

}  // namespace newshound
