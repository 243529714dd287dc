// The short stop list of each language: words so frequent that they say nothing about an article. They are indexed, found and
// verified like any word, but add nothing to scores or lengths. English: the 33 words of Lucene's classic list; others: our own
// lists of that kind. Words are folded forms. Constant data; any thread.
#pragma once

#include <string_view>
#include <vector>

namespace newshound {

// The list of a primary language ("en"), words divided by single spaces; empty if there is none.
[[nodiscard]] std::string_view stop_words(std::string_view language);
// The languages that have one, sorted.
[[nodiscard]] std::vector<std::string_view> stop_word_languages();

}  // namespace newshound
