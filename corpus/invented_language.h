// A made-up language with an unlimited vocabulary: content word number r (0 = the most frequent) is a pronounceable word that
// depends on r alone, so nothing is remembered and every seed speaks the same language. Its small words (the, of …) and its
// endings are those of a real language, so that stop words and stemmers have work. Never touches files; const functions may be
// called from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "corpus/random.h"

namespace newshound {

struct LanguageTraits {
  std::string_view code;                           // BCP 47
  std::span<const std::string_view> small_words;   // most frequent first
  std::span<const std::string_view> noun_endings;  // the first is the bare form
  std::span<const std::string_view> verb_endings;
  std::string_view said;  // between a quotation and its speaker
  std::string_view opening_quote;
  std::string_view closing_quote;
};

// The traits of "en", "de", "fr" or "es"; null for any other.
[[nodiscard]] const LanguageTraits* find_language(std::string_view code);

// Appends content word `rank` (below 8 × 10^16) without an ending. Different ranks are different words. Ends in a consonant that
// takes any ending as it is.
void append_lemma(std::string& out, std::uint64_t rank);

// Appends content word `rank` with an ending drawn from `random`: a third of the words are verbs, the rest nouns.
void append_inflected(std::string& out, std::uint64_t rank, const LanguageTraits& language, Random& random);

// Content word `rank` with a capital, for names of people and places.
[[nodiscard]] std::string capitalised_lemma(std::uint64_t rank);

}  // namespace newshound
