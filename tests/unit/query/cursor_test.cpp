// Paging by cursor: nothing twice and nothing lost, whatever is written in between; exports; JSON parameters; aliases; feeds.
#include "query/cursor.h"

#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/answer_rss.h"
#include "query/deadline.h"
#include "query/hit_export.h"
#include "query/json_parameters.h"
#include "query/parameter_aliases.h"
#include "query/parameters.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kNow = 1760000000;

class CursorTest : public IndexFixture {
 protected:
  // Articles of few different instants, so that most have neighbours of the same one; some without a date.
  static std::vector<Article> articles(std::size_t from, std::size_t to) {
    std::vector<Article> made;
    for (std::size_t i = from; i < to; ++i) {
      Article a =
          make_article(fmt::format("a{:04}", i), "Rail", "Word.", i % 10 == 0 ? "" : fmt::format("2025-07-0{}", 1 + i % 3));
      made.push_back(a);
    }
    return made;
  }
  Result<SearchAnswer> page(Parameters parameters, const std::optional<Cursor>& cursor) {
    if (cursor) parameters.emplace_back("cursor", encode_cursor(*cursor));
    const auto request = parse_parameters(parameters, kNow, {});
    if (!request) return tl::unexpected(request.error());
    Searcher searcher(Snapshot::open(index, 1), 0);
    return searcher.search(*request);
  }
};

TEST_F(CursorTest, NothingIsTwiceOrLostInDateOrdersUnderWrites) {
  for (const char* sort : {"newest", "oldest"}) {
    std::filesystem::remove_all(index);
    build(articles(0, 300));
    std::vector<std::string> seen;
    std::optional<Cursor> cursor;
    for (std::size_t turn = 0;; ++turn) {
      const auto answer = page({{"q", "rail"}, {"sort", sort}, {"limit", "17"}}, cursor);
      ASSERT_TRUE(answer) << answer.error().message;
      for (const Hit& hit : answer->hits) seen.push_back(hit.article.id);
      if (!answer->next) break;
      cursor = answer->next;
      // New ones, and old ones again with the same date.
      if (turn % 3 == 0) add(articles(1000 + turn * 10, 1010 + turn * 10));
      if (turn % 3 == 1) add(articles(turn * 10, turn * 10 + 10));
    }
    const std::set<std::string> once(seen.begin(), seen.end());
    EXPECT_EQ(once.size(), seen.size()) << sort;
    for (std::size_t i = 0; i < 300; ++i) EXPECT_TRUE(once.contains(fmt::format("a{:04}", i))) << sort << " " << i;
  }
}

TEST_F(CursorTest, PagesAreThoseOfTheWholeOrder) {
  build(articles(0, 120));
  for (const char* sort : {"newest", "oldest", "relevance", "best"}) {
    const auto whole = page({{"q", "rail"}, {"sort", sort}, {"limit", "100"}}, std::nullopt);
    std::vector<std::string> expected, seen;
    for (const Hit& hit : whole->hits) expected.push_back(hit.article.id);
    std::optional<Cursor> cursor;
    do {
      const auto answer = page({{"q", "rail"}, {"sort", sort}, {"limit", cursor ? "7" : "20"}}, cursor);
      ASSERT_TRUE(answer) << answer.error().message;
      EXPECT_EQ(answer->total, 120u);
      EXPECT_EQ(answer->page, cursor ? 0u : 1u);
      for (const Hit& hit : answer->hits) seen.push_back(hit.article.id);
      cursor = answer->next;
    } while (cursor && seen.size() < 100);
    seen.resize(100);
    EXPECT_EQ(seen, expected) << sort;
  }
}

