#include "indexer/topic_inferrer.h"

#include "analysis/tokenizer.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::uint32_t kMaxKnownWords = 500000;  // then the words begin anew: about 60 MB

}  // namespace

void set_inferred_topics(Article& article, const std::vector<std::string_view>& topics) {
  article.topics.assign(topics.begin(), topics.end());
  article.topics_inferred = !topics.empty();
}

TopicInferrer::TopicInferrer(const TopicRules& rules, const StemExceptions& exceptions)
    : rules_(rules), exceptions_(exceptions) {}

void TopicInferrer::infer(Article& article) {
  if (!wants_topics(article)) return;
  if (!lexicon_ || lexicon_->forms().size() > kMaxKnownWords) lexicon_ = std::make_unique<Lexicon>(exceptions_, &rules_);
  lexicon_->set_language(article.language);
  const TopicTable* table = lexicon_->topics();
  if (table == nullptr) return set_inferred_topics(article, {});
  scorer_.begin();
  words_ = 0;
  position_ = 0;
  read(article.title, true);
  read(article.standfirst, false);
  read(article.body, false);
  set_inferred_topics(article, scorer_.topics(*table, words_));
}

void TopicInferrer::read(std::string_view text, bool title) {
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token); ++position_, ++words_)
    if (const std::uint16_t cue = lexicon_->terms(token).cue; cue != 0) scorer_.see(cue, position_, title);
  position_ += kMaxTopicTermWords;  // no phrase reaches over the border
}

}  // namespace newshound
