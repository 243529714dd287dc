// Gives single articles the topics that the rules infer: for `extract`, and for `add`, which compares an article with the one
// that is there. (Builds infer while they make the document: indexer/document_builder.h, by the same rules.) One thread.
#pragma once

#include <memory>

#include "indexer/lexicon.h"
#include "indexer/topic_rules.h"
#include "schemas/article.h"

namespace newshound {

// Whether an article's topics are to be inferred: it names none, or they were inferred before.
[[nodiscard]] inline bool wants_topics(const Article& article) { return article.topics.empty() || article.topics_inferred; }
// The inferred topics of an article that wants them, instead of those that it has.
void set_inferred_topics(Article& article, const std::vector<std::string_view>& topics);

class TopicInferrer {
 public:
  // Both outlive it.
  explicit TopicInferrer(const TopicRules& rules, const StemExceptions& exceptions = StemExceptions::built_in());

  void infer(Article& article);
  // Points by topic (TopicRules::topics()) of the last article; for tests and for whoever writes rules.
  [[nodiscard]] const std::vector<double>& points() const { return scorer_.points(); }

 private:
  void read(std::string_view text, bool title);

  const TopicRules& rules_;
  const StemExceptions& exceptions_;
  std::unique_ptr<Lexicon> lexicon_;
  TopicScorer scorer_;
  std::uint32_t position_ = 0;
  std::size_t words_ = 0;
};

}  // namespace newshound
