#include "analysis/stem_exceptions.h"

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "analysis/analyzer.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const StemExceptions& none() {
  static const StemExceptions empty;
  return empty;
}

std::string stem(std::string_view word, const StemExceptions& exceptions = StemExceptions::built_in(),
                 std::string_view language = "en") {
  std::vector<std::string> out;
  Analyzer(language, exceptions).stems(word, word, out);
  EXPECT_EQ(out.size(), 1u) << word;
  return out[0];
}

// What Xapian joins each group of the list with, by the group's stem.
const std::map<std::string, std::string> kJoined = {
    {"accession", "access"},       {"according", "accord"},        {"additive", "addition"},
    {"animal", "animated"},        {"apartment", "apart"},         {"authority", "author"},
    {"authorize", "author"},       {"civilization", "civil"},      {"collective", "collection"},
    {"competent", "compete"},      {"conservative", "conserve"},   {"consistent", "consist"},
    {"contraction", "contract"},   {"conversion", "conversation"}, {"cooperate", "cooper"},
    {"corporal", "corporation"},   {"critical", "critic"},         {"customer", "custom"},
    {"customs", "custom"},         {"defendant", "defend"},        {"department", "depart"},
    {"designate", "design"},       {"emergency", "emerge"},        {"engineer", "engine"},
    {"executive", "execute"},      {"experiment", "experience"},   {"hospitality", "hospital"},
    {"important", "import"},       {"informal", "inform"},         {"internal", "intern"},
    {"international", "internal"}, {"majority", "major"},          {"mineral", "miner"},
    {"minority", "minor"},         {"mobilize", "mobile"},         {"morale", "moral"},
    {"mortality", "mortal"},       {"nationalize", "nation"},      {"negligible", "negligence"},
    {"numerous", "numeral"},       {"objection", "object"},        {"objective", "object"},
    {"opposition", "opposite"},    {"organ", "organize"},          {"organic", "organ"},
    {"organism", "organ"},         {"organize", "organ"},          {"personality", "person"},
    {"physics", "physical"},       {"polite", "political"},        {"positive", "position"},
    {"privatize", "private"},      {"procession", "process"},      {"productivity", "product"},
    {"protestant", "protest"},     {"rational", "ration"},         {"relative", "relation"},
    {"respective", "respect"},     {"several", "sever"},           {"severance", "sever"},
    {"severe", "sever"},           {"succession", "success"},      {"suite", "suit"},
    {"terminal", "terminate"},     {"transition", "transit"},      {"unite", "unit"},
    {"universal", "universe"},     {"universe", "university"},     {"university", "universe"},
    {"vacation", "vacate"}};

TEST(StemExceptionsTest, EachGroupIsApartFromWhatXapianJoinsItWith) {
  std::istringstream groups{std::string(StemExceptions::built_in_groups())};
  std::set<std::string> forms, stems;
  for (std::string group; std::getline(groups, group);) {
    std::istringstream words(group);
    std::string first, form;
    words >> first;
    const auto joined = kJoined.find(first);
    ASSERT_NE(joined, kJoined.end()) << first;
    EXPECT_TRUE(stems.insert(first).second) << first;
    EXPECT_EQ(stem(first, none()), stem(joined->second, none())) << "Xapian keeps them apart itself";
    EXPECT_NE(stem(first), stem(joined->second)) << first;
    for (words.seekg(0); words >> form;) {
      EXPECT_EQ(stem(form), first) << form;
      // Xapian has "organizational" apart from "organize" too; here it joins its family.
      const bool joins = form == "organizational";
      EXPECT_EQ(stem(form, none()) != stem(joined->second, none()), joins) << form << " needs no exception";
      EXPECT_TRUE(forms.insert(form).second) << form << " is in two groups";
    }
  }
  EXPECT_EQ(stems.size(), kJoined.size());
}

TEST(StemExceptionsTest, WhatXapianKeepsApartNeedsNoException) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"policy", "police"}, {"army", "arm"}, {"news", "new"}, {"generate", "general"}, {"community", "communist"}};
  for (const auto& [a, b] : cases) {
    EXPECT_NE(stem(a), stem(b)) << a;
    EXPECT_EQ(StemExceptions::built_in().find("en", a), nullptr) << a;
  }
}

