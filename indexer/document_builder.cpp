#include "indexer/document_builder.h"

#include <algorithm>
#include <numeric>

#include "analysis/terms.h"
#include "indexer/topic_inferrer.h"
#include "schemas/fields.h"
#include "storage/columns.h"
#include "storage/token_store.h"

namespace newshound {
namespace {

std::string big_endian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) bytes[static_cast<std::size_t>(i)] = static_cast<char>(number & 255u);
  return bytes;
}

void append_time(std::string& value, const Moment& moment) {
  if (moment.seconds_utc == kUndated) {
    value.push_back('\0');
    return;
  }
  const std::string number = Xapian::sortable_serialise(static_cast<double>(moment.seconds_utc));
  value.push_back(static_cast<char>(number.size()));
  value += number;
}

}  // namespace

std::string visibility_value(const Article& article) {
  const bool timed = article.embargoed_until.seconds_utc != kUndated || article.expires.seconds_utc != kUndated;
  if (article.status == Status::kUsable && !timed) return {};
  std::string value(1, static_cast<char>('0' + static_cast<int>(article.status)));
  append_time(value, article.embargoed_until);
  append_time(value, article.expires);
  return value;
}

std::string pack_values(const std::vector<std::string_view>& values) {
  std::string packed;
  for (const std::string_view value : values) {
    if (value.size() > 65535) continue;
    packed.push_back(static_cast<char>(value.size() >> 8));
    packed.push_back(static_cast<char>(value.size() & 255u));
    packed += value;
  }
  return packed;
}

const BuiltDocument& DocumentBuilder::build(Article& article) {
  built_.document = Xapian::Document();
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
    if (!positions_) continue;
    const std::string form(token.form);
    built_.document.add_posting(form, position_, 0);
    if (title) built_.document.add_posting(std::string(kTitleFormPrefix) + form, position_, 0);
  }
  position_ += kPositionGap;
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

const std::string& DocumentBuilder::term_of(std::uint32_t stem) {
  while (stem_terms_.size() <= stem)
    stem_terms_.push_back(stem_term(lexicon_.stems().at(static_cast<std::uint32_t>(stem_terms_.size()))));
  return stem_terms_[stem];
}

// Numbers stems in alphabetical order, as far as the lexicon has grown when it is asked to: again each time that it has doubled.
void DocumentBuilder::rank_stems() {
  const StringTable& stems = lexicon_.stems();
  if (stems.size() < 2 * stem_rank_.size()) return;
  std::vector<std::uint32_t> order(stems.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return stems.at(a) < stems.at(b); });
  stem_rank_.resize(order.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) stem_rank_[order[rank]] = rank;
}

// In order, or nearly: Xapian keeps a document's terms in a tree, and one that is filled from left to right is filled faster.
void DocumentBuilder::add_stems() {
  rank_stems();
  const auto known = static_cast<std::uint32_t>(stem_rank_.size());
  const auto rank = [&](std::uint32_t stem) { return stem < known ? stem_rank_[stem] : stem; };
  std::sort(touched_.begin(), touched_.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  for (const std::uint32_t stem : touched_) {
    const std::uint32_t frequency = std::min(frequency_[stem], kMaxFrequency);
    built_.document.add_term(term_of(stem), frequency);
    built_.length += frequency;
    if ((seen_[stem] & 2u) != 0) built_.document.add_boolean_term(title_stem_term(lexicon_.stems().at(stem)));
    frequency_[stem] = 0;
    seen_[stem] = 0;
  }
  touched_.clear();
}

void DocumentBuilder::add_values(const Article& article) {
  for (const FieldRow& row : field_table()) {
    const auto values = field_values(article, row.field);
    for (const std::string_view value : values) built_.document.add_boolean_term(value_term(row, value));
    if (positions_ && row.slot != 0 && !values.empty()) built_.document.add_value(row.slot, pack_values(values));
  }
  if (!positions_) return;
  if (article.published.seconds_utc != kUndated)
    built_.document.add_value(kSlotPublished, Xapian::sortable_serialise(static_cast<double>(article.published.seconds_utc)));
  built_.document.add_value(kSlotIdHash, big_endian(id_hash(article.id)));
  const std::string visibility = visibility_value(article);
  if (!visibility.empty()) built_.document.add_value(kSlotVisibility, visibility);
}

}  // namespace newshound
