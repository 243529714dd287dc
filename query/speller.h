// Which word somebody meant who wrote one that the index doesn't have: the forms of the vocabulary that lie one edit away
// (letter left out, put in, changed, or two neighbours swapped), or two for long words, best first by a noisy channel: how likely
// the edit is, times how frequent the word (Kernighan, Church & Gale, COLING 1990). Only from this index's own words. One thread;
// cheap to make.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/snapshot.h"

namespace newshound {

inline constexpr std::size_t kMinSpelledLetters = 4;  // shorter words have too many neighbours
inline constexpr std::size_t kTwoEditLetters = 8;     // from here on two edits are tried where one finds nothing

struct Correction {
  std::string form;             // folded
  std::string spelling;         // as it mostly stands in texts
  std::uint64_t documents = 0;  // with deleted ones
  double score = 0;             // log probability, up to a constant
};

// The `most` most frequent forms that begin with `prefix` (folded); of several segments, those that lead in one of them.
[[nodiscard]] std::vector<Correction> frequent_forms(const Snapshot& snapshot, std::string_view prefix, std::size_t most);

class Speller {
 public:
  explicit Speller(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // The best `most` corrections of a folded word; none for words shorter than kMinSpelledLetters or with digits.
  [[nodiscard]] std::vector<Correction> corrections(std::string_view form, std::size_t most) const;
  // Forms that begin with something one edit away from `prefix`, its first letter apart, the most frequent first: for
  // suggestions while typing.
  [[nodiscard]] std::vector<Correction> completions(std::string_view prefix, std::size_t most) const;
  // Documents of all segments that have the form.
  [[nodiscard]] std::uint64_t documents(std::string_view form) const;

 private:
  [[nodiscard]] std::vector<Correction> neighbours(std::u32string_view word, std::string_view form, unsigned edits) const;

  const Snapshot& snapshot_;
};

}  // namespace newshound
