#include "query/score_sheet.h"

#include <algorithm>

#include "storage/bits.h"

namespace newshound {

void ScoreSheet::begin(std::uint32_t documents, Combine combine) {
  if (!blank_) {
    std::fill(words_.begin(), words_.end(), 0);
    std::fill(scores_.begin(), scores_.end(), 0.0f);
  }
  blank_ = scored_ = false;
  documents_ = documents;
  combine_ = combine;
  const std::size_t words = (std::size_t{documents} + 63) / 64;
  if (words_.size() < words) {
    words_.resize(words, 0);
    scores_.resize(words * 64, 0.0f);
  }
}

void ScoreSheet::mark_words(const std::vector<std::uint64_t>& words) {
  for (std::size_t w = 0; w < words.size(); ++w) words_[w] |= words[w];
}

void ScoreSheet::add(const DocumentSet& set) {
  if (set.scored()) {
    for (std::size_t i = 0; i < set.size(); ++i) add(set.documents[i], set.scores[i]);
  } else {
    for (const std::uint32_t document : set.documents) mark(document);
  }
}

DocumentSet ScoreSheet::take() {
  DocumentSet set;
  const std::size_t words = (std::size_t{documents_} + 63) / 64;
  std::size_t count = 0;
  for (std::size_t w = 0; w < words; ++w) count += count_bits(words_[w]);
  set.documents.resize(count);
  if (scored_) set.scores.resize(count);
  std::size_t i = 0;
  for (std::size_t w = 0; w < words; ++w) {
    for (std::uint64_t bits = words_[w]; bits != 0; bits &= bits - 1) {
      const auto document = static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(__builtin_ctzll(bits));
      set.documents[i] = document;
      if (scored_) {
        set.scores[i] = scores_[document];
        scores_[document] = 0;
      }
      ++i;
    }
    words_[w] = 0;
  }
  blank_ = true;
  return set;
}

}  // namespace newshound
