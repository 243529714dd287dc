#include "indexer/lexicon.h"

#include <algorithm>

namespace newshound {
namespace {

// What another spelling of a form takes: a node of a map, rarely the map itself. And a stem of a form.
constexpr std::size_t kSpellingBytes = 112, kStemBytes = 16;

char upper_ascii(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

bool is_capitalised(std::string_view form, std::string_view source) {
  return !form.empty() && source[0] == upper_ascii(form[0]) && source.substr(1) == form.substr(1);
}

bool is_upper(std::string_view form, std::string_view source) {
  return std::equal(form.begin(), form.end(), source.begin(), source.end(), [](char f, char s) { return upper_ascii(f) == s; });
}

std::string upper(std::string_view form) {
  std::string text(form);
  std::transform(text.begin(), text.end(), text.begin(), upper_ascii);
  return text;
}

}  // namespace

std::size_t Spellings::count(std::string_view form, std::string_view source) {
  if (source == form) {
    ++as_form;
    return 0;
  }
  if (source.size() == form.size()) {
    if (is_capitalised(form, source)) {
      ++capitalised;
      return 0;
    }
    if (is_upper(form, source)) {
      ++upper;
      return 0;
    }
  }
  if (!other) other = std::make_unique<std::map<std::string, std::uint32_t>>();
  const auto found = other->find(std::string(source));
  if (found != other->end()) {
    ++found->second;
    return 0;
  }
  if (other->size() == kMaxOtherSpellings) return 0;
  other->emplace(source, 1);
  return kSpellingBytes + source.size();
}

std::string Spellings::best(std::string_view form) const {
  std::uint32_t most = as_form;
  std::string text(form);
  if (capitalised > most) {
    most = capitalised;
    text[0] = upper_ascii(text[0]);
  }
  if (upper > most) {
    most = upper;
    text = newshound::upper(form);
  }
  if (!other) return text;
  for (const auto& [spelling, times] : *other) {
    if (times <= most) continue;
    most = times;
    text = spelling;
  }
  return text;
}

Lexicon::Lexicon(const StemExceptions& exceptions, const TopicRules* rules) : exceptions_(exceptions), rules_(rules) {}
Lexicon::~Lexicon() = default;

void Lexicon::set_language(std::string_view language) {
  if (language_ != nullptr && tag_ == language) return;
  tag_ = language;
  const std::string primary = primary_language(language);
  auto& slot = languages_[primary];
  if (!slot) {
    slot = std::make_unique<Language>(primary, exceptions_);
    if (rules_ != nullptr && !rules_->terms(primary).empty()) slot->topics.emplace(*rules_, primary, exceptions_);
  }
  language_ = slot.get();
}

WordTerms Lexicon::terms(const Token& token) {
  bool fresh = false;
  const std::uint32_t number = language_->words.intern(token.word, fresh);
  if (fresh) language_->terms.push_back(analyse(token));
  return language_->terms[number];
}

WordTerms Lexicon::analyse(const Token& token) {
  WordTerms terms;
  bool fresh = false;
  terms.form = forms_.intern(token.form, fresh);
  if (fresh) counts_.emplace_back();
  terms.stop = language_->analyzer.is_stop_word(token.form);
  scratch_.clear();
  language_->analyzer.stems(token, scratch_);
  if (language_->topics) terms.cue = language_->topics->cue(token.form, scratch_);
  auto& of_form = counts_[terms.form].stems;
  for (const std::string& stem : scratch_) {
    if (terms.stem_count == terms.stems.size()) break;
    const std::uint32_t number = stems_.intern(stem, fresh);
    terms.stems[terms.stem_count++] = number;
    if (std::find(of_form.begin(), of_form.end(), number) != of_form.end()) continue;
    of_form.push_back(number);
    counted_bytes_ += kStemBytes;
  }
  return terms;
}

void Lexicon::count(std::uint32_t form, std::uint32_t document, std::string_view source) {
  FormCounts& counts = counts_[form];
  ++counts.occurrences;
  if (counts.last_document == document) return;
  counts.last_document = document;
  ++counts.documents;
  counted_bytes_ += counts.spellings.count(forms_.at(form), source);
}

std::size_t Lexicon::bytes() const {
  std::size_t bytes = forms_.bytes() + stems_.bytes() + counts_.capacity() * sizeof(FormCounts) + counted_bytes_;
  for (const auto& [tag, language] : languages_)
    bytes += language->words.bytes() + language->terms.capacity() * sizeof(WordTerms);
  return bytes;
}

void Lexicon::forget_words() {
  forms_ = StringTable();
  stems_ = StringTable();
  counts_ = std::vector<FormCounts>();
  counted_bytes_ = 0;
  for (const auto& [tag, language] : languages_) {
    language->words = StringTable();
    language->terms = std::vector<WordTerms>();
  }
}

}  // namespace newshound
