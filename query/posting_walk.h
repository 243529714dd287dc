// How a term's postings meet documents: copied, or looked up one after the other. Scores as query/ranking.h says. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

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

// Documents that two have, in order: where they are in the first, and where in the second.
struct Meeting {
  std::vector<std::uint32_t> in_documents, in_list;
};

// Fills `meeting`, which is empty, with the documents that the list has.
void meet(std::span<const std::uint32_t> documents, const PostingList& list, Meeting& meeting);
// The same of two lists, and which documents they are.
void meet(const PostingList& first, const PostingList& second, std::vector<std::uint32_t>& documents, Meeting& meeting);

// All postings; with scores if `score` isn't null and the list has frequencies.
[[nodiscard]] DocumentSet copy_postings(const PostingList& list, const TermScore* score);
// Those of the documents in `within` alone.
[[nodiscard]] DocumentSet copy_postings(const PostingList& list, const TermScore* score, std::span<const std::uint32_t> within);
// Adds the term's score to that of each document, whose frequency is at `places[i]`.
void add_scores(const TermScore& score, std::span<const std::uint32_t> documents, std::span<const std::uint8_t> frequencies,
                std::span<const std::uint32_t> places, std::span<float> scores);

}  // namespace newshound
