#include "indexer/page_encoding.h"

#include <string>

#include <gtest/gtest.h>

namespace newshound {
namespace {

using std::string_literals::operator""s;

TEST(PageEncodingTest, EachSourceInItsOrder) {
  struct Case {
    const char* name;
    std::string bytes, declared, utf8;
  } cases[] = {
      {"ASCII", "<p>plain", "", "<p>plain"},
      {"byte order mark", "\xEF\xBB\xBF<p>é", "windows-1252", "<p>é"},
      {"UTF-16, little end first", "\xFF\xFE<\0p\0>\0\xE9\0"s, "", "<p>é"},
      {"UTF-16, big end first", "\xFE\xFF\0<\0p\0>\0\xE9"s, "", "<p>é"},
      {"a wrong label on UTF-8", "<meta charset=iso-8859-1><p>é", "latin1", "<meta charset=iso-8859-1><p>é"},
      {"one bad byte doesn't make it another encoding", "äöüäöüäöüäöü\xFF", "", "äöüäöüäöüäöü\xFF"},
      {"from outside", "<p>\xE9t\xE9", "ISO-8859-1", "<p>été"},
      {"iso-8859-1 means Windows-1252", "<meta charset=\"iso-8859-1\"><p>\x93q\x94", "", "<meta charset=\"iso-8859-1\"><p>“q”"},
      {"http-equiv", "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xCC\xE8\xF0", "",
       "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>Мир"},
      {"XML declaration", "<?xml version='1.0' encoding='shift_jis'?><p>\x93\xFA\x96\x7B", "",
       "<?xml version='1.0' encoding='shift_jis'?><p>日本"},
      {"ISO-2022-JP is ASCII to the eye", "<p>\x1B$BF|K\\\x1B(B", "iso-2022-jp", "<p>日本"},
      {"a label nobody knows", "<p>caf\xE9", "x-nothing", "<p>café"},
      {"NUL bytes go", "<p>a\0b"s, "", "<p>ab"}};
  for (const Case& c : cases) EXPECT_EQ(page_to_utf8(c.bytes, c.declared), c.utf8) << c.name;
}

TEST(PageEncodingTest, GuessesWhatNobodyDeclares) {
  // "Новости: в субботу город открыл новую библиотеку …" in Windows-1251.
  const std::string russian =
      "<p>\xCD\xEE\xE2\xEE\xF1\xF2\xE8: \xE2 \xF1\xF3\xE1\xE1\xEE\xF2\xF3 \xE3\xEE\xF0\xEE\xE4 \xEE\xF2\xEA\xF0\xFB\xEB "
      "\xED\xEE\xE2\xF3\xFE \xE1\xE8\xE1\xEB\xE8\xEE\xF2\xE5\xEA\xF3 \xE8 \xE4\xE2\xE0 \xEF\xE0\xF0\xEA\xE0 \xE4\xEB\xFF "
      "\xE4\xE5\xF2\xE5\xE9 \xED\xE0 \xF2\xEE\xE9 \xF1\xF2\xEE\xF0\xEE\xED\xE5 \xF0\xE5\xEA\xE8</p>";
  EXPECT_NE(page_to_utf8(russian, "").find("Новости: в субботу город открыл"), std::string::npos);
}

TEST(PageEncodingTest, DeclaredCharset) {
  struct Case {
    const char *page, *label;
  } cases[] = {{"<meta charset=UTF-8>", "utf-8"},
               {"<META CHARSET='Big5' >", "big5"},
               {"<meta http-equiv=x content=\"text/html;charset = gbk\">", "gbk"},
               {"<meta charset=utf-16>", "utf-8"},
               {"<p>charset</p>", ""},
               {"", ""}};
  for (const Case& c : cases) EXPECT_EQ(declared_charset(c.page), c.label) << c.page;
}

}  // namespace
}  // namespace newshound
