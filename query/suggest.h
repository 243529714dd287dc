// What somebody may be typing: words and phrases as they stand in titles, outlets, topics, people, places, and titles that match.
// Prefix-aware, folded; from four letters on a slip is forgiven where nothing begins so. Only what visible articles hold: every
// suggestion is counted in the postings or read from a visible article, so nothing embargoed, withheld or deleted appears.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schemas/article.h"

namespace newshound {

struct SearchContext;

inline constexpr std::size_t kMaxSuggestBytes = 256;  // of what is typed; beyond, nobody wants completions
inline constexpr std::size_t kDefaultSuggestions = 8, kMaxSuggestions = 20;

struct SuggestRequest {
  std::string q;
  std::size_t limit = kDefaultSuggestions;
  std::int64_t now_utc = 0;
  bool show_hidden = false;
};

enum class SuggestionKind : unsigned char { kQuery, kOutlet, kTopic, kAuthor, kPlace, kTitle };

struct Suggestion {
  SuggestionKind kind = SuggestionKind::kQuery;
  std::string text;         // to put in the box, the filter's value, or the title
  std::uint64_t count = 0;  // kQuery: different titles among the newest matching ones; values: articles; kTitle: 0
  Article article = {};     // kTitle: without its body
  std::string highlight;    // `text` escaped for HTML, what matched between <mark> and </mark>
};

struct SuggestAnswer {
  std::string text;                     // as typed
  std::vector<Suggestion> suggestions;  // queries, then values, then titles
  bool corrected = false;               // nothing begins as typed: these begin with something like it
  double took_ms = 0;
};

// "query", "outlet", "topic", "author", "place", "title".
[[nodiscard]] std::string_view suggestion_kind_name(SuggestionKind kind);

[[nodiscard]] SuggestAnswer suggest(SearchContext& context, const SuggestRequest& request);

}  // namespace newshound
