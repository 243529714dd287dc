// Evaluates a plan on one segment: which documents match, with which score. Deletions, visibility and request filters come later.
// One thread; uses the worker's Xapian handle where the posting cache has nothing. Throws IndexError for a damaged segment.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "query/conjunction.h"
#include "query/document_set.h"
#include "query/plan.h"
#include "query/posting_walk.h"
#include "query/ranking.h"
#include "storage/snapshot.h"
#include "storage/text_store.h"

namespace newshound {

class SequenceVerifier;

// A segment as a worker sees it.
struct EvaluatedSegment {
  const Snapshot& snapshot;
  unsigned worker = 0;
  std::size_t segment = 0;  // place in the snapshot
};

class Evaluator {
 public:
  // `with_scores`: off where nobody looks at them (sorted by date, counts).
  Evaluator(const EvaluatedSegment& where, const LengthNorm& norm, bool with_scores)
      : where_(where), segment_(*where.snapshot.segments()[where.segment].segment), norm_(norm), with_scores_(with_scores) {}

  [[nodiscard]] DocumentSet evaluate(const PlanNode& node) { return evaluate(node, nullptr); }

 private:
  using List = std::shared_ptr<const PostingList>;
  // `within`: if given, documents outside it needn't be found.
  [[nodiscard]] DocumentSet evaluate(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet all(const DocumentSet* within) const;
  [[nodiscard]] List list(const PlanTerm& term, std::uint64_t documents = ~std::uint64_t{0}) const;
  [[nodiscard]] bool is_scored(const PlanTerm& term) const { return with_scores_ && term.weight > 0; }
  [[nodiscard]] TermScore score_of(const PlanTerm& term) const;
  [[nodiscard]] DocumentSet term(const PlanTerm& term, const DocumentSet* within);
  [[nodiscard]] DocumentSet skip_through(const PlanTerm& term, const DocumentSet& within);
  void narrow(Conjunction& found, const PlanTerm& term);
  [[nodiscard]] std::size_t begin(std::span<const PlanNode* const> wanted, const DocumentSet* within,
                                  std::optional<Conjunction>& found);
  [[nodiscard]] DocumentSet any_term(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] Conjunction conjunction(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet disjunction(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet any_of(const std::vector<PlanTerm>& terms, const DocumentSet* within);
  [[nodiscard]] DocumentSet unite_terms(const std::vector<const PlanTerm*>& terms, Combine combine);
  [[nodiscard]] DocumentSet sequence(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet read_sequence(const SequenceVerifier& verifier, const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] static DocumentSet copy(const List& list, const DocumentSet* within);
  [[nodiscard]] std::vector<std::uint32_t> verified(const SequenceVerifier& verifier,
                                                    std::span<const std::uint32_t> documents) const;
  void check_spelling(const PlanNode& node, DocumentSet& set);
  [[nodiscard]] DocumentSet prefix(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet read_prefix(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet dates(const PlanNode& node, const DocumentSet* within) const;

  EvaluatedSegment where_;
  const Segment& segment_;
  const LengthNorm& norm_;
  bool with_scores_;
  std::optional<TextReader> texts_;  // made when a spelling is to be looked at
};

}  // namespace newshound
