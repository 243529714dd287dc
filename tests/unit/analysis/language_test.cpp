#include "analysis/language.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace newshound {
namespace {

constexpr std::string_view kGerman =
    "Die Bundesregierung hat am Mittwoch neue Maßnahmen zur Förderung der Wirtschaft beschlossen. Der Finanzminister erklärte, "
    "die "
    "Lage der öffentlichen Haushalte habe sich in den vergangenen Monaten deutlich verbessert, doch bleibe noch viel zu tun.";
constexpr std::string_view kHebrew =
    "הממשלה החליטה אתמול על צעדים חדשים לעידוד הכלכלה. שר האוצר אמר כי מצב התקציב השתפר מאוד בחודשים האחרונים, אבל יש עוד הרבה "
    "מה לעשות. "
    "ראש הממשלה הוסיף כי הרפורמה תימשך גם בשנה הבאה.";

TEST(LanguageTest, DeclaredThenDetectedThenFallback) {
  const std::string half(kGerman.substr(0, kMinDetectBytes - 1));
  const std::string noise(400, '7');
  struct Case {
    std::string_view text, declared, fallback, expected;
  };
  const Case cases[] = {
      {kGerman, "fr", "en", "fr"},    {kGerman, "pt-BR", "en", "pt-BR"},
      {kGerman, "", "en", "de"},      {kGerman, "German, probably", "en", "de"},
      {kGerman, "de_DE", "en", "de"}, {kHebrew, "", "en", "he"},  // not the "iw" of CLD2
      {half, "", "en", "en"},         {noise, "", "sv", "sv"},
      {"", "", "en", "en"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(detect_language(c.text, c.declared, c.fallback), c.expected) << c.declared << " " << c.expected;
}

TEST(LanguageTest, LongTextsAreCutBetweenCharacters) {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string text(shift, ' ');
    while (text.size() < 60000) text += "Правительство объявило о новых экономических реформах в стране. ";
    EXPECT_EQ(detect_language(text, "", "en"), "ru");
  }
}

// Names of another language don't make a text that language; nor do a few English words make one English.
TEST(LanguageTest, FunctionWordsTellEnglish) {
  const std::string_view squad =
      "Giovanni dal Bosco has been handed the task of replacing the injured Maurizio Bergamini at flanker in the team to face "
      "Scotland on Saturday. Alessandro Tronconi continues at scrum-half despite the return of Paolo Griffeni, and Luciano "
      "Orquera "
      "is preferred to Roland de Marchi at fly-half.";
  EXPECT_EQ(detect_language(squad, "", "fr"), "en");
  const std::string_view dutch =
      "Het kabinet heeft woensdag nieuwe maatregelen aangekondigd om de economie te steunen, zo meldde The Hague Post. De "
      "minister "
      "van Financiën zei in de Tweede Kamer dat de band The Tower of Song and The Rest niet bij de opening zou zijn, maar dat er "
      "later in het jaar nog een kans komt.";
  EXPECT_EQ(detect_language(dutch, "", "en"), "nl");
  // English behind the first lines doesn't count while those are sure.
  std::string german(kGerman);
  german += " ";
  german += german;
  for (int i = 0; i < 10; ++i)
    german += "The minister said that the state of the economy and the hopes of the people were the same. ";
  EXPECT_EQ(detect_language(german, "", "en"), "de");
}

TEST(LanguageTest, TagsLookLikeTags) {
  for (const char* tag : {"en", "de-CH", "zh-Hant-TW", "gsw", "sl-rozaj-biske", "es-419"})
    EXPECT_TRUE(is_language_tag(tag)) << tag;
  for (const char* tag : {"", "e", "engl", "en-", "-en", "en--GB", "en_GB", "12", "en-waytoolonggroup", "en GB", "dé"})
    EXPECT_FALSE(is_language_tag(tag)) << tag;
}

}  // namespace
}  // namespace newshound
