// Documents that several terms have, found list by list: what each list says of a document is only noted by its place there, and
// scored when no more documents fall away. Made for the evaluator, which begins with the rarest. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "query/document_set.h"
#include "query/posting_walk.h"
#include "storage/posting_list.h"

namespace newshound {

class Conjunction {
 public:
  using List = std::shared_ptr<const PostingList>;
  // Begins with a set, or with the documents that both lists have. `score`: null where the term isn't scored.
  explicit Conjunction(DocumentSet set);
  Conjunction(const List& a, const TermScore* score_a, const List& b, const TermScore* score_b);

  // Keeps the documents that the list has.
  void keep(const List& list, const TermScore* score);
  // Keeps the documents of `set`, or those that it doesn't have.
  void keep(DocumentSet set);
  void drop(const DocumentSet& set);
  // Keeps the documents at these places, increasing.
  void keep(std::span<const std::uint32_t> places) { reduce(places); }

  // Without scores.
  [[nodiscard]] const DocumentSet& documents() const { return documents_; }
  // With scores, which add up in the order in which lists and sets came.
  [[nodiscard]] DocumentSet take();

 private:
  // What one list or set adds to the score of each document.
  struct Addend {
    TermScore score;
    List list;                          // null: `scores`
    std::vector<std::uint32_t> places;  // in the list, by document
    std::vector<float> scores;          // by document
  };
  void add_list(const List& list, const TermScore* score, std::vector<std::uint32_t> places);
  // Only the documents at these places stay, increasing.
  void reduce(std::span<const std::uint32_t> kept);

  DocumentSet documents_;
  std::vector<Addend> addends_;
};

}  // namespace newshound
