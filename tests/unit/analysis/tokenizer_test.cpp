// The rules one by one; term_generator_test.cpp holds them to Xapian's own tokenizer.
#include "analysis/tokenizer.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/fold.h"
#include "tests/unit/analysis/term_generator.h"

namespace newshound {
namespace {

struct Found {
  std::string word, form, source;
  bool operator==(const Found&) const = default;
  friend void PrintTo(const Found& f, std::ostream* out) { *out << f.word << "/" << f.form << "/" << f.source; }
};

std::vector<Found> tokens(std::string_view text) {
  std::vector<Found> found;
  Tokenizer tokenizer(text);
  Token token;
  std::uint32_t end = 0;
  while (tokenizer.next(token)) {
    EXPECT_LE(end, token.begin);
    EXPECT_LT(token.begin, token.end);
    EXPECT_LE(token.end, text.size());
    end = token.end;
    found.push_back(
        {std::string(token.word), std::string(token.form), std::string(text.substr(token.begin, token.end - token.begin))});
  }
  EXPECT_FALSE(tokenizer.next(token)) << "the end stays the end";
  return found;
}

std::string words(std::string_view text) {
  std::string joined;
  for (const Found& token : tokens(text)) joined += (joined.empty() ? "" : "|") + token.word;
  return joined;
}

struct Case {
  std::string_view text, expected;
};

TEST(TokenizerTest, FindsWords) {
  const std::string longest(kMaxWordBytes, 'x');
  const std::string too_long = longest + "x " + longest + "é " + longest + "+ ok";
  const Case cases[] = {
      {"", ""},
      {" \n.,!?- ", ""},
      {"The quick, brown fox.", "the|quick|brown|fox"},
      {"e-mail state-of-the-art", "e|mail|state|of|the|art"},
      {"snake_case __init__", "snake_case|__init__"},
      {"H2O 2nd", "h2o|2nd"},
      // Joiners of words.
      {"don't O'Neill’s rock‛n‛roll", "don't|o'neill's|rock'n'roll"},
      {"'quoted' dogs' ‘curly’", "quoted|dogs|curly"},
      {"AT&T M&S a&&b", "at&t|m&s|a|b"},
      {"col·lecció צה״ל ג׳", "col·lecció|צה״ל|ג"},
      // Joiners of digits.
      {"1,880.25 10;3 1.2.3", "1,880.25|10;3|1.2.3"},
      {"a,b 1,a a,1 1,,2 .5 5.", "a|b|1|a|a|1|1|2|5|5"},
      {"1'880", "1|880"},
      {"12:30 3-4", "12|30|3|4"},
      {"٣،١ ۱٫۲", "٣|١|۱|۲"},
      // Invisible joiners.
      {"soft\xE2\x80\x8B"
       "ware wo\xE2\x81\xA0rd 1\xE2\x80\x8C"
       "2",
       "software|word|12"},
      // Initials.
      {"U.S.A. U.S.A P.T.O, U.S.Army U.S.A.s A. A.B", "usa|usa|pto|u|s|army|u|s|a|s|a|ab"},
      {"u.s.a. É.U.", "u|s|a|é|u"},
      // Suffixes.
      {"C++ C# F## x+++ x++++ y+#+", "c++|c#|f##|x+++|x|y+#+"},
      {"fish+chips c#d + #tag", "fish|chips|c|d|tag"},
      {"A.B+", "ab"},
      // Length.
      {longest, longest},
      {too_long, "ok"},
      // Other alphabets and signs.
      {"МОСКВА Ёжик", "москва|ёжик"},
      {"ΟΔΥΣΣΕΎΣ", "οδυσσεύσ"},
      {"한국어 뉴스", "한국어|뉴스"},
      {"a™b 🦊fox🦊 ©2025 m² ½", "a|b|fox|2025|m²|½"},
  };
  for (const Case& c : cases) EXPECT_EQ(words(c.text), c.expected) << c.text;
}

TEST(TokenizerTest, GivesWordFormAndPlace) {
  const std::vector<Found> expected = {
      {"l'été", "l'ete", "L’Été"}, {"à", "a", "à"},       {"saint", "saint", "Saint"},    {"ça", "ca", "ÇA"},
      {"usa", "usa", "U.S.A."},    {"c++", "c++", "C++"}, {"straße", "strasse", "Straße"}};
  EXPECT_EQ(tokens("« L’Été » à Saint-ÇA, U.S.A., C++/Straße…"), expected);
}

TEST(TokenizerTest, ThePlaceOfAPlainWordIsTheWord) {
  const std::string_view text = "Shares ROSE 5.5% on Tuesday, traders said; it was\nthe 3rd day in a row.";
  for (const Found& token : tokens(text)) {
    EXPECT_EQ(fold(token.source), token.word);
    EXPECT_EQ(token.form, token.word);
  }
}

TEST(TokenizerTest, NeedsNoTerminatorAndKeepsNothing) {
  const std::string text = "first second";
  EXPECT_EQ(words(std::string_view(text).substr(0, 8)), "first|se");
  Tokenizer tokenizer(text);
  Token token;
  ASSERT_TRUE(tokenizer.next(token));
  ASSERT_TRUE(tokenizer.next(token));
  EXPECT_EQ(token.word, "second");
}

// The documented difference from TermGenerator. Cuts are ICU's; of the examples every release in use makes the same.
TEST(TokenizerTest, CutsScriptsWithoutSpacesByDictionary) {
  const Case cases[] = {
      {"東京の政府", "東京|の|政府"},     {"中国政府", "中国|政府"},     {"สวัสดีครับ", "สวัสดี|ครับ"},      {"。「」、", ""},
      {"iPhoneは人気", "iphone|は|人気"}, {"2025年7月", "2025|年|7|月"}, {"葛\xF3\xA0\x84\x80", "葛"},  // an ideographic
                                                                                                        // variation selector
  };
  for (const Case& c : cases) EXPECT_EQ(words(c.text), c.expected) << c.text;
  EXPECT_EQ(generate_terms("2025年7月").words, std::vector<std::string>{"2025年7月"}) << "TermGenerator makes one word";
  const std::vector<Found> expected = {{"x", "x", "X"}, {"中国", "中国", "中国"}, {"政府", "政府", "政府"}, {"y", "y", "Y"}};
  EXPECT_EQ(tokens("X中国政府、Y"), expected);
}

}  // namespace
}  // namespace newshound
