// Verification in the text store, for exact=2: whether the words of a sequence stand in an article in just the spelling of the
// query, case and marks included. Candidates have passed query/verify.h; this only filters, and costs a tokenised article each.
// A verifier is compiled once for a plan's node; const use from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "query/plan.h"
#include "query/verify.h"
#include "schemas/article.h"

namespace newshound {

// Whether a word as it stands in a text has that spelling.
[[nodiscard]] bool is_spelled(std::string_view word, const Spelling& spelling);

class SpelledSequence {
 public:
  // `node`: a kSequence or kPrefix; outlives the verifier.
  explicit SpelledSequence(const PlanNode& node);
  // Whether the node asks for a spelling at all.
  [[nodiscard]] static bool needed(const PlanNode& node);

  [[nodiscard]] bool matches(const Article& article) const;

 private:
  void append(std::string_view text, std::vector<std::uint8_t>& codes) const;

  const PlanNode& node_;
  std::vector<std::size_t> distinct_;  // slots of different spellings; a word that has the first of them gets code 1, …
  SequenceVerifier verifier_;
};

}  // namespace newshound
