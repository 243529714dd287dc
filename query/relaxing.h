// Help where nothing is found: the query is read ever more loosely, in stated steps, until something matches.
//   1. spelling   words that no article has are replaced by their likeliest corrections
//   2. stopwords  function words needn't match (query/function_words.h)
//   3. any        one of the words is enough; phrases, fields, dates and NOT still hold
// Decided by the query alone, without the request's filters, and always told. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/answer.h"
#include "query/spelling.h"

namespace newshound {

struct Relaxed {
  Relaxation step = Relaxation::kNone;
  AstNode root;              // what is searched instead
  std::string note;          // for people
  std::string did_you_mean;  // the query as corrected; empty if no word was
};

struct RelaxOptions {
  bool spelling = true;
  bool relax = true;                        // false: nothing is relaxed, a correction that finds something is still offered
  std::vector<std::string> languages = {};  // whose function words
};

// For a query that matches nothing. Nothing comes of it if no step finds an article.
[[nodiscard]] std::optional<Relaxed> relax(const AstNode& root, std::string_view text, const RelaxOptions& options,
                                           const Speller& speller, const CountArticles& count);

// For a query that `total` articles match: the corrected query, if a word of it is nearly absent and the correction finds
// kOverwhelming times as many; else empty.
[[nodiscard]] std::string did_you_mean(const AstNode& root, std::string_view text, std::uint64_t total, const Speller& speller,
                                       const CountArticles& count);

}  // namespace newshound
