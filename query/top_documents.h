// Keeps the best `capacity` documents of a stream in the order of a sort. One thread.
#pragma once

#include <algorithm>
#include <vector>

#include "query/matcher.h"

namespace newshound {

class TopDocuments {
 public:
  TopDocuments(std::size_t capacity, Sort sort) : capacity_(capacity), before_{sort} {}

  // Whether a document with these keys would be kept: cheap test before it is made.
  [[nodiscard]] bool wants(const RankedDocument& document) const {
    return heap_.size() < capacity_ || (capacity_ != 0 && before_(document, heap_.front()));
  }
  // For orders by score: whether one with that score might be, before its other keys are known.
  [[nodiscard]] bool may_want(double score) const {
    return heap_.size() < capacity_ || (capacity_ != 0 && score >= heap_.front().score);
  }
  void add(const RankedDocument& document) {
    if (!wants(document)) return;
    if (heap_.size() == capacity_) {
      std::pop_heap(heap_.begin(), heap_.end(), before_);
      heap_.pop_back();
    }
    heap_.push_back(document);
    std::push_heap(heap_.begin(), heap_.end(), before_);
  }
  // In order; the collection is empty afterwards.
  [[nodiscard]] std::vector<RankedDocument> take() {
    std::sort_heap(heap_.begin(), heap_.end(), before_);
    return std::move(heap_);
  }

 private:
  struct Before {
    Sort sort;
    bool operator()(const RankedDocument& a, const RankedDocument& b) const { return ranks_before(a, b, sort); }
  };
  std::size_t capacity_;
  Before before_;
  std::vector<RankedDocument> heap_;  // the worst in front
};

}  // namespace newshound