TEST_F(CursorTest, BelongsToOneSearchAndByScoreToOneGeneration) {
  build(articles(0, 60));
  const auto first = page({{"q", "rail"}}, std::nullopt);
  ASSERT_TRUE(first->next);
  const auto message = [&](const Parameters& parameters) {
    const auto answer = page(parameters, first->next);
    return answer ? std::string() : answer.error().message;
  };
  EXPECT_EQ(message({{"q", "rail"}, {"limit", "5"}, {"facets", "outlet"}, {"highlight.count", "0"}}), "");
  EXPECT_THAT(message({{"q", "road"}}), HasSubstr("belongs to another search"));
  EXPECT_THAT(message({{"q", "rail"}, {"outlet", "x"}}), HasSubstr("belongs to another search"));
  EXPECT_THAT(message({{"q", "rail"}, {"page", "2"}}), HasSubstr("beside cursor"));
  add(articles(60, 61));
  const auto old = page({{"q", "rail"}}, first->next);
  ASSERT_FALSE(old);
  EXPECT_EQ(old.error().code, ErrorCode::kCursorExpired);
  for (const char* bad : {"", "x", "!!!!", "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    const auto answer = parse_parameters({{"q", "rail"}, {"cursor", bad}}, kNow, {});
    ASSERT_FALSE(answer) << bad;
    EXPECT_EQ(answer.error().name, "cursor") << bad;
  }
}

TEST_F(CursorTest, WhatExpiresInBetweenIsNotShown) {
  std::vector<Article> some = articles(1, 30);
  some[20].expires.seconds_utc = kNow + 10;
  build(some);
  const auto first = page({{"q", "rail"}, {"limit", "1"}}, std::nullopt);
  const auto request =
      parse_parameters({{"q", "rail"}, {"limit", "100"}, {"cursor", encode_cursor(*first->next)}}, kNow + 20, {});
  ASSERT_TRUE(request);
  EXPECT_EQ(request->now_utc, kNow);
  Searcher searcher(Snapshot::open(index, 1), 0);
  EXPECT_EQ(searcher.search(*request)->total, 28u);
}

TEST(Cursor, ComesBackAsItWas) {
  const Cursor cursor{Sort::kOldest, ~0ull, -5, {kUndated, 1ull << 63}, 41, 99'999};
  const std::string text = encode_cursor(cursor);
  EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos);
  ASSERT_TRUE(decode_cursor(text));
  EXPECT_EQ(*decode_cursor(text), cursor);
  EXPECT_FALSE(decode_cursor(text + "A"));
  EXPECT_FALSE(decode_cursor(text.substr(1)));
}

TEST_F(CursorTest, AnExportHasEveryHitOnce) {
  build(articles(0, 2345));
  const auto request = parse_parameters({{"q", "rail"}, {"limit", "3"}}, kNow, {});
  HitExport hits(*request, ExportFormat::kIds, false);
  Searcher searcher(Snapshot::open(index, 1), 0);
  std::string out;
  std::size_t parts = 1;
  while (*hits.next(searcher, out)) ++parts;
  EXPECT_EQ(hits.total(), 2345u);
  EXPECT_EQ(parts, 3u);
  std::set<std::string> once;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < out.size(); ++lines) {
    const std::size_t end = out.find('\n', at);
    once.insert(out.substr(at, end - at));
    at = end + 1;
  }
  EXPECT_EQ(lines, 2345u);
  EXPECT_EQ(once.size(), 2345u);
}

TEST_F(CursorTest, ASearchStopsAtItsDeadline) {
  build(articles(0, 50));
  const auto request = parse_parameters({{"q", "rail"}}, kNow, {});
  Searcher searcher(Snapshot::open(index, 1), 0);
  {
    const DeadlineScope passed(std::chrono::steady_clock::now() - std::chrono::seconds(1));
    EXPECT_THROW((void)searcher.search(*request), DeadlinePassed);
  }
  EXPECT_EQ(searcher.search(*request)->total, 50u);  // the searcher is as good as before
}

TEST(JsonParametersTest, AreThoseOfTheUrl) {
  const auto read = parse_json_parameters(R"({"q":"a \"b\"","limit":5,"relax":false,"outlet":["x","y"],"page":null})");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (Parameters{{"q", "a \"b\""}, {"limit", "5"}, {"relax", "0"}, {"outlet", "x"}, {"outlet", "y"}}));
  for (const char* bad : {"", "[]", "1", "{", "{\"q\":{\"a\":1}}", "{\"q\":[[1]]}", "{\"q\":[[[[[[1]]]]]]}", "{\"q\":\"\xFF\"}"})
    EXPECT_FALSE(parse_json_parameters(bad)) << bad;
}

TEST(ParameterAliasesTest, StandForParametersOfOurs) {
  std::string before;
  for (const ParameterAlias& row : parameter_aliases()) {
    const auto names = parameter_names();
    EXPECT_NE(std::find(names.begin(), names.end(), row.name), names.end()) << row.alias;
    EXPECT_EQ(std::find(names.begin(), names.end(), row.alias), names.end()) << row.alias;
  }
  const auto request =
      parse_parameters({{"query", "x"}, {"begin_date", "20250701"}, {"page-size", "5"}, {"order-by", "newest"}}, kNow, {});
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->q, "x");
  EXPECT_EQ(request->from_utc, 1751328000);
  EXPECT_EQ(request->limit, 5u);
  EXPECT_EQ(request->sort, Sort::kNewest);
  EXPECT_FALSE(parse_parameters({{"q", "x"}, {"query", "y"}}, kNow, {}));
}

TEST(AnswerRssTest, IsXmlWhateverArticlesHold) {
  SearchAnswer answer;
  answer.text = "a & <b>";
  Hit& hit = answer.hits.emplace_back();
  hit.article.id = "1\"2";
  hit.article.title = "Tom & \"Jerry\" <i>";
  hit.article.url = "javascript:alert(1)";
  hit.article.standfirst = "bad \x01 and \xEF\xBF\xBF.";
  hit.article.published = *parse_moment("2025-07-21T18:05:00+02:00");
  const std::string rss = answer_to_rss(answer, {"https://x/search?q=a&b", "https://x/search.rss"});
  EXPECT_THAT(rss, HasSubstr("<title>Search: a &amp; &lt;b&gt;</title>"));
  EXPECT_THAT(rss, HasSubstr("<title>Tom &amp; &quot;Jerry&quot; &lt;i&gt;</title>"));
  EXPECT_THAT(rss, HasSubstr("<guid isPermaLink=\"false\">1&quot;2</guid>"));
  EXPECT_THAT(rss, HasSubstr("<description>bad  and .</description>"));
  EXPECT_THAT(rss, HasSubstr("<pubDate>Mon, 21 Jul 2025 16:05:00 +0000</pubDate>"));
  EXPECT_THAT(rss, testing::Not(HasSubstr("javascript")));
}

}  // namespace
}  // namespace newshound