TEST(StemExceptionsTest, APossessiveIsLookedUpAsItsNoun) {
  EXPECT_EQ(stem("university's"), "university");
  EXPECT_EQ(stem("universe's"), "universe");
  EXPECT_EQ(stem("price's"), "price");
  EXPECT_EQ(stem("'s"), stem("'s", none()));
  const auto given = StemExceptions::parse("en lloyd's insurer\nde rolf's rolf\n", "f");
  ASSERT_TRUE(given);
  EXPECT_EQ(stem("lloyd's", *given), "insurer");
  EXPECT_EQ(given->find("de", "rolf's's"), nullptr) << "English only";
}

TEST(StemExceptionsTest, AreOfTheirLanguageOnly) {
  EXPECT_EQ(StemExceptions::built_in().find("de", "universities"), nullptr);
  EXPECT_EQ(stem("universities", StemExceptions::built_in(), "en-GB"), "university");
  EXPECT_EQ(stem("prices"), "price");
}

TEST(StemExceptionsTest, AFileJoinsSeparatesAndOverridesTheBuiltInList) {
  const auto given = StemExceptions::parse(
      "\xEF\xBB\xBF# names of the corpus\n\n"
      "en  covid\tcoronavirus   # joins\r\n"
      "en ratings rating\nen rating rating\nen rating rating\n"
      "en universities univers\n"
      "de Häuser HAUS\n"
      "fr élus élu\n"
      "ja g7 g7\n"
      "en c# csharp # a comment begins behind a space\n"
      "en U.S.A. america",
      "stems.txt");
  ASSERT_TRUE(given) << given.error().message;
  EXPECT_EQ(stem("covid", *given), stem("coronavirus", *given));
  EXPECT_EQ(stem("ratings", *given), "rating");
  EXPECT_NE(stem("rating", *given), stem("rate", *given));
  EXPECT_EQ(stem("universities", *given), "univers");
  EXPECT_EQ(stem("university", *given), "university") << "the rest of the built-in list holds";
  EXPECT_EQ(*given->find("de", "hauser"), "haus");
  EXPECT_EQ(*given->find("ja", "g7"), "g7");
  EXPECT_EQ(*given->find("en", "c#"), "csharp");
  EXPECT_EQ(*given->find("en", "usa"), "america");
  std::vector<std::string> out;
  Analyzer("fr", *given).stems("élus", "elus", out);
  EXPECT_THAT(out, ElementsAre("elu")) << "exactly that stem, not that of the form beside it";
}

TEST(StemExceptionsTest, KeepsItsTextAndEqualsWhatIsReadAgain) {
  const std::string text = "# nothing else\r\nen ratings rating";
  const auto given = StemExceptions::parse(text, "a");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->text(), text);
  EXPECT_EQ(*StemExceptions::parse(given->text(), "b"), *given);
  EXPECT_EQ(*StemExceptions::parse("", "a"), StemExceptions::built_in());
}

TEST(StemExceptionsTest, ErrorsNameFileLineAndRemedy) {
  struct Case {
    std::string text;
    std::size_t line;
    std::string_view says;
  };
  const Case cases[] = {
      {"en university", 1, "has 2 words"},
      {"\n# x\nen", 3, "has 1 word;"},
      {"en a b c", 1, "has 4 words"},
      {"en ratings rating\neng1 a b", 2, "\"eng1\" is not a language"},
      {"EN a b", 1, "\"EN\" is not a language"},
      {"pt-BR a b", 1, "\"pt-BR\" is not a language"},
      {"en covid-19 covid", 1, "\"covid-19\" is not one word"},
      {"en covid ...", 1, "\"...\" is not one word"},
      {"en " + std::string(kMaxWordBytes + 1, 'x') + " y", 1, "is not one word of at most 64 bytes"},
      {"en a\xFF b", 1, "not valid UTF-8"},
      {"en rating rating\nde rating x\nen RATING rate", 3, "\"rating\" has the stem \"rating\" by line 1"},
      {std::string(kMaxStemExceptionLines, '\n') + "en a b", kMaxStemExceptionLines + 1, "beyond the 20000 lines"},
      {std::string(kMaxStemExceptionBytes + 1, ' '), 1, "more than 1048576 bytes"},
  };
  for (const Case& c : cases) {
    const auto given = StemExceptions::parse(c.text, "dir/stems.txt");
    ASSERT_FALSE(given) << c.says;
    EXPECT_THAT(given.error().message, StartsWith(fmt::format("dir/stems.txt:{}: ", c.line)));
    EXPECT_THAT(given.error().message, HasSubstr(c.says));
  }
  EXPECT_TRUE(StemExceptions::parse(std::string(kMaxStemExceptionLines, '\n'), "f")) << "the last line may end";
}

}  // namespace
}  // namespace newshound
