// Words that went to disk run by run, joined: the vocabulary, codes and postings of one lexicon that has them all.
#include "indexer/word_join.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "indexer/document_builder.h"
#include "indexer/segment_builder.h"
#include "storage/files.h"
#include "storage/index_error.h"
#include "storage/token_store.h"
#include "storage/vocabulary.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

// In four languages, words in several spellings, a third of them found once.
std::vector<Article> random_articles(std::uint32_t count) {
  std::mt19937 engine(11);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(engine() % n); };
  const std::vector<std::string> languages{"en", "de", "fr", "sv"}, endings{"", "s", "ing", "en", "é", "ité", "NESS"};
  const auto word = [&] {
    const std::uint32_t rank = below(3) == 0 ? below(1'000'000) : below(below(900) + 1);  // few words are frequent
    std::string text = "word";
    for (std::uint32_t rest = rank; rest != 0; rest /= 20) text.push_back(static_cast<char>('a' + rest % 20));
    text += endings[below(static_cast<std::uint32_t>(endings.size()))];
    if (below(4) == 0) text[0] = 'W';
    if (below(9) == 0) text[below(4)] = 'X';
    return text + (below(9) == 0 ? ". " : " ");
  };
  const auto words = [&](std::uint32_t most) {
    std::string text;
    for (std::uint32_t left = below(most) + 1; left != 0; --left) text += word();
    return text;
  };
  std::vector<Article> articles;
  for (std::uint32_t i = 0; i < count; ++i) {
    Article& article = articles.emplace_back(make_article("id-" + std::to_string(i), words(8), words(60)));
    article.language = languages[below(4)];
  }
  return articles;
}

class WordJoinTest : public IndexFixture {
 protected:
  std::filesystem::path segment(const std::vector<Article>& articles, const SegmentOptions& options) {
    const std::filesystem::path at = folder / ("segment-" + std::to_string(segments_++));
    std::filesystem::create_directories(at);
    const ArticleSupply supply{articles.size(), [&articles] { return [&articles](std::size_t i) { return articles[i]; }; }};
    EXPECT_EQ(build_segment(at, supply, options, {}).documents, articles.size());
    return at;
  }
  // By name; a database of Xapian's own writer has an identity, and is left out.
  static std::map<std::string, std::string> files_of(const std::filesystem::path& at, bool postings) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(at)) {
      const std::string name = entry.path().lexically_relative(at).string();
      if (entry.is_regular_file() && (postings || !name.starts_with("postings"))) files[name] = read_file(entry.path());
    }
    return files;
  }

 private:
  int segments_ = 0;
};

