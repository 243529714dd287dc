// Other readings of a query whose words may be misspelled: each suspect word replaced by its likeliest corrections, the whole
// query's readings best first. A plain word is suspect if no article has it or nearly none, against a neighbour that is
// hundreds of times as frequent. Never words in quotes, under NOT or of a field's value. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.h"
#include "query/speller.h"

namespace newshound {

inline constexpr std::uint64_t kNearlyAbsent = 4;    // articles with a word that may be a slip of theirs
inline constexpr std::uint64_t kOverwhelming = 200;  // times as many have its neighbour
inline constexpr std::size_t kMaxReadings = 8;       // of a query

// How many visible articles match: counted in the postings, so that a correction never tells of hidden ones.
using CountArticles = std::function<std::uint64_t(const AstNode&)>;

struct Reading {
  AstNode root;
  std::string text;                // the query as its author would have written it
  std::vector<std::string> wrong;  // words as they stood
  std::vector<std::string> right;  // what stands for each of them
  double score = 0;
};

// What stands for a word that `documents` articles have; empty if it isn't suspect.
[[nodiscard]] std::vector<Correction> suspect_corrections(const Speller& speller, std::string_view form, std::uint64_t documents);

// Best first; none if no word is suspect or none has a correction. `text` is what the places in `root` belong to.
[[nodiscard]] std::vector<Reading> other_readings(const AstNode& root, std::string_view text, const Speller& speller,
                                                  const CountArticles& count);

}  // namespace newshound
