// The words that one indexing thread has met: each word's form and stems (analysed once a language), and what the vocabulary
// needs of each form. Each thread fills its own. When one is full its words go to disk (indexer/word_run.h) and it begins anew;
// the seal joins what all have written (indexer/word_join.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/tokenizer.h"
#include "indexer/string_table.h"
#include "indexer/topic_rules.h"

namespace newshound {

// A word's numbers in the lexicon's tables.
struct WordTerms {
  std::uint32_t form = 0;
  std::array<std::uint32_t, 2> stems{};
  std::uint8_t stem_count = 0;
  bool stop = false;      // on the short list of its language: its terms get no frequency
  std::uint16_t cue = 0;  // of the rules for topics (TopicTable::cue)
};

// How a form was written, counted once a document.
struct Spellings {
  std::uint32_t as_form = 0, capitalised = 0, upper = 0;
  std::unique_ptr<std::map<std::string, std::uint32_t>> other;  // at most kMaxOtherSpellings

  // Returns the bytes that it takes more.
  std::size_t count(std::string_view form, std::string_view source);
  // The most frequent one; ties go to the plainer.
  [[nodiscard]] std::string best(std::string_view form) const;
};
inline constexpr std::size_t kMaxOtherSpellings = 16;

struct FormCounts {
  std::uint64_t occurrences = 0;
  std::uint32_t documents = 0;
  std::uint32_t last_document = 0;  // by the thread's count from 1, so that a document is counted once
  std::vector<std::uint32_t> stems;
  Spellings spellings;
};

class Lexicon {
 public:
  // `exceptions` and `rules` outlive the lexicon. Without rules no word has a cue.
  explicit Lexicon(const StemExceptions& exceptions, const TopicRules* rules = nullptr);
  ~Lexicon();
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;

  // The language (BCP 47) of the words that follow.
  void set_language(std::string_view language);
  [[nodiscard]] WordTerms terms(const Token& token);
  // The rules for topics of the language that is set; null if there are none.
  [[nodiscard]] const TopicTable* topics() const { return language_->topics ? &*language_->topics : nullptr; }
  // What the words take in memory, more or less.
  [[nodiscard]] std::size_t bytes() const;
  // Begins anew: numbers of words, forms and stems are no longer valid.
  void forget_words();
  // Counts one occurrence of a form in document `document` (counted from 1 by the caller), written as `source`.
  void count(std::uint32_t form, std::uint32_t document, std::string_view source);

  [[nodiscard]] const StringTable& forms() const { return forms_; }
  [[nodiscard]] const StringTable& stems() const { return stems_; }
  [[nodiscard]] const std::vector<FormCounts>& counts() const { return counts_; }

 private:
  struct Language {
    Language(std::string_view tag, const StemExceptions& exceptions) : analyzer(tag, exceptions) {}
    Analyzer analyzer;
    std::optional<TopicTable> topics;
    StringTable words;
    std::vector<WordTerms> terms;  // by number of the word
  };
  WordTerms analyse(const Token& token);

  const StemExceptions& exceptions_;
  const TopicRules* rules_;
  StringTable forms_, stems_;
  std::vector<FormCounts> counts_;
  std::size_t counted_bytes_ = 0;  // on the heap, of counts_
  std::map<std::string, std::unique_ptr<Language>, std::less<>> languages_;
  Language* language_ = nullptr;
  std::string tag_;
  std::vector<std::string> scratch_;
};

}  // namespace newshound
