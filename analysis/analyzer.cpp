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

namespace newshound {
namespace {

// What a language without a stemmer of Xapian's may have in libstemmer, by our code and its name there.
struct Extra {
  const char* language;
  const char* algorithm;
};
constexpr std::array<Extra, 5> kExtras{
    {{"el", "greek"}, {"hi", "hindi"}, {"sr", "serbian"}, {"yi", "yiddish"}, {"et", "estonian"}}};
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

bool begins_with_digit(std::string_view word) { return !word.empty() && word[0] >= '0' && word[0] <= '9'; }

}  // namespace

struct Analyzer::State {
  std::string language;
  Xapian::Stem stemmer;
  std::set<std::string, std::less<>> stop_words;
};

Analyzer::Analyzer(std::string_view language) : state_(std::make_unique<State>()) {
  state_->language = primary_language(language);
  state_->stemmer = make_stemmer(state_->language);
  std::string_view words = newshound::stop_words(state_->language);
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    state_->stop_words.emplace(words.substr(0, space));
    words = space == std::string_view::npos ? std::string_view{} : words.substr(space + 1);
  }
}

Analyzer::~Analyzer() = default;

const std::string& Analyzer::language() const { return state_->language; }

void Analyzer::stems(std::string_view word, std::string_view form, std::vector<std::string>& out) const {
  if (begins_with_digit(form) || state_->stemmer.is_none()) {
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
  std::string lists;
  for (const std::string& language : stemmer_languages())
    lists.append(language).append(":").append(stop_words(language)).append("\n");
  // libstemmer has no version of its own at run time: its answers for a few words stand in for it.
  for (const Extra& extra : kExtras)
    lists.append(make_stemmer(extra.language)("οικονομια")).append(make_stemmer(extra.language)("kuningas"));
  return fmt::format("t{}f{}-xapian{}-icu{}-{:016x}", kTokenizerVersion, kFoldVersion, Xapian::version_string(),
                     U_ICU_VERSION_MAJOR_NUM, XXH3_64bits(lists.data(), lists.size()));
}

}  // namespace newshound
