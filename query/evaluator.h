// Evaluates a plan on one segment: which documents match, with which score. Deletions, visibility and request filters come later.
// One thread; uses the worker's Xapian handle. Throws IndexError for a damaged segment.
#pragma once

#include <optional>

#include "query/document_set.h"
#include "query/plan.h"
#include "query/ranking.h"
#include "storage/snapshot.h"
#include "storage/text_store.h"

namespace newshound {

class SequenceVerifier;

class Evaluator {
 public:
  // `with_scores`: off where nobody looks at them (sorted by date, counts).
  Evaluator(const Segment& segment, Xapian::Database& postings, const LengthNorm& norm, bool with_scores)
      : segment_(segment), postings_(postings), norm_(norm), with_scores_(with_scores) {}

  [[nodiscard]] DocumentSet evaluate(const PlanNode& node) { return evaluate(node, nullptr); }

 private:
  // `within`: if given, documents outside it needn't be found.
  [[nodiscard]] DocumentSet evaluate(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet all(const DocumentSet* within) const;
  [[nodiscard]] DocumentSet term(const PlanTerm& term, const DocumentSet* within);
  [[nodiscard]] DocumentSet any_term(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet conjunction(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet disjunction(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet sequence(const PlanNode& node, const DocumentSet* within);
  void keep_verified(const SequenceVerifier& verifier, DocumentSet& set) const;
  void check_spelling(const PlanNode& node, DocumentSet& set);
  [[nodiscard]] DocumentSet prefix(const PlanNode& node, const DocumentSet* within);
  [[nodiscard]] DocumentSet dates(const PlanNode& node, const DocumentSet* within) const;

  const Segment& segment_;
  Xapian::Database& postings_;
  const LengthNorm& norm_;
  bool with_scores_;
  std::optional<TextReader> texts_;  // made when a spelling is to be looked at
};

}  // namespace newshound
