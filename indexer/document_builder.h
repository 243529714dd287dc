// An article becomes its stems with their frequencies, the terms of its values, its codes and its length: the one place that
// decides which terms a document has and how often. Within-document frequencies (research: half of one is one occurrence): body
// word 2, one of the first 30 words of standfirst and body 3, title word 6, capped at 255; title stems, filter terms and stop
// words 0. The length is their sum, as Xapian counts it. Loops over the field table for everything that isn't text. One per
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/lexicon.h"
#include "indexer/topic_rules.h"
#include "schemas/article.h"

namespace newshound {

inline constexpr std::uint32_t kBodyFrequency = 2, kLeadFrequency = 3, kTitleFrequency = 6, kMaxFrequency = 255;
inline constexpr std::size_t kLeadWords = 30;

struct StemFrequency {
  std::uint32_t stem = 0;  // its number in the lexicon
  std::uint8_t frequency = 0;
  bool title = false;  // it is in the title too: has a title term
};

struct BuiltDocument {
  std::vector<StemFrequency> stems;      // each once, as they were met
  std::vector<std::string> value_terms;  // in order, each once
  std::vector<std::uint32_t> codes;      // number of the form in the lexicon + 1; kBorderCode between title, standfirst and body
  std::uint32_t length = 0;
  std::uint64_t text_bytes = 0;  // of title, standfirst and body
};

class DocumentBuilder {
 public:
  // `exceptions` and `rules` outlive the builder.
  explicit DocumentBuilder(const StemExceptions& exceptions = StemExceptions::built_in(), const TopicRules* rules = nullptr)
      : infers_(rules != nullptr), lexicon_(exceptions, rules) {}

  // With rules, an article that names no topics is given those that are inferred. Valid until the next call.
  const BuiltDocument& build(Article& article);
  [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }
  // The lexicon begins anew; no document is valid any more.
  void forget_words() { lexicon_.forget_words(); }

 private:
  enum class Part : unsigned char { kTitle, kStandfirst, kBody };
  void add_text(std::string_view text, Part part);
  void bump(std::uint32_t stem, std::uint32_t frequency, bool title);
  void add_stems();
  void add_values(const Article& article);
  void infer_topics(Article& article);

  bool infers_;
  Lexicon lexicon_;
  TopicScorer scorer_;
  BuiltDocument built_;
  std::uint32_t document_ = 0;            // counted from 1
  std::uint32_t position_ = 0;            // of the next word, for the rules
  std::size_t lead_words_ = 0;            // of the document so far
  std::vector<std::uint32_t> frequency_;  // by stem; zero between documents
  std::vector<std::uint8_t> seen_;        // by stem: 1 in the text, 2 in the title
  std::vector<std::uint32_t> touched_;    // stems of the document
};

}  // namespace newshound
