#include "analysis/analyzer.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/fold.h"
#include "analysis/normalizer.h"

namespace newshound {
namespace {

using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::MatchesRegex;

std::vector<std::string> stems(std::string_view language, std::string_view word) {
  const std::string normal = normalize(word);
  std::vector<std::string> out;
  Analyzer(language).stems(normal, fold(normal), out);
  return out;
}

TEST(AnalyzerTest, StemsWordAndForm) {
  struct Case {
    std::string_view language, word;
    std::vector<std::string> expected;
  };
  const Case cases[] = {
      {"en", "prices", {"price"}},
      {"en", "universities", {"university"}},  // a stem exception
      {"en-GB", "prices", {"price"}},
      {"EN", "prices", {"price"}},
      {"en", "1,880", {"1,880"}},
      {"en", "2nds", {"2nds"}},
      {"en", "_leading", {"_leading"}},
      {"en", "½s", {"½s"}},
      {"en", "résumés", {"resume", "resum"}},
      {"en", "café", {"cafe"}},
      {"de", "häuser", {"haus"}},
      {"de", "straßen", {"strass"}},
      {"fr", "élections", {"elect"}},
      {"fr", "créées", {"cre", "cree"}},
      {"ru", "министры", {"министр"}},
      {"ru", "ёлки", {"ёлки"}},
      {"el", "κυβερνήσεις", {"κυβερνησ"}},
      {"hi", "लड़कियाँ", {normalize("लड़क")}},
      // No stemmer: words are their own stems.
      {"ja", "東京", {"東京"}},
      {"pl", "ministrów", {"ministrow"}},
      {"", "prices", {"prices"}},
      {"xx-nonsense", "prices", {"prices"}},
  };
  for (const Case& c : cases) {
    const std::vector<std::string> found = stems(c.language, c.word);
    EXPECT_EQ(found, c.expected) << c.language << ": " << c.word;
  }
}

TEST(AnalyzerTest, AppendsAndTakesTokens) {
  const Analyzer analyzer("en");
  Tokenizer tokenizer("Prices rising");
  Token token;
  std::vector<std::string> out{"before"};
  while (tokenizer.next(token)) analyzer.stems(token, out);
  EXPECT_THAT(out, ElementsAre("before", "price", "rise"));
}

TEST(AnalyzerTest, StemsAreOneOrTwoFoldedNonEmptyTermsInEveryLanguage) {
  constexpr std::string_view kWords[] = {"a",     "s",      "ing",   "élections", "häuser", "αθήνα", "москва", "ação",
                                         "أخبار", "समाचार", "செய்தி", "צײַטונג",    "çok",    "été",   "'s",     "ı"};
  for (const std::string& language : stemmer_languages()) {
    const Analyzer analyzer(language);
    EXPECT_EQ(analyzer.language(), language);
    for (const std::string_view word : kWords) {
      std::vector<std::string> out;
      analyzer.stems(word, fold(word), out);
      ASSERT_TRUE(out.size() == 1 || out.size() == 2) << language << ": " << word;
      for (const std::string& stem : out) {
        EXPECT_FALSE(stem.empty()) << language << ": " << word;
        EXPECT_EQ(fold(stem), stem) << language << ": " << word;
      }
      EXPECT_NE(out.front(), out.size() == 2 ? out.back() : "");
    }
  }
}

TEST(AnalyzerTest, HasXapiansStemmersAndLibstemmersOthers) {
  const std::vector<std::string> languages = stemmer_languages();
  EXPECT_TRUE(std::is_sorted(languages.begin(), languages.end()));
  EXPECT_EQ(std::set<std::string>(languages.begin(), languages.end()).size(), languages.size());
  EXPECT_THAT(languages,
              IsSupersetOf({"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id",
                            "it", "lt", "nb", "ne", "nl", "nn", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"}));
}

TEST(AnalyzerTest, PrimaryLanguageIsTheFirstSubtag) {
  EXPECT_EQ(primary_language("pt-BR"), "pt");
  EXPECT_EQ(primary_language("EN_us"), "en");
  EXPECT_EQ(primary_language("zh-Hant-TW"), "zh");
  EXPECT_EQ(primary_language("de"), "de");
  EXPECT_EQ(primary_language(""), "");
  EXPECT_EQ(Analyzer("pt-BR").language(), "pt");
}

TEST(AnalyzerTest, FingerprintNamesWhatTermsDependOn) {
  EXPECT_THAT(analyzer_fingerprint(), MatchesRegex("nh1-xapian[0-9]+\\.[0-9]+\\.[0-9]+-icu[0-9]+-t[0-9]+f[0-9]+-[0-9a-f]+"));
  EXPECT_EQ(analyzer_fingerprint(), analyzer_fingerprint());
}

}  // namespace
}  // namespace newshound
