#include "analysis/fold.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "analysis/normalizer.h"
#include "analysis/utf8.h"

namespace newshound {
namespace {

struct Case {
  std::string_view text, expected;
};

TEST(FoldTest, DropsCaseAndTheMarksOfLatinAndGreek) {
  const Case cases[] = {
      {"", ""},
      {"Newshound_2", "newshound_2"},
      {"O'Neill", "o'neill"},
      {"C++", "c++"},
      {"résumé", "resume"},
      {"ÉLYSÉE", "elysee"},
      {"Zürich", "zurich"},
      {"Straße", "strasse"},
      {"STRAẞE", "strasse"},
      {"Ærø", "aero"},
      {"ǽǿ", "aeo"},
      {"Cœur", "coeur"},
      {"Łódź", "lodz"},
      {"Đorđe", "dorde"},
      {"Þórður", "thordur"},
      {"ħ ŧ ſ ẛ", "h t s s"},
      {"İstanbul", "istanbul"},
      {"ISPARTA ığdır", "isparta igdir"},
      {"Việt Nam", "viet nam"},
      {"Ǆ ǅ", "ǆ ǆ"},
      {"l̃uck x̄", "luck x"},    // marks without a composed form
      {"̀leading", "leading"},  // and with nothing before them
      {"1̄0", "10"},
      {"Ɑ̈ ⱥ̈", "ɑ ⱥ"},
      {"a⃗ e᷄ м⃗", "a e м⃗"},
      {"Αθήνα", "αθηνα"},
      {"ΟΔΥΣΣΕΎΣ", "οδυσσευσ"},
      {"Ὀδυσσεύς", "οδυσσευσ"},
      {"ΐ ᾷ", "ι α"},
      // Other scripts are only lower-cased.
      {"Ёжик МОСКВА й", "ёжик москва й"},
      {"мо́локо", "мо́локо"},
      {"Україна Їжак", "україна їжак"},
      {"בְּרֵאשִׁית", "בְּרֵאשִׁית"},
      {"हिन्दी", "हिन्दी"},
      {"東京 が", "東京 が"},
      {"𐐀", "𐐨"},
      {"Ａｂｃ", "ａｂｃ"},
  };
  for (const Case& c : cases) {
    const std::string text = normalize(c.text), expected = normalize(c.expected);
    EXPECT_EQ(fold(text), expected) << c.text;
    EXPECT_EQ(fold(expected), expected) << c.text;
    std::string out = "what was there before";
    fold_into(text, out);
    EXPECT_EQ(out, expected);
  }
}

TEST(FoldTest, IsIdempotentForEveryCharacterWithAndWithoutAMark) {
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    append_utf8(text, c);
    const std::string once = fold(text);
    ASSERT_EQ(fold(once), once) << std::hex << static_cast<unsigned>(c);
    if (c >= 0x20000) continue;
    const std::string marked = fold(text + "\xCC\x88");
    ASSERT_EQ(fold(marked), marked) << std::hex << static_cast<unsigned>(c) << " with a diaeresis";
    ASSERT_TRUE(is_valid_utf8(marked));
  }
}

TEST(FoldTest, ValuesAreOneWhateverTheirSpacesCaseAndMarks) {
  const Case cases[] = {
      {"", ""},
      {"   ", ""},
      {"The Guardian", "the guardian"},
      {"  Le   Monde\n", "le monde"},
      {"El\xC2\xA0PAÍS", "el pais"},
      {"\xE3\x80\x80朝日\xE3\x80\x80新聞", "朝日 新聞"},
      {"a\tb\r\nc", "a b c"},
      {"a \xCC\x88 b", "a b"},  // a mark alone between two spaces goes, and with it one of them
      {"a\xC2\xA0\xCC\x88 b \xCC\x88", "a b"},
      {"AT&T, Inc.", "at&t, inc."},
      {"Süddeutsche Zeitung", "suddeutsche zeitung"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(fold_value(c.text), c.expected) << c.text;
    EXPECT_EQ(fold_value(c.expected), c.expected) << c.text;
  }
}

}  // namespace
}  // namespace newshound
