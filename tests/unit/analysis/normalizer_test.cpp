#include "analysis/normalizer.h"

#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace newshound {
namespace {

using namespace std::string_literals;

#define REPLACED "\xEF\xBF\xBD"

struct Case {
  std::string name, bytes, expected;
  bool invalid = false, control = false;
};

TEST(NormalizerTest, CleansWhateverComesIn) {
  const Case cases[] = {
      {"empty", "", ""},
      {"ASCII", "Plain text, 100% clean.\nTwo lines ~", "Plain text, 100% clean.\nTwo lines ~"},
      {"UTF-8", "Köln – “50 €” 東京 🦊", "Köln – “50 €” 東京 🦊"},
      // White space and controls.
      {"tab", "a\tb", "a b"},
      {"CR LF", "a\r\nb\r\n", "a\nb\n"},
      {"CR", "a\rb\r", "a\nb\n"},
      {"LF CR", "a\n\rb", "a\n\nb"},
      {"NUL", "a\0b"s, "a b", false, true},
      {"C0", "a\x01\x08\x0B\x0C\x1B\x1F"s + "b", "a      b", false, true},
      {"DEL", "a\x7F"s + "b", "a b", false, true},
      {"C1", "a\xC2\x80\xC2\x85\xC2\x9F"s + "b", "a   b", false, true},
      {"no-break space is no control", "a\xC2\xA0"s + "b", "a\xC2\xA0"s + "b"},
      {"byte order mark", "\xEF\xBB\xBF"s + "text\xEF\xBB\xBF", "text"},
      {"annotation characters", "a\xEF\xBF\xB9\xEF\xBF\xBA\xEF\xBF\xBB"s + "b", "ab"},
      {"noncharacters", "a\xEF\xB7\x90\xEF\xBF\xBE\xEF\xBF\xBF\xF4\x8F\xBF\xBF"s + "b", "ab"},
      // Ill-formed sequences: one U+FFFD for each maximal subpart (Unicode 15, table 3-8 and its neighbours).
      {"lone continuation", "a\x80\xBF"s + "b", "a" REPLACED REPLACED "b", true},
      {"overlong two", "\xC0\xAF\xC1\xBF", REPLACED REPLACED REPLACED REPLACED, true},
      {"overlong three", "\xE0\x80\xAF", REPLACED REPLACED REPLACED, true},
      {"overlong four", "\xF0\x80\x80\xAF", REPLACED REPLACED REPLACED REPLACED, true},
      {"surrogate", "\xED\xA0\x80", REPLACED REPLACED REPLACED, true},
      {"surrogate pair", "\xED\xA0\xBD\xED\xB8\x80", REPLACED REPLACED REPLACED REPLACED REPLACED REPLACED, true},
      {"beyond Unicode", "\xF4\x90\x80\x80", REPLACED REPLACED REPLACED REPLACED, true},
      {"five bytes", "\xF8\x88\x80\x80\x80", REPLACED REPLACED REPLACED REPLACED REPLACED, true},
      {"FE and FF", "\xFE\xFF", REPLACED REPLACED, true},
      {"cut at the end, two", "a\xC3", "a" REPLACED, true},
      {"cut at the end, three", "a\xE2\x82", "a" REPLACED, true},
      {"cut at the end, four", "a\xF0\x9F\xA6", "a" REPLACED, true},
      {"cut by a letter",
       "\xE2\x82"
       "A\xF0\x9F\xA6"
       "B",
       REPLACED "A" REPLACED "B", true},
      {"cut by another lead", "\xC3\xC3\xA9", REPLACED "é", true},
      {"table 3-8", "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
       "a" REPLACED REPLACED REPLACED "b" REPLACED "c" REPLACED REPLACED "d", true},
      {"Latin-1", "caf\xE9 na\xEFve", "caf" REPLACED " na" REPLACED "ve", true},
      {"all at once", "\xFF\0\t\xEF\xBB\xBF\r\n"s, REPLACED "  \n", true, true},
      // Composition.
      {"mark joins", "e\xCC\x81t\xC3\xA9", "\xC3\xA9t\xC3\xA9"},
      {"mark order", "a\xCC\x81\xCC\xA3", "\xE1\xBA\xA1\xCC\x81"},
      {"singletons", "\xE2\x84\xAB\xE2\x84\xA6\xE2\x84\xAA", "\xC3\x85\xCE\xA9K"},
      {"Greek question mark", "a\xCD\xBE", "a;"},
      {"Cyrillic", "и\xCC\x86", "й"},
      {"Hangul", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"},
      {"compatibility stays", "ﬁ ² Ⅻ", "ﬁ ² Ⅻ"},
      {"mark behind a dropped character", "e\xEF\xBB\xBF\xCC\x81", "\xC3\xA9"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    NormalizeNotes notes;
    const std::string out = normalize(c.bytes, &notes);
    EXPECT_EQ(out, c.expected);
    EXPECT_EQ(notes.invalid_utf8, c.invalid);
    EXPECT_EQ(notes.control_characters, c.control);
    EXPECT_TRUE(is_valid_utf8(out));
    EXPECT_EQ(is_valid_utf8(c.bytes), !c.invalid);
    EXPECT_EQ(normalize(c.bytes), out) << "without notes";
    // Behind and before clean text of every alignment of the eight-byte look.
    for (std::size_t i = 1; i < 18; ++i)
      EXPECT_EQ(normalize(std::string(i, 'x') + "\n" + c.bytes + "\nx").substr(0, i + 1), std::string(i, 'x') + "\n");
  }
}

TEST(NormalizerTest, FindsTheOneDirtyByteWhereverItStands) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < 27; ++at) {
      std::string bytes(27, 'x');
      bytes[at] = static_cast<char>(byte);
      std::string expected = bytes;
      if (byte == '\r')
        expected[at] = '\n';
      else if ((byte < 0x20 && byte != '\n') || byte == 0x7F)
        expected[at] = ' ';
      else if (byte >= 0x80)
        expected.replace(at, 1, REPLACED);
      EXPECT_EQ(normalize(bytes), expected) << byte << " at " << at;
      EXPECT_EQ(is_valid_utf8(bytes), byte < 0x80) << byte << " at " << at;
    }
  }
}

