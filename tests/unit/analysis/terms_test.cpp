#include "analysis/terms.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <xapian.h>

#include "analysis/normalizer.h"
#include "schemas/fields.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using namespace std::string_literals;

TEST(TermsTest, ShortTextIsPrefixAndText) {
  EXPECT_EQ(term_for("XT:", "trade"), "XT:trade");
  EXPECT_EQ(term_for("", "oil"), "oil");
  EXPECT_EQ(term_for("Q", ""), "Q");
  EXPECT_EQ(stem_term("oil"), "Zoil");
  EXPECT_EQ(title_stem_term("oil"), "ZSoil");
  EXPECT_EQ(term_for("Q", std::string(kMaxTermBytes - 1, 'x')), "Q" + std::string(kMaxTermBytes - 1, 'x'));
}

TEST(TermsTest, LongTextIsCutBetweenCharactersAndHashed) {
  for (const std::string_view unit : {"x", "é", "語", "🦊"}) {
    for (std::size_t shift = 0; shift < 5; ++shift) {
      std::string text(shift, '-');
      while (text.size() < 1000) text += unit;
      const std::string term = term_for("XO:", text);
      EXPECT_LE(term.size(), kMaxTermBytes);
      EXPECT_GT(term.size(), kMaxTermBytes - 4);
      EXPECT_TRUE(is_valid_utf8(term)) << unit << shift;
      EXPECT_EQ(term.substr(0, 60), "XO:" + text.substr(0, 57));
      EXPECT_EQ(term, term_for("XO:", text));
      EXPECT_NE(term, term_for("XO:", text + "y")) << "what is cut off still tells";
    }
  }
  const std::string at_limit(kMaxTermBytes, 'x');
  EXPECT_EQ(term_for("Q", at_limit).size(), kMaxTermBytes);
  EXPECT_NE(term_for("Q", at_limit), "Q" + at_limit);
}

// Xapian stores a NUL as two bytes and refuses terms over 245: 200 NULs would be 400.
TEST(TermsTest, XapianTakesEveryTerm) {
  const std::string texts[] = {
      "a\0b"s, std::string(200, '\0'), std::string(100, '\0'), std::string(5000, '\0'), std::string(10000, 'x'), ""};
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (const std::string& text : texts) {
    const std::string term = term_for("Q", text);
    EXPECT_EQ(term.find('\0'), std::string::npos);
    EXPECT_LE(term.size(), kMaxTermBytes);
    Xapian::Document document;
    document.add_boolean_term(term);
    EXPECT_NO_THROW(database.add_document(document));
  }
  EXPECT_NE(term_for("Q", "a\0b"s), term_for("Q", "a b"));
  EXPECT_NE(term_for("Q", "a\0b"s), term_for("Q", "a\0c"s));
}

TEST(TermsTest, APrefixWithoutRoomForTextStillGivesTheHash) {
  const std::string prefix(kMaxTermBytes - 10, 'P');
  EXPECT_EQ(term_for(prefix, "a text that is long").size(), prefix.size() + 32);
}

TEST(TermsTest, ValuesAreFoldedUnlessMatchedByteForByte) {
  EXPECT_EQ(value_term(field_row(Field::kOutlet), "  Le  MONDE "), "XO:le monde");
  EXPECT_EQ(value_term(field_row(Field::kTopic), "Économie"), "XT:economie");
  EXPECT_EQ(value_term(field_row(Field::kAuthor), "Zoë Müller"), "A:zoe muller");
  EXPECT_EQ(value_term(field_row(Field::kLanguage), "pt-BR"), "L:pt-br");
  EXPECT_EQ(value_term(field_row(Field::kId), "Ab É "), "QAb É ");
  EXPECT_EQ(value_term(field_row(Field::kUrl), "https://Example.org/A"), "Uhttps://Example.org/A");
}

}  // namespace
}  // namespace newshound
