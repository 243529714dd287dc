// How a term's postings meet a set of documents: copied, or looked up one after the other. Both score as query/ranking.h says.
// Pure.
#pragma once

#include <cstdint>
#include <span>

#include "query/document_set.h"
#include "storage/posting_list.h"

namespace newshound {

// The score of a term in a document: W · t / (t + a + b · length), of stored frequencies and lengths.
struct TermScore {
  float weight = 0, a = 0, b = 0;
  std::span<const std::uint32_t> lengths;  // by document
  [[nodiscard]] float at(std::uint32_t document, std::uint8_t stored) const {
    const auto frequency = static_cast<float>(stored);
    return weight * frequency / (frequency + a + b * static_cast<float>(lengths[document]));
  }
};

// All postings; with scores if `score` isn't null and the list has frequencies.
[[nodiscard]] DocumentSet copy_postings(const PostingList& list, const TermScore* score);
// Keeps the documents of `set` that the list has, and adds the term's scores to theirs.
void keep_posted(DocumentSet& set, const PostingList& list, const TermScore* score);

}  // namespace newshound
