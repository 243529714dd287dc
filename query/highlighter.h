// Marks in a text what matched, and cuts snippets around it. Only what matched is marked: a phrase as a phrase, a stem or
// wildcard as the whole word, never NOT words, filters or field values. Without marks and escapes every snippet piece is a slice
// of the stored text. Text is tokenised again by analysis/tokenizer.h, so marks are exact. Pure apart from the plan; one plan may
// be shared by threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/answer.h"
#include "query/plan.h"
#include "query/request.h"

namespace newshound {

// What to mark, compiled for one segment (forms are those of its vocabulary).
// A clause is one word (window 1, one slot) or a sequence; a slot is matched by any form that has its number.
struct HighlightClause {
  std::vector<std::uint16_t> slots;  // slot numbers in query order
  std::uint32_t window = 1;          // all slots within this many consecutive positions
  bool ordered = true;
  TextParts parts = kAllParts;
  double weight = 1;                    // for choosing snippets: rare words count more
  std::vector<std::string> words = {};  // of the query that it stands for, folded
};

struct HighlightPlan {
  std::vector<HighlightClause> clauses;
  // form -> slots that it fills; heterogeneous look-up by string_view.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  std::unordered_map<std::string, std::vector<std::uint16_t>, Hash, std::equal_to<>> forms;
  std::unordered_map<std::uint16_t, Spelling> spellings;  // slots that only words so spelled fill (exact=2)
};

// The marked title (whole) and snippets of the standfirst and body. Where nothing in the body matched, the first words are shown
// unmarked.
[[nodiscard]] Highlight highlight(const HighlightPlan& plan, const Article& article, const HighlightOptions& options);

// `text` escaped for HTML element and attribute content: & < > " '.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace newshound
