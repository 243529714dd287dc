// Unites many sets of documents of one segment by writing them onto a sheet: a bit and a score for each document, read back in
// order. For sets that together are not small beside the segment this takes a fraction of merging them. Scores add up in the
// order in which the sets come (or the best one counts), as document_set.h's unite() does it one after the other. Kept by its
// thread for the next query: blank again after take(). One thread.
#pragma once

#include <cstdint>
#include <vector>

#include "query/document_set.h"

namespace newshound {

class ScoreSheet {
 public:
  // For a segment of that many documents. Blanks a sheet that was written on and not taken (an error came between).
  void begin(std::uint32_t documents, Combine combine);
  void mark(std::uint32_t document) { words_[document / 64] |= std::uint64_t{1} << (document % 64); }
  void mark_words(const std::vector<std::uint64_t>& words);  // bit d % 64 of word d / 64
  void add(std::uint32_t document, float score) {
    mark(document);
    scored_ = true;
    float& here = scores_[document];
    here = combine_ == Combine::kSum ? here + score : here < score ? score : here;
  }
  void add(const DocumentSet& set);
  // What was written; the sheet is blank again.
  [[nodiscard]] DocumentSet take();

 private:
  Combine combine_ = Combine::kSum;
  bool scored_ = false, blank_ = true;
  std::uint32_t documents_ = 0;
  std::vector<std::uint64_t> words_;
  std::vector<float> scores_;
};

}  // namespace newshound
