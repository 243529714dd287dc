// Property: our words are TermGenerator's words, in order, and our stems its Z terms, on varied text and on random strings made
// of everything that the rules look at. The documented differences: scripts that ICU cuts (tokenizer_test.cpp), and words with
// stem exceptions, whose stem is the one that is listed (stem_exceptions_test.cpp).
#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/analyzer.h"
#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"
#include "tests/unit/analysis/term_generator.h"

namespace newshound {
namespace {

std::vector<std::string> varied_lines() {
  std::ifstream in(NEWSHOUND_SOURCE_DIR "/tests/unit/analysis/data/varied.txt");
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(normalize(line));
  return lines;
}

// A string of letters, digits, joiners, suffixes and separators, so mixed that the rules meet at their edges.
std::string random_text(std::mt19937& random) {
  constexpr std::string_view kPieces[] = {
      "a", "b",  "Z",  "Q",   "the", "U.", "S.",   "A",  "0",  "7",  "19",     "_",      "é",      "Ü",      "ß",      "ł",
      "İ", "ñ",  "α",  "Σ",   "ώ",   "ж",  "Ё",    "и́",  "'",  "’",  "‛",      "&",      "·",      ".",      ",",      ";",
      "+", "#",  "-",  "/",   " ",   "\n", "  ",   "!",  "“",  "…",  "״",      "‧",      "⁄",      "։",      "؍",      "߸",
      "٣", "۵",  "²",  "½",   "Ⅳ",   "☃",  "🦊", "한", "ש",  "हि", "\u200B", "\u200D", "\u2060", "\u00AD", "\u0301", "𝐛",
      "𐐀", "︐", "++", "###", "A.B", "x.", "€",    "№",  "--", "''", "&&",     ",,",     "ª",      "ⓐ",      "ǅ"};
  std::string text;
  for (auto i = 1 + random() % 24; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
  if (random() % 16 == 0) text += std::string(random() % 80, 'w');
  return normalize(text);
}

std::vector<std::string> our_words(std::string_view text) {
  std::vector<std::string> words;
  Tokenizer tokenizer(text);
  Token token;
  while (tokenizer.next(token)) words.emplace_back(token.word);
  return words;
}

TEST(TermGeneratorTest, WordsAreEqualOnVariedText) {
  const std::vector<std::string> lines = varied_lines();
  ASSERT_GE(lines.size(), 30u);
  std::size_t words = 0;
  for (const std::string& line : lines) {
    const std::vector<std::string> expected = generate_terms(line).words;
    EXPECT_EQ(our_words(line), expected) << line;
    words += expected.size();
  }
  EXPECT_GE(words, 500u);
}

TEST(TermGeneratorTest, WordsAreEqualOnRandomStrings) {
  std::mt19937 random(42);
  std::size_t words = 0;
  for (int round = 0; round < 40000; ++round) {
    const std::string text = random_text(random);
    const std::vector<std::string> expected = generate_terms(text).words;
    ASSERT_EQ(our_words(text), expected) << text;
    words += expected.size();
  }
  EXPECT_GE(words, 100000u);
}

// Of words that folding leaves alone; those with marks have stems of two spellings (analyzer_test.cpp).
TEST(TermGeneratorTest, StemsAreEqualWhereThereAreNoMarks) {
  std::set<std::string> words;
  std::mt19937 random(43);
  std::vector<std::string> texts = varied_lines();
  for (int round = 0; round < 3000; ++round) texts.push_back(random_text(random));
  for (const std::string& text : texts) {
    Tokenizer tokenizer(text);
    Token token;
    while (tokenizer.next(token))
      if (token.word == token.form) words.emplace(token.word);
  }
  std::istringstream listed{std::string(StemExceptions::built_in_groups())};
  for (std::string word; listed >> word;) words.insert(word);
  const StemExceptions no_exceptions;
  for (const char* language : {"en", "de", "fr", "es", "it", "ru"}) {
    const Analyzer analyzer(language), plain(language, no_exceptions);
    std::vector<std::string> ours;
    std::size_t compared = 0;
    for (const std::string& word : words) {
      const GeneratedTerms theirs = generate_terms(word, language);
      if (theirs.words != std::vector<std::string>{word}) continue;  // a joiner left out may leave a word that would be two
      std::vector<std::string> expected = theirs.stems;
      if (expected.empty()) expected = {word};  // Xapian has no Z term; the form is our term
      ours.clear();
      analyzer.stems(word, word, ours);
      if (const std::string* given = StemExceptions::built_in().find(language, word)) {
        EXPECT_EQ(ours, std::vector<std::string>{*given}) << language << ": " << word;
        ours.clear();
        plain.stems(word, word, ours);
      }
      EXPECT_EQ(ours, expected) << language << ": " << word;
      ++compared;
    }
    EXPECT_GE(compared, 1000u) << language;
  }
}

}  // namespace
}  // namespace newshound
