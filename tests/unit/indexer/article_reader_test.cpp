#include "indexer/article_reader.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "schemas/limits.h"
#include "tests/unit/indexer/index_fixture.h"
#include "tests/unit/indexer/packed.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

struct Collector : ArticleSink {
  std::vector<std::string> titles, problems, warnings;
  std::uint64_t bytes = 0;
  void accept(Article&& article, const Place&) override { titles.push_back(article.title); }
  void warn(const Place&, const Error& error) override { warnings.push_back(error.message); }
  void reject(const Place& place, const Error& error, std::string_view source) override {
    EXPECT_LE(source.size(), kMaxLineBytes);
    problems.push_back(std::to_string(place.line) + ": " + error.message);
  }
  void progress(std::uint64_t read) override { bytes = read; }
};

class ArticleReaderTest : public IndexFixture {
 protected:
  std::string file(const std::string& name, const std::string& content) const {
    const std::filesystem::path path = folder / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }
  static Collector read(const std::vector<std::string>& inputs) {
    Collector collector;
    const auto files = expand_inputs(inputs);
    EXPECT_TRUE(files) << inputs[0];
    if (files) read_files(*files, {"", "en", 1753100000}, collector);
    return collector;
  }
};

std::string line(const std::string& title) { return R"({"title":")" + title + "\"}"; }

TEST_F(ArticleReaderTest, LinesWithEveryKindOfEnd) {
  const std::string path = file("a.jsonl", "\xEF\xBB\xBF" + line("one") + "\r\n\n  \n" + line("two") + "\n" + line("three"));
  EXPECT_THAT(read({path}).titles, ElementsAre("one", "two", "three"));
}

TEST_F(ArticleReaderTest, BadLinesAreNamedAndTheOthersGoIn) {
  const std::string path = file("a.jsonl", line("one") + "\n{bad\n" + line("two") + "\n" + std::string("{\"a\0\":1}", 8) +
                                               "\n[1]\n" + line("three") + "\n");
  const Collector got = read({path});
  EXPECT_THAT(got.titles, ElementsAre("one", "two", "three"));
  EXPECT_THAT(got.problems, ElementsAre(HasSubstr("2: "), HasSubstr("4: "), HasSubstr("5: ")));
}

TEST_F(ArticleReaderTest, ALineOverTheLimitIsOneRejection) {
  const std::string path = file("a.jsonl", line("one") + "\n{" + std::string(3 * kMaxLineBytes, 'x') + "\n" + line("two") +
                                               "\n{" + std::string(2 * kMaxLineBytes, 'y'));
  const Collector got = read({path});
  EXPECT_THAT(got.titles, ElementsAre("one", "two"));
  EXPECT_THAT(got.problems, ElementsAre(HasSubstr("2: the line is over"), HasSubstr("4: the line is over")));
}

TEST_F(ArticleReaderTest, GzipMembersAreOneStreamAndDamageIsNamed) {
  const std::string path = file("a.gz", gzip(line("one") + "\n") + gzip(line("two") + "\n"));
  EXPECT_THAT(read({path}).titles, ElementsAre("one", "two"));
  std::string many;
  for (int i = 0; i < 5000; ++i) many += line("number " + std::to_string(i)) + "\n";
  const std::string whole = gzip(many);
  const Collector cut = read({file("b.gz", whole.substr(0, whole.size() * 2 / 3))});
  EXPECT_GT(cut.titles.size(), 100u);
  // The line that the end cut is part of that one rejection.
  EXPECT_THAT(cut.problems, ElementsAre(HasSubstr("truncated gzip data after")));
}

