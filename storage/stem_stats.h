// Which words of an index share a stem with a word: for `newshound-indexer stats --stems`, so that an operator sees which words
// are found for each other and shouldn't be. One thread (it uses worker 0's Xapian handles).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schemas/error.h"
#include "storage/snapshot.h"

namespace newshound {

inline constexpr std::size_t kMaxStemForms = 1000;  // of one stem; the others are counted

struct StemForms {
  struct Language {
    std::string code;
    bool given = false;  // by the stem exceptions; else computed
  };
  std::string stem;
  std::vector<Language> languages;  // of the index, whose analyzer gives the word this stem; most articles first
  std::uint64_t documents = 0;      // that have the stem
  std::vector<std::pair<std::string, std::uint64_t>> forms;  // folded words and their documents, most first, then byte order
  std::uint64_t more_forms = 0;                              // beyond kMaxStemForms
};

struct StemStats {
  std::string form;              // the word, folded
  std::vector<StemForms> stems;  // those of the languages of the index, then others that its vocabularies list for the word
};

// Counts over all segments, deleted documents included. An Error (kInvalidParameter) if `word` isn't one word; throws IndexError
// for damage.
[[nodiscard]] Result<StemStats> stem_stats(const Snapshot& snapshot, std::string_view word);

}  // namespace newshound
