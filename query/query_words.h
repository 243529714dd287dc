// The words of a piece of query text, as the tokenizer of analysis/ makes them. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "query/ast.h"

namespace newshound {

// What a word of the query stands for: what `exact` and quotes say.
enum class Exactness : unsigned char {
  kStem,      // every word with its stem
  kForm,      // the surface form, case and marks folded
  kSpelling,  // as written, case and marks included
};

// Words in normal form C: a word that is printed and read again is the same word.
[[nodiscard]] std::vector<QueryWord> query_words(std::string_view text, Exactness exactness);

struct Wildcard {
  enum class Kind : unsigned char { kNone, kPrefix, kTooShort, kMisplaced } kind = Kind::kNone;
  std::vector<QueryWord> words;  // of the whole text; kPrefix: the one before the star
};

// Whether `text` is a word with a star at its end (punctuation may follow) of kMinWildcardLetters or more.
[[nodiscard]] Wildcard read_wildcard(std::string_view text, Exactness exactness);

}  // namespace newshound
