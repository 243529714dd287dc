// Hits of which nothing but id, score and date is wanted: the same as with texts, and no text is read.
#include <fstream>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/answer_csv.h"
#include "query/answer_json.h"
#include "query/hit_export.h"
#include "query/parameters.h"
#include "query/searcher.h"
#include "storage/files.h"
#include "storage/index_error.h"
#include "tests/unit/indexer/index_fixture.h"
#include "tests/unit/query/random_news.h"

namespace newshound {
namespace {

using Fields = std::vector<std::string>;

class BareHitsTest : public IndexFixture {
 protected:
  static std::vector<Article> news(std::size_t count) {
    RandomNews random(11);
    std::vector<Article> made;
    for (std::size_t i = 0; i < count; ++i) {
      Article& article = made.emplace_back(random.article(i, {"en", "de"}));
      article.id = i % 3 == 0 ? fmt::format("{:032x}", i * 7919) : fmt::format("https://post.example/größe/{}", i);
      article.published.date_only = i % 2 == 0 && article.published.seconds_utc != kUndated;
      if (article.published.date_only) article.published.seconds_utc -= article.published.seconds_utc % 86400;
    }
    return made;
  }
  // Makes the compressed texts of every segment unreadable; ids stay.
  void spoil_texts() const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(index)) {
      if (entry.path().filename() != "text") continue;
      std::string bytes = read_file(entry.path());
      constexpr std::string_view kFrame = "\x28\xB5\x2F\xFD";  // RFC 8878, section 3.1.1
      for (std::size_t at = bytes.find(kFrame); at != std::string::npos; at = bytes.find(kFrame, at + 1)) bytes[at] = 0;
      std::ofstream(entry.path(), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
  }
  static SearchRequest request(const Parameters& parameters) { return *parse_parameters(parameters, kNewsNow, {}); }
};

TEST(NeedsTexts, AllMembersButThoseThatLieApart) {
  EXPECT_TRUE(needs_texts({}));
  for (const std::string_view name : hit_field_names())
    EXPECT_EQ(needs_texts({"id", std::string(name)}), name != "id" && name != "score" && name != "published") << name;
  EXPECT_FALSE(needs_texts({"published", "score", "id"}));
}

TEST_F(BareHitsTest, AreThoseOfAnswersWithTexts) {
  const std::vector<Article> articles = news(300);
  build({articles.begin(), articles.begin() + 200});
  add({articles.begin() + 150, articles.end()});  // a second segment, and some articles anew
  Searcher searcher(Snapshot::open(index, 1), 0);
  RandomNews random(12);
  const std::vector<Fields> lists = {{"id"}, {"score"}, {"id", "score"}, {"published"}, {"score", "id", "published"}};
  std::size_t hits = 0;
  for (std::size_t turn = 0; turn < 200; ++turn) {
    const std::string q = turn == 0 ? "" : random.query(articles[random.below(articles.size())]).text;
    for (const char* sort : {"best", "relevance", "newest", "oldest"}) {
      SearchRequest asked = request({{"q", q}, {"sort", sort}, {"limit", "7"}, {"page", turn % 5 == 0 ? "2" : "1"}});
      asked.highlight.wanted = false;
      auto whole = *searcher.search(asked);
      asked.texts = false;
      auto bare = *searcher.search(asked);
      ASSERT_EQ(bare.hits.size(), whole.hits.size()) << q;
      hits += bare.hits.size();
      whole.took_ms = bare.took_ms = 0;
      for (const Fields& fields : lists) {
        ASSERT_EQ(answer_to_json(bare, {.fields = fields}), answer_to_json(whole, {.fields = fields})) << q;
        ASSERT_EQ(hits_to_csv(bare, fields), hits_to_csv(whole, fields)) << q;
      }
      for (const Hit& hit : bare.hits) EXPECT_TRUE(hit.article.title.empty() && hit.article.body.empty());
    }
  }
  EXPECT_GT(hits, 1000u);
}

TEST_F(BareHitsTest, NeedNoTexts) {
  build(news(50));
  const auto answers = [&](SearchRequest asked, ExportFormat format) {
    Searcher searcher(Snapshot::open(index, 1), 0);
    std::string out;
    HitExport hits(std::move(asked), format, true);
    (void)*hits.next(searcher, out);
    return out;
  };
  struct Case {
    ExportFormat format;
    std::string fields;
    bool texts;
  };
  const std::vector<Case> cases = {
      {ExportFormat::kIds, "", false},
      {ExportFormat::kIds, "title", false},
      {ExportFormat::kCsv, "", true},
      {ExportFormat::kCsv, "id", false},
      {ExportFormat::kCsv, "highlight", true},  // no column: the usual ones
      {ExportFormat::kJsonLines, "", true},
      {ExportFormat::kJsonLines, "id", false},
      {ExportFormat::kCsv, "id,title", true},
      {ExportFormat::kCsv, "score,id", false},
      {ExportFormat::kJsonLines, "score,published", false},
      {ExportFormat::kJsonLines, "outlet", true},
  };
  std::vector<std::string> before;
  const auto of = [](const Case& c) { return c.fields.empty() ? request({}) : request({{"fields", c.fields}}); };
  for (const Case& c : cases) before.push_back(answers(of(c), c.format));
  spoil_texts();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (cases[i].texts) {
      EXPECT_THROW((void)answers(of(cases[i]), cases[i].format), IndexError) << cases[i].fields;
    } else {
      EXPECT_EQ(answers(of(cases[i]), cases[i].format), before[i]) << cases[i].fields;
    }
  }
}

}  // namespace
}  // namespace newshound
