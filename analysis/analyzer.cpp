#include "analysis/analyzer.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <libstemmer.h>
#include <unicode/uversion.h>
#include <xapian.h>
#include <xxhash.h>

#include "analysis/fold.h"
#include "analysis/stop_words.h"
#include "analysis/utf8.h"

namespace newshound {
namespace {

// What a language without a stemmer of Xapian's may have in libstemmer, by our code and its name there.
struct Extra {
  const char* language;
  const char* algorithm;
  const char* probe;  // words whose stems tell one release of the algorithm from another
};
constexpr std::array<Extra, 5> kExtras{{{"el", "greek", "οικονομια οικονομικεσ κυβερνησεισ πολιτικων"},
                                        {"hi", "hindi", "सरकारों लड़कियाँ समाचारों किताबें"},
                                        {"sr", "serbian", "vladama новинари izborima градови"},
                                        {"yi", "yiddish", "ארבעטער צײַטונגען געשריבן"},
                                        {"et", "estonian", "valitsused kuningate ajalehed"}}};
constexpr std::array<const char*, 26> kXapianCodes{"ar", "hy", "eu", "ca", "da", "nl", "en", "fi", "fr", "de", "hu", "id", "ga",
                                                   "it", "lt", "ne", "nb", "nn", "no", "pt", "ro", "ru", "es", "sv", "ta", "tr"};

// libstemmer behind Xapian's interface, so that both are used alike.
class SnowballStemmer : public Xapian::StemImplementation {
 public:
  explicit SnowballStemmer(sb_stemmer* stemmer, const char* name) : stemmer_(stemmer), name_(name) {}
  ~SnowballStemmer() override { sb_stemmer_delete(stemmer_); }
  SnowballStemmer(const SnowballStemmer&) = delete;
  SnowballStemmer& operator=(const SnowballStemmer&) = delete;
  std::string operator()(const std::string& word) override {
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stem = sb_stemmer_stem(stemmer_, bytes, static_cast<int>(word.size()));
    if (stem == nullptr) return word;
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_))};
  }
  std::string get_description() const override { return name_; }

 private:
  sb_stemmer* stemmer_;
  std::string name_;
};

// `words`: divided by single spaces.
template <class Action>
void for_each_word(std::string_view words, Action action) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    action(words.substr(0, space));
    words = space == std::string_view::npos ? std::string_view{} : words.substr(space + 1);
  }
}

bool xapian_has(std::string_view language) {
  return std::find(kXapianCodes.begin(), kXapianCodes.end(), language) != kXapianCodes.end();
}

Xapian::Stem make_stemmer(const std::string& language) {
  if (xapian_has(language)) {
    try {
      return Xapian::Stem(language);
    } catch (const Xapian::InvalidArgumentError&) {  // an older Xapian: fall through to libstemmer, then to none
    }
  }
  for (const Extra& extra : kExtras) {
    if (language != extra.language) continue;
    if (sb_stemmer* stemmer = sb_stemmer_new(extra.algorithm, "UTF_8"))
      return Xapian::Stem(new SnowballStemmer(stemmer, extra.algorithm));
  }
  return Xapian::Stem();
}

// As Xapian's STEM_SOME has it: words that begin with a letter. Digits, signs and connectors begin no inflected word.
bool is_stemmed(std::string_view word) {
  if (word.empty()) return false;
  const auto lead = static_cast<unsigned char>(word[0]);
  if (lead < 0x80) return lead >= 'a' && lead <= 'z';
  switch (Xapian::Unicode::get_category(static_cast<unsigned>(decode_utf8(word, 0).value))) {
    case Xapian::Unicode::LOWERCASE_LETTER:
    case Xapian::Unicode::TITLECASE_LETTER:
    case Xapian::Unicode::MODIFIER_LETTER:
    case Xapian::Unicode::OTHER_LETTER: return true;
    default: return false;
  }
}

}  // namespace

struct Analyzer::State {
  std::string language;
  const StemExceptions* exceptions = nullptr;
  Xapian::Stem stemmer;
  std::set<std::string, std::less<>> stop_words;
};

Analyzer::Analyzer(std::string_view language, const StemExceptions& exceptions) : state_(std::make_unique<State>()) {
  state_->exceptions = &exceptions;
  state_->language = primary_language(language);
  state_->stemmer = make_stemmer(state_->language);
  for_each_word(newshound::stop_words(state_->language), [&](std::string_view word) { state_->stop_words.emplace(word); });
}

Analyzer::~Analyzer() = default;

const std::string& Analyzer::language() const { return state_->language; }

void Analyzer::stems(std::string_view word, std::string_view form, std::vector<std::string>& out) const {
  if (const std::string* given = state_->exceptions->find(state_->language, form)) {
    out.push_back(*given);
    return;
  }
  if (!is_stemmed(word) || state_->stemmer.is_none()) {
    out.emplace_back(form);
    return;
  }
  out.push_back(fold(state_->stemmer(std::string(word))));
  if (out.back().empty()) out.back() = form;  // a stemmer may take everything away
  if (word == form) return;
  std::string other = fold(state_->stemmer(std::string(form)));
  if (other.empty()) other = form;
  if (other != out.back()) out.push_back(std::move(other));
}

bool Analyzer::is_stop_word(std::string_view form) const { return state_->stop_words.find(form) != state_->stop_words.end(); }

std::string primary_language(std::string_view bcp47) {
  std::string language;
  for (const char c : bcp47) {
    if (c == '-' || c == '_') break;
    language.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return language;
}

std::vector<std::string> stemmer_languages() {
  std::vector<std::string> languages;
  for (const char* code : kXapianCodes)
    if (xapian_has(code)) languages.emplace_back(code);
  for (const Extra& extra : kExtras) languages.emplace_back(extra.language);
  std::erase_if(languages, [](const std::string& language) { return make_stemmer(language).is_none(); });
  std::sort(languages.begin(), languages.end());
  languages.erase(std::unique(languages.begin(), languages.end()), languages.end());
  return languages;
}

std::string analyzer_fingerprint() {
  std::string parts;
  for (const std::string_view language : stop_word_languages())
    parts.append(language).append(":").append(stop_words(language)).append("\n");
  parts.append(StemExceptions::built_in_groups());
  // libstemmer cannot say its version: its stems of a few words of each language stand in for it.
  for (const Extra& extra : kExtras) {
    const Xapian::Stem stemmer = make_stemmer(extra.language);
    for_each_word(extra.probe, [&](std::string_view word) { parts.append(stemmer(std::string(word))).append(" "); });
  }
  return fmt::format("nh1-xapian{}-icu{}-t{}f{}-{:016x}", Xapian::version_string(), U_ICU_VERSION_MAJOR_NUM, kTokenizerVersion,
                     kFoldVersion, XXH3_64bits(parts.data(), parts.size()));
}

}  // namespace newshound