TEST_F(WordJoinTest, HowOftenALexiconIsFullChangesNothing) {
  struct Case {
    std::uint32_t articles;
    unsigned threads;
    std::size_t lexicon_bytes;
    bool positions;
  };
  const std::vector<Case> cases = {
      {150, 2, 1, false},                                // after each document
      {2500, 1, 700'000, false},                         // in the middle of a run
      {2500, 3, 1'000'000, false}, {2500, 2, 0, false},  // half of the thread's part
      {1200, 1, 700'000, true},
  };
  const std::size_t enough = 1u << 30;
  for (const Case& c : cases) {
    const auto articles = random_articles(c.articles);
    const auto whole = files_of(segment(articles, {.threads = 1, .lexicon_bytes = enough}), !c.positions);
    EXPECT_EQ(whole.size(), c.positions ? 5u : 7u);
    const auto parts = segment(articles, {.positions = c.positions, .threads = c.threads, .lexicon_bytes = c.lexicon_bytes});
    EXPECT_TRUE(files_of(parts, !c.positions) == whole) << c.articles << " articles, " << c.threads << " threads, "
                                                        << c.lexicon_bytes << " bytes" << (c.positions ? ", positions" : "");
  }
}

TEST_F(WordJoinTest, CodesAreByFallingFrequencyThenByForm) {
  const auto articles = random_articles(100);
  const auto at = segment(articles, {.threads = 2, .lexicon_bytes = 1});
  const TokenStore tokens(at / "tokens", 100);
  std::map<std::uint32_t, std::uint32_t> occurrences;
  std::map<std::uint32_t, std::set<std::uint32_t>> documents;
  for (std::uint32_t d = 0; d < 100; ++d) {
    const auto bytes = tokens.document(d);
    for (const std::uint8_t* code_at = bytes.data(); code_at != bytes.data() + bytes.size();) {
      const std::uint32_t code = decode_code(code_at);
      ++occurrences[code];
      documents[code].insert(d);
    }
  }
  const Vocabulary vocabulary(at / "vocabulary");
  vocabulary.verify();
  ASSERT_EQ(vocabulary.forms(), occurrences.size() - 1) << "but for the border";
  std::map<std::uint32_t, std::string> forms;  // by code
  FormEntry entry;
  for (std::uint32_t f = 0; f < vocabulary.forms(); ++f) {
    vocabulary.form(f, entry);
    forms[entry.code] = entry.form;
    EXPECT_EQ(entry.documents, documents[entry.code].size()) << entry.form;
  }
  for (std::uint32_t code = 2; code <= vocabulary.forms(); ++code) {
    ASSERT_GE(occurrences[code - 1], occurrences[code]) << code;
    if (occurrences[code - 1] == occurrences[code]) {
      ASSERT_LT(forms[code - 1], forms[code]) << code;
    }
  }
}

TEST_F(WordJoinTest, ARunThatIsNotWhatWasWrittenIsRefused) {
  struct Case {
    const char* what;
    std::filesystem::path WordRun::*file;
    std::uint32_t lost_bytes, lost_words;
  };
  const std::vector<Case> cases = {{"stems cut", &WordRun::stems, 1, 0},
                                   {"forms cut", &WordRun::forms, 1, 0},
                                   {"a number of no form or stem", &WordRun::forms, 0, 1}};
  std::filesystem::create_directories(folder);
  for (const Case& c : cases) {
    DocumentBuilder builder;
    for (Article& article : random_articles(5)) (void)builder.build(article);
    WordRun run = write_words(builder.lexicon(), folder / "words");
    std::filesystem::resize_file(run.*c.file, std::filesystem::file_size(run.*c.file) - c.lost_bytes);
    run.form_count -= c.lost_words;
    try {
      (void)join_words(folder / "vocabulary", {run});
      ADD_FAILURE() << c.what;
    } catch (const IndexError& error) {
      EXPECT_EQ(error.kind(), IndexError::Kind::kDamaged) << c.what;
      EXPECT_NE(std::string(error.what()).find((run.*c.file).string()), std::string::npos) << error.what();
    }
  }
}

TEST_F(WordJoinTest, JoinedRunsAreRemoved) {
  std::filesystem::create_directories(folder);
  DocumentBuilder builder;
  std::vector<WordRun> runs;
  std::vector<std::uint32_t> forms;
  for (Article& article : random_articles(5)) {
    (void)builder.build(article);
    forms.push_back(builder.lexicon().forms().size());
    runs.push_back(write_words(builder.lexicon(), folder / ("words-" + std::to_string(runs.size()))));
    builder.forget_words();
    EXPECT_EQ(builder.lexicon().forms().size(), 0u);
  }
  const auto codes = join_words(folder / "vocabulary", runs);
  ASSERT_EQ(codes.size(), runs.size());
  for (std::size_t r = 0; r < runs.size(); ++r) {
    EXPECT_EQ(codes[r].size(), forms[r]);
    EXPECT_FALSE(std::filesystem::exists(runs[r].forms) || std::filesystem::exists(runs[r].stems)) << r;
  }
}

TEST_F(WordJoinTest, ALexiconThatBeganAnewIsSmallAndKnowsTheSame) {
  DocumentBuilder builder, fresh;
  const Lexicon& lexicon = builder.lexicon();
  const std::size_t empty = lexicon.bytes();
  Article last;
  std::size_t before = empty;
  for (Article& article : random_articles(1500)) {
    (void)builder.build(article);
    EXPECT_GE(lexicon.bytes(), before);
    before = lexicon.bytes();
    last = article;
  }
  EXPECT_GT(before, empty + std::size_t{100} * lexicon.forms().size());
  builder.forget_words();
  EXPECT_LT(lexicon.bytes(), empty + 100'000) << "tables of four languages that are set up";
  const BuiltDocument& again = builder.build(last);
  const BuiltDocument& first = fresh.build(last);
  EXPECT_EQ(again.codes, first.codes);
  EXPECT_EQ(again.length, first.length);
  ASSERT_EQ(again.stems.size(), first.stems.size());
  for (std::size_t i = 0; i < first.stems.size(); ++i)
    EXPECT_EQ(lexicon.stems().at(again.stems[i].stem), fresh.lexicon().stems().at(first.stems[i].stem)) << i;
}

}  // namespace
}  // namespace newshound