TEST(NormalizerTest, RandomBytesBecomeCleanTextThatStaysAsItIs) {
  std::mt19937 random(2);
  constexpr std::string_view kPieces[] = {
      "a",        " ",        "\n",       "\r",           "\t",   "\xC3",     "\xA9", "\xE2\x80", "\x99", "\xF0\x9F",
      "\xA6\x8A", "\xED\xA0", "\xCC\x81", "\xEF\xBB\xBF", "\x01", "\xC2\x85", "é",    "и",        "한",   "\xEF\xBF\xBE"};
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (auto i = random() % 30; i > 0; --i) {
      if (random() % 4 == 0)
        bytes.push_back(static_cast<char>(random() & 0xFF));
      else
        bytes += kPieces[random() % std::size(kPieces)];
    }
    const std::string once = normalize(bytes);
    ASSERT_TRUE(is_valid_utf8(once));
    for (const char c : once) ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
    NormalizeNotes notes;
    ASSERT_EQ(normalize(once, &notes), once);
    ASSERT_FALSE(notes.invalid_utf8 || notes.control_characters);
  }
}

TEST(NormalizerTest, NotesAddUp) {
  NormalizeNotes notes;
  (void)normalize("\xFF", &notes);
  (void)normalize("\x01", &notes);
  (void)normalize("clean", &notes);
  EXPECT_TRUE(notes.invalid_utf8);
  EXPECT_TRUE(notes.control_characters);
}

}  // namespace
}  // namespace newshound
