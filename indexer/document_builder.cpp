#include "indexer/document_builder.h"

#include <algorithm>

#include "analysis/terms.h"
#include "indexer/topic_inferrer.h"
#include "schemas/fields.h"
#include "storage/token_store.h"

namespace newshound {

const BuiltDocument& DocumentBuilder::build(Article& article) {
  built_.codes.clear();
  built_.length = 0;
  built_.text_bytes = article.title.size() + article.standfirst.size() + article.body.size();
  ++document_;
  lead_words_ = 0;
  position_ = 0;
  lexicon_.set_language(article.language);
  scorer_.begin();

  add_text(article.title, Part::kTitle);
  built_.codes.push_back(kBorderCode);
  add_text(article.standfirst, Part::kStandfirst);
  built_.codes.push_back(kBorderCode);
  add_text(article.body, Part::kBody);
  add_stems();
  if (infers_ && wants_topics(article)) infer_topics(article);
  add_values(article);
  return built_;
}

// What indexer/topic_inferrer.cpp does, from words that have been looked up already: no cost worth measuring.
void DocumentBuilder::infer_topics(Article& article) {
  const TopicTable* table = lexicon_.topics();
  if (table == nullptr) return set_inferred_topics(article, {});
  set_inferred_topics(article, scorer_.topics(*table, built_.codes.size() - 2));
}

void DocumentBuilder::add_text(std::string_view text, Part part) {
  Tokenizer tokenizer(text);
  Token token;
  const bool title = part == Part::kTitle;
  while (tokenizer.next(token)) {
    const WordTerms terms = lexicon_.terms(token);
    lexicon_.count(terms.form, document_, text.substr(token.begin, token.end - token.begin));
    built_.codes.push_back(terms.form + 1);
    std::uint32_t frequency = title ? kTitleFrequency : kBodyFrequency;
    if (!title && lead_words_ < kLeadWords) {
      frequency = kLeadFrequency;
      ++lead_words_;
    }
    if (terms.stop) frequency = 0;
    if (terms.cue != 0) scorer_.see(terms.cue, position_, title);
    for (std::uint8_t i = 0; i < terms.stem_count; ++i) bump(terms.stems[i], frequency, title);
    ++position_;
  }
  position_ += kMaxTopicTermWords;  // no phrase reaches over the border
}

void DocumentBuilder::bump(std::uint32_t stem, std::uint32_t frequency, bool title) {
  if (stem >= frequency_.size()) {
    frequency_.resize(stem + 1024, 0);
    seen_.resize(stem + 1024, 0);
  }
  if (seen_[stem] == 0) touched_.push_back(stem);
  seen_[stem] |= title ? 3 : 1;
  frequency_[stem] += frequency;
}

void DocumentBuilder::add_stems() {
  built_.stems.clear();
  for (const std::uint32_t stem : touched_) {
    const std::uint32_t frequency = std::min(frequency_[stem], kMaxFrequency);
    built_.length += frequency;
    built_.stems.push_back({stem, static_cast<std::uint8_t>(frequency), (seen_[stem] & 2u) != 0});
    frequency_[stem] = 0;
    seen_[stem] = 0;
  }
  touched_.clear();
}

void DocumentBuilder::add_values(const Article& article) {
  auto& terms = built_.value_terms;
  terms.clear();
  for (const FieldRow& row : field_table())
    for (const std::string_view value : field_values(article, row.field)) terms.push_back(value_term(row, value));
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

}  // namespace newshound