// Nothing behind the first member's end may vanish in silence, nor what was inflated before the damage.
TEST_F(ArticleReaderTest, WhatFollowsAGzipMemberIsReadOrNamed) {
  const std::string one = gzip(line("one") + "\n");
  const struct {
    std::string name, content;
    std::vector<std::string> problems;
  } cases[] = {
      {"text", one + "garbage", {"2: what follows the gzip data after 16 bytes is not gzip"}},
      {"a byte", one + "g", {"2: what follows the gzip data after 16 bytes is not gzip"}},
      {"a broken member",
       one + "\x1F\x8B\x08"
             "broken",
       {"2: damaged gzip data after 16 bytes (unknown header flags set)"}},
      {"half a header", one + "\x1F\x8B", {"2: truncated gzip data after 16 bytes"}},
      {"zeros, as tapes pad", one + std::string(300000, '\0'), {}},
      {"an empty member", one + gzip(""), {}},
  };
  for (const auto& c : cases) {
    const Collector got = read({file(c.name, c.content)});
    EXPECT_THAT(got.titles, ElementsAre("one")) << c.name;
    EXPECT_EQ(got.problems, c.problems) << c.name;
  }
  std::string flipped = gzip(line("one") + "\n");
  flipped[flipped.size() - 6] ^= 1;  // of the checksum
  const Collector got = read({file("flipped", flipped)});
  EXPECT_THAT(got.titles, ElementsAre("one"));
  EXPECT_THAT(got.problems, ElementsAre(HasSubstr("incorrect data check")));
}

TEST_F(ArticleReaderTest, HalfAPageIsNoArticle) {
  std::string text = "A title of a page\n\nJuly 21, 2025\n\n";
  for (int i = 0; i < 3000; ++i) text += "Paragraph " + std::to_string(i * 7919) + ".\n\n";
  const std::string whole = gzip(text);
  EXPECT_THAT(read({file("whole.gz", whole)}).titles, SizeIs(1));
  const Collector cut = read({file("cut.gz", whole.substr(0, whole.size() / 2))});
  EXPECT_THAT(cut.titles, SizeIs(0));
  EXPECT_THAT(cut.problems, ElementsAre(HasSubstr("truncated gzip data")));
}

TEST_F(ArticleReaderTest, BlankBeginningsAndStrangeBytes) {
  const Collector blank = read({file("blank", "\n \n\t\n")});
  EXPECT_THAT(blank.titles, SizeIs(0));
  EXPECT_THAT(blank.problems, SizeIs(0));
  const Collector late = read({file("late", std::string(600000, '\n') + line("one") + "\n{bad")});
  EXPECT_THAT(late.titles, ElementsAre("one"));
  EXPECT_THAT(late.problems, ElementsAre(HasSubstr("600002: is not JSON")));
  const Collector latin = read({file("latin", "Un t\xEDtulo\n\nEl a\xF1o pasado.\n")});
  EXPECT_THAT(latin.titles, ElementsAre("Un t\u00EDtulo"));
  EXPECT_THAT(latin.warnings, ElementsAre(HasSubstr("windows-1252")));
  EXPECT_THAT(read({file("stray", "A page\n\nwith one \x08 stray control.\n")}).titles, ElementsAre("A page"));
  EXPECT_THAT(read({file("utf16", std::string("\xFF\xFET\0i\0", 6))}).titles, ElementsAre("Ti"));
}

TEST_F(ArticleReaderTest, FoldersPatternsAndSniffing) {
  file("in/b.txt", "A title of a page\n\nJuly 21, 2025\n\nText of it.\n");
  file("in/a.jsonl", line("one"));
  file("in/.hidden", line("never"));
  file("in/deep/c.data", line("two"));
  file("in/d.bin", std::string("\x7F"
                               "ELF\x01\0\0\0",
                               8));
  file("in/e.json", "[" + line("array") + "]");
  file("in/f.jsonl", "");
  const Collector got = read({(folder / "in").string()});
  EXPECT_THAT(got.titles, ElementsAre("one", "A title of a page", "two", "array"));
  EXPECT_THAT(got.problems, ElementsAre(HasSubstr("binary")));
  EXPECT_THAT(read({(folder / "in" / "*.txt").string()}).titles, SizeIs(1));
}

TEST_F(ArticleReaderTest, AMissingInputEndsItBeforeAnythingIsRead) {
  const auto files = expand_inputs(std::vector<std::string>{(folder / "nothing-here").string()});
  ASSERT_FALSE(files);
  EXPECT_THAT(files.error().message, HasSubstr("nothing-here"));
}

}  // namespace
}  // namespace newshound
