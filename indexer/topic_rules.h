// What an article is about, told from its words, where it names no topic itself. The rules are a file that people read and change
// (indexer/topics.toml, compiled in; --topics FILE): for each topic and language words and phrases that speak for it, by weight.
//
//   [settings]                     # each optional
//   most = 2                       # topics of an article
//   threshold = 12                 # points that a topic needs, in a text of up to `words` words
//   second = 0.7                   # of the first topic's points, that the next one needs
//   proof = 5                      # a topic needs a term of this weight: weak ones prove nothing, however many
//   title = 2                      # what a term in the title adds to its count
//   words = 300                    # a text n times as long needs the root of n times the points
//   [topics."sport".en]            # the topic as readers see it, the language
//   8 = "football, rugby union"    # weight 1 to 10 = terms, divided by commas or line ends
//   3 = "=goals, win"              # a word stands for its stem ("win" for "winning"), with = for that very form
//   [ignore]
//   en = "political football"      # phrases whose words say nothing
//
// Terms are read by our tokenizer and stemmed by our analyzer; of overlapping phrases the longest counts. A term that occurs n
// times gives weight × 3n / (n + 2) points, so that one word said often is no proof. TopicRules is a plain value, any thread
// reads it; a TopicTable is constant too; a TopicScorer belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/stem_exceptions.h"
#include "schemas/error.h"
#include "schemas/limits.h"

namespace newshound {

struct TopicSettings {
  std::size_t most = 2;
  double threshold = 12, second = 0.7, proof = 5, title = 2, words = 300;  // as above; raising the first three gives fewer topics
};

class TopicRules {
 public:
  // An Error names file, line and remedy: what is no TOML, no topic, weight, language or term, a term that is there twice, or a
  // limit of schemas/limits.h passed.
  [[nodiscard]] static Result<TopicRules> parse(std::string_view toml, const std::string& file);
  // indexer/topics.toml.
  [[nodiscard]] static const TopicRules& built_in();

  struct Term {
    std::vector<std::string> words, forms;  // as the tokenizer gives them: one for a word, more for a phrase
    bool exact = false;                     // the forms are meant, not the stems
    std::uint32_t topic = 0;                // number in topics(); kIgnored: none
    double weight = 0;
  };
  static constexpr std::uint32_t kIgnored = 0xFFFFFFFF;

  [[nodiscard]] const TopicSettings& settings() const { return settings_; }
  [[nodiscard]] const std::vector<std::string>& topics() const { return topics_; }
  // The terms of a primary language ("en"); none if the rules don't have it.
  [[nodiscard]] std::span<const Term> terms(std::string_view language) const;

 private:
  friend class TopicRulesReader;
  TopicSettings settings_;
  std::vector<std::string> topics_;  // in the order of the file
  std::map<std::string, std::vector<Term>, std::less<>> terms_;
};

// The text of indexer/topics.toml.
[[nodiscard]] std::string_view built_in_topics_text();

// The rules of one language, ready to meet a text.
class TopicTable {
 public:
  // `rules` outlive the table.
  TopicTable(const TopicRules& rules, const std::string& language, const StemExceptions& exceptions);

  // The number of a word that occurs in some term; 0: it occurs in none.
  [[nodiscard]] std::uint16_t cue(std::string_view form, std::span<const std::string> stems) const;
  [[nodiscard]] const TopicRules& rules() const { return rules_; }

 private:
  friend class TopicScorer;
  struct Award {
    std::uint32_t topic;
    double weight;
  };
  static constexpr std::uint32_t kNoTerm = 0xFFFFFFFF;
  struct Phrase {
    std::uint32_t term;
    std::uint16_t words;                                       // behind the first
    std::array<std::uint16_t, kMaxTopicTermWords - 1> rest{};  // their cues
  };
  // What begins with a word.
  struct Start {
    std::uint32_t term = kNoTerm;  // the word alone
    std::vector<Phrase> phrases;   // long ones first
  };
  std::uint32_t term_of(std::span<const std::uint16_t> cues);
  std::uint16_t cue_of_word(const std::string& form, std::span<const std::string> stems, bool exact);

  const TopicRules& rules_;
  std::unordered_map<std::string, std::uint16_t> by_form_, by_stem_;
  std::vector<Start> starts_;               // by cue
  std::vector<std::vector<Award>> awards_;  // by term; none: an ignored phrase
};

// Collects what the words of one text say.
class TopicScorer {
 public:
  void begin() { seen_.clear(); }
  // A word whose cue isn't 0, in the order of the text. Words side by side have positions side by side.
  void see(std::uint16_t cue, std::uint32_t position, bool title) { seen_.push_back({position, cue, title}); }
  // The topics of the text, the surest first; `words`: how many it has. Valid as long as the rules.
  [[nodiscard]] std::vector<std::string_view> topics(const TopicTable& table, std::size_t words);
  // The points behind them, by number of the topic; of the last call.
  [[nodiscard]] const std::vector<double>& points() const { return points_; }

 private:
  struct Seen {
    std::uint32_t position;
    std::uint16_t cue;
    bool title;
  };
  // The longest term that begins at the word seen as number `at`, and its words; kNoTerm and one word if there is none.
  struct Found {
    std::uint32_t term;
    std::size_t words;
  };
  [[nodiscard]] Found longest_at(const TopicTable& table, std::size_t at) const;

  std::vector<Seen> seen_;
  std::vector<double> counts_;           // by term; zero between texts
  std::vector<std::uint32_t> touched_;   // terms of the text
  std::vector<double> points_, proofs_;  // by topic: its points, the weight of its strongest term
};

}  // namespace newshound
