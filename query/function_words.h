// Which words of a query say how its other words belong together, and not what it is about: "what did the minister say about …".
// They must match like all words, but add nothing to a score; with match=any they are left out. The list is research's of about
// 170 English function words; other languages use the short stop lists of analysis/. A listed word counts all the same where it
// may be a name (US, WHO, Theresa May) or where too little else would be left. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "query/ast.h"

namespace newshound {

// Whether a form is in the list of a language (BCP 47).
[[nodiscard]] bool is_function_word(std::string_view form, std::string_view language);

// Words that would be left: with this many or fewer, listed words count, too.
inline constexpr std::size_t kFewWords = 2;

// `few`: words that must be left, or none is chosen.
// The places (AstNode::begin) of the function words among the plain words of `root`; never words in quotes, under NOT, behind a
// title: or +. `text` is the normalised query that the places belong to; `languages` those in scope, the most likely first: the
// one whose list has the most of the words decides.
[[nodiscard]] std::unordered_set<std::size_t> find_function_words(const AstNode& root, std::string_view text,
                                                                  std::span<const std::string> languages,
                                                                  std::size_t few = kFewWords);

}  // namespace newshound
