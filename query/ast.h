// The syntax tree of a query: what the parser makes of the text, what the planner compiles and what the highlighter marks.
// Positions are byte offsets into the query text as normalised (analysis/normalizer.h), so that messages can point at the place.
// A plain value; never touches an index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/fields.h"
#include "schemas/moment.h"

namespace newshound {

// A word of the query as the tokenizer of analysis/ made it.
struct QueryWord {
  std::string word;                  // lower case
  std::string form;                  // fold(word)
  bool exact = false;                // quoted: the surface form; else every word with its stem
  std::string spelling = {};         // exact=2: as written, case and marks included; empty: any spelling
  std::uint32_t begin = 0, end = 0;  // bytes of the piece of text that query_words() read; no part of what the word means

  friend bool operator==(const QueryWord& a, const QueryWord& b) {
    return a.word == b.word && a.form == b.form && a.exact == b.exact && a.spelling == b.spelling;
  }
};

enum class NodeKind : unsigned char {
  kAll,       // every article
  kWord,      // words[0]; exact or by stem
  kSequence,  // words within `window` consecutive positions, ordered or not: phrases (ordered, window = words.size()), NEAR, ADJ
  kPrefix,    // words[0].form is the beginning of a form: wild*
  kField,     // a value of `field`
  kDates,     // published in [from, to)
  kAnd,
  kOr,   // children
  kNot,  // children[0]; only below kAnd or at the root
};

struct AstNode {
  NodeKind kind = NodeKind::kAll;
  std::size_t begin = 0, end = 0;  // bytes of the query text that it stands for
  std::vector<QueryWord> words;
  bool title = false;                // kWord, kSequence, kPrefix: only in the title
  bool ordered = true;               // kSequence
  std::uint32_t window = 0;          // kSequence: all words lie within this many consecutive positions
  Field field = Field::kId;          // kField
  std::string value;                 // kField: as written
  bool quoted = false;               // kField: the whole value is meant
  std::int64_t from_utc = kUndated;  // kDates: inclusive; kUndated = open
  std::int64_t to_utc = kUndated;    // kDates: exclusive; kUndated = open
  bool synonyms = false;  // kOr: the same thing in other words (query/synonyms.h), so that the best counts, not the sum
  std::vector<AstNode> children;

  friend bool operator==(const AstNode&, const AstNode&) = default;
};

// The tree in the query language, bracketed, upper-case operators: "apple AND backdoor", "\"jd vance\" AND NOT
// outlet:\"PYMNTS\"". Empty for every article. Parsing the print gives the same tree, positions apart, whatever the time zone
// and clock (where words have a spelling: read with exact=2); except where the print is over kMaxQueryBytes, has more ORs than
// operators are allowed (match=any), or holds words of a script without spaces that ICU cuts differently when they stand alone.
[[nodiscard]] std::string print_ast(const AstNode& node);
// How deep the brackets of print_ast() nest at least; the parser makes no tree over kMaxQueryNesting.
[[nodiscard]] std::size_t print_nesting(const AstNode& node);

}  // namespace newshound
