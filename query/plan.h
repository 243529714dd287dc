// A query made ready for a snapshot: terms with their statistics instead of words. Both matchers and the highlighter work from
// it. A plain tree; belongs to the snapshot that it was planned on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/ast.h"
#include "query/published_range.h"
#include "query/text_parts.h"

namespace newshound {

enum class PlanKind : unsigned char {
  kAll,  // every document, score 0
  kNothing,
  kBest,      // documents with any of `terms`; score: the best of them
  kFilter,    // documents with any of `terms`; score 0
  kSequence,  // children: a kBest for each distinct word; then verified by `slots` in the token store
  kPrefix,    // documents with a form of `prefix`…; score 0
  kDates,     // published in `dates`; score 0
  kAnd,
  kOr,   // scores add up
  kNot,  // children[0]; score 0; below kAnd only
};

struct PlanTerm {
  std::string term;             // with its prefix
  std::string stem;             // without; empty for filter terms
  std::uint64_t documents = 0;  // n
  double weight = 0;            // W
};

// How a word must stand in the text: exact=2.
struct Spelling {
  std::string text;        // empty: any spelling
  bool beginning = false;  // the word begins so

  friend bool operator==(const Spelling&, const Spelling&) = default;
};

// A place of a sequence: the words that may stand there.
struct PlanSlot {
  std::string form;  // exact: this form
  bool exact = false;
  std::vector<std::string> stems = {};  // not exact: any form of these stems
  Spelling spelling = {};
};

struct PlanNode {
  PlanKind kind = PlanKind::kAll;
  std::vector<PlanTerm> terms;
  std::vector<PlanSlot> slots;  // kSequence; one slot for a word that is verified; kBest: the word, for the highlighter;
                                // kFilter: the function word that it is, none if it is a field's value; kPrefix: its spelling
  std::uint32_t window = 1;
  bool ordered = true;
  TextParts parts = kAllParts;  // kSequence, kPrefix: only there; kBest: filtered by a sibling, kept for the highlighter
  std::string prefix;           // kPrefix: folded
  PublishedRange dates;         // kDates
  bool best_only = false;       // kOr: of synonyms, so that the best score counts, not the sum
  bool running_text = false;    // kOr: of match=any, so that neighbours here may be neighbours in a text
  std::vector<PlanNode> children;
  std::uint64_t estimate = 0;  // about how many documents; an upper bound wherever that is cheap
};

// The highest score that any document can have: bounds recency, and later pruning.
[[nodiscard]] double highest_score(const PlanNode& node);

}  // namespace newshound
