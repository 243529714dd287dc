// What of a page may be the outlet's and not the article's: its paragraphs and their sentences, as keys that are equal where two
// pages say the same. Case, marks, punctuation and white space don't count. A varied key is equal, too, where only numbers, the
// page's title or its authors differ: "You have 3 free articles left". Knows no language. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/article.h"

namespace newshound {

// Keys of different kinds are different numbers.
enum class PieceKind : unsigned char { kParagraph = 1, kSentence = 2 };

// Where a page's own words stood in a text that is kept.
inline constexpr std::string_view kTitlePlaceholder = "{title}", kAuthorPlaceholder = "{author}";
// A line this short is a button, a label or an answer ("Yes."): it takes more to call it boilerplate.
inline constexpr int kShortWords = 5;

struct TextPiece {
  std::uint64_t key = 0;      // 0: no letter or digit, nothing to compare
  std::uint64_t varied = 0;   // 0: nothing in it varies
  std::uint64_t variant = 0;  // of texts with equal varied key: equal where the numbers are
  int words = 0;              // a title or an author's name counts as one
  bool sentence = false;      // ends as one
};

// The paragraphs of a text, which blank lines divide. Views of it, none blank.
[[nodiscard]] std::vector<std::string_view> paragraphs_of(std::string_view text);
// The sentences of a paragraph: cut behind . ! ? … and their kin in other scripts where white space follows, and behind those of
// scripts without spaces. An abbreviation cuts too: only equal texts need be cut equally.
[[nodiscard]] std::vector<std::string_view> sentences_of(std::string_view paragraph);

// The keys of a paragraph or sentence of `page`, whose title and authors may stand in it.
[[nodiscard]] TextPiece text_piece(std::string_view text, PieceKind kind, const Article& page);
// The text with placeholders for the page's title and authors, as it is kept where they vary; as it is where too little else
// would be left.
[[nodiscard]] std::string with_placeholders(std::string_view text, const Article& page);
// The key of a text that was kept: `varied` as it was learned.
[[nodiscard]] std::uint64_t kept_key(std::string_view text, PieceKind kind, bool varied);

}  // namespace newshound
