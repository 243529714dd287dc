// A term's postings in one segment, decoded: the documents that have it and how often. In memory only; on disk they are Xapian's
// (storage/posting_source.h reads them).
// A term that one document in 32 or more has is kept as a bitmap, which is smaller than numbers then and answers "does this
// document have it" at once. Immutable, any number of threads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "storage/bits.h"

namespace newshound {

struct TermStatistics {
  std::uint64_t documents = 0;  // of the segment that have the term, deleted ones included
  std::uint64_t frequency = 0;  // sum of its within-document frequencies
};

class PostingList {
 public:
  // `documents` increasing and under `all`; `frequencies`: one each, or none if all are 0.
  PostingList(std::vector<std::uint32_t> documents, std::vector<std::uint8_t> frequencies, std::uint32_t all);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] bool dense() const { return !words_.empty(); }
  // Not dense only: the documents, increasing.
  [[nodiscard]] const std::vector<std::uint32_t>& documents() const { return documents_; }
  // Dense only: bit d % 64 of word d / 64.
  [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }
  // By place; 0 everywhere if empty.
  [[nodiscard]] const std::vector<std::uint8_t>& frequencies() const { return frequencies_; }
  [[nodiscard]] bool has_frequencies() const { return !frequencies_.empty(); }

  // Dense only: whether a document has the term, and how many before it do, which is its place.
  struct DensePlace {
    bool there;
    std::uint32_t place;
  };
  [[nodiscard]] DensePlace look_up_dense(std::uint32_t document) const {
    const std::size_t word = document / 64;
    if (word >= words_.size()) return {false, 0};
    const std::uint64_t bit = std::uint64_t{1} << (document % 64);
    return {(words_[word] & bit) != 0, before_[word] + count_bits(words_[word] & (bit - 1))};
  }
  // Dense only: how many documents before those of word `word` have the term.
  [[nodiscard]] std::uint32_t before(std::size_t word) const { return before_[word]; }
  // Calls f(document, place) for every posting, in order.
  template <class F>
  void for_each(F f) const {
    if (!dense()) {
      for (std::size_t i = 0; i < documents_.size(); ++i) f(documents_[i], i);
      return;
    }
    std::size_t place = 0;
    for (std::size_t w = 0; w < words_.size(); ++w)
      for (std::uint64_t bits = words_[w]; bits != 0; bits &= bits - 1)
        f(static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(__builtin_ctzll(bits)), place++);
  }
  // What it takes in memory, about.
  [[nodiscard]] std::size_t bytes() const;

 private:
  friend class PostingListBuilder;
  PostingList() = default;
  void begin_words(std::uint32_t all);
  void end_words();  // before_ holds the postings up to the end of each word until then

  std::size_t size_ = 0;
  std::vector<std::uint32_t> documents_;
  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> before_;  // dense: postings before each word
  std::vector<std::uint8_t> frequencies_;
};

// A few postings on their way from disk into a list, increasing; small enough to stay in the processor's first cache.
struct PostingBatch {
  static constexpr std::size_t kMost = 1024;
  static constexpr unsigned kMostFrequency = 255;  // as the document builder caps it
  std::array<std::uint32_t, kMost> documents;
  std::array<std::uint8_t, kMost> frequencies;
  std::size_t size = 0;
};

// Makes a list of batches, each behind the one before. Documents at or over `all` are left out (a damaged list). One thread.
class PostingListBuilder {
 public:
  // `expected`: how many postings there will be; if it is wrong the list is right still, but may not be the smallest one.
  PostingListBuilder(std::uint64_t expected, std::uint32_t all);
  void append(const PostingBatch& batch);
  [[nodiscard]] PostingList take();

 private:
  PostingList list_;
  std::uint32_t all_;
  std::uint8_t any_ = 0;  // the frequencies, ored
};

}  // namespace newshound
