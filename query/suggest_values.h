// The part of suggestions that comes from fields: outlets, topics, people and places whose names hold the words typed, the last
// of them as a beginning. One thread.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.h"
#include "query/request.h"
#include "query/suggest.h"

namespace newshound {

// Whether a folded text holds all words, each at the beginning of one of its words, the last as a beginning, others whole.
[[nodiscard]] bool holds_typed(std::string_view folded, const std::vector<QueryWord>& typed);

// `text` escaped for HTML with <mark> around what was typed: whole words, and the beginning of words that the last one begins;
// words of `completed` that begin otherwise (a slip was forgiven) are marked whole.
[[nodiscard]] std::string mark_beginnings(std::string_view text, const std::vector<QueryWord>& typed,
                                          const std::set<std::string, std::less<>>& completed);

class ValueSuggester {
 public:
  // `alone`: clock and visibility.
  ValueSuggester(SearchContext& context, const SearchRequest& alone) : context_(context), alone_(alone) {}

  // Appends at most `most` values, the ones with the most visible articles first.
  void add(const std::vector<QueryWord>& typed, std::size_t most, std::vector<Suggestion>& out);

 private:
  SearchContext& context_;
  const SearchRequest& alone_;
};

}  // namespace newshound
