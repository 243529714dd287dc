// Gathers the documents with the highest scores of a stream. Other keys of the order are not looked at: they lie in columns, far
// apart, and are wanted for few. So all documents that tie with the last of the best are kept. One thread. Test:
// tests/unit/query/best_scores_test.cpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace newshound {

class BestScores {
 public:
  struct Scored {
    double score;
    std::uint32_t segment, document;
  };

  explicit BestScores(std::size_t capacity) : capacity_(capacity), room_(2 * capacity + kLeast) {}

  // A lower score isn't among the best.
  [[nodiscard]] double least() const { return least_; }
  void add(const Scored& scored) {
    if (capacity_ == 0 || scored.score < least_) return;
    gathered_.push_back(scored);
    if (gathered_.size() >= room_) shrink();
  }
  // The best `capacity` and those that tie with the last of them, in no order; fewer if fewer were added.
  [[nodiscard]] std::vector<Scored> take() {
    if (gathered_.size() > capacity_) shrink();
    return std::move(gathered_);
  }

 private:
  static constexpr std::size_t kLeast = 32;  // that many more than wanted at least, before they are looked through

  // Amortised: where ties are kept, the next look waits for as many again.
  void shrink() {
    const auto last = gathered_.begin() + static_cast<std::ptrdiff_t>(capacity_ - 1);
    std::nth_element(gathered_.begin(), last, gathered_.end(),
                     [](const Scored& a, const Scored& b) { return a.score > b.score; });
    least_ = last->score;
    const auto ties = std::partition(last + 1, gathered_.end(), [&](const Scored& each) { return each.score == least_; });
    gathered_.erase(ties, gathered_.end());
    room_ = 2 * gathered_.size() + kLeast;
  }

  std::size_t capacity_, room_;
  double least_ = -std::numeric_limits<double>::infinity();
  std::vector<Scored> gathered_;
};

}  // namespace newshound
