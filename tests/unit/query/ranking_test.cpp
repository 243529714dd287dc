// The formulas of ranking, the second pass against a direct count over the words of the articles, and function words.
#include "query/ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/tokenizer.h"
#include "query/adjacency.h"
#include "query/function_words.h"
#include "query/parser.h"
#include "query/planner.h"
#include "query/profile.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

TEST(Ranking, WorkedExample) {
  // N 1000, n 10, F 25 (stored as 50), t 3 (stored as 6), dl 150, avdl 100: idf^1.1 5.3038, factor 1.6125, t part 1.4474 / 2.2.
  const double weight = term_weight(1000, 10, 50);
  EXPECT_NEAR(weight, 2.2 * 5.3038 * 1.6125, 1e-3);
  const LengthNorm norm(200);
  EXPECT_NEAR(weight * 6 / (6 + norm.at(300)), 12.378, 1e-3);
}

TEST(Ranking, AWordThatEveryArticleHasStillCountsForSomething) {
  EXPECT_GT(term_weight(10, 10, 20), 0);
  EXPECT_GT(term_weight(1, 1, 2), 0);
  EXPECT_GT(term_weight(100, 1, 2), term_weight(100, 50, 100));
}

TEST(Ranking, RecencyHalvesAtItsHalfLife) {
  EXPECT_DOUBLE_EQ(recency(1000, 1000, 86400), 1);
  EXPECT_DOUBLE_EQ(recency(5000, 1000, 86400), 1);  // the future counts as now
  EXPECT_DOUBLE_EQ(recency(0, 86400, 86400), 0.5);
  EXPECT_DOUBLE_EQ(recency(kUndated, 86400, 86400), 0);
}

std::vector<std::string> function_words(const std::string& query, bool any = false) {
  const auto parsed = parse_query(query, {.match_any = any});
  const std::vector<std::string> languages = {"en", "de"};
  const auto places = find_function_words(parsed->root, parsed->text, languages);
  std::vector<std::size_t> sorted(places.begin(), places.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> words;
  for (const std::size_t at : sorted) words.push_back(parsed->text.substr(at, parsed->text.find(' ', at) - at));
  return words;
}

TEST(FunctionWords, AreThoseThatSayNothingOfTheSubject) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(function_words("what did the minister say about coal mines"), (Words{"what", "did", "the", "about"}));
  EXPECT_EQ(function_words("what did the minister say about coal mines", true), (Words{"what", "did", "the", "about"}));
  EXPECT_EQ(function_words("der minister und die kohle im revier"), (Words{"der", "und", "die", "im"}));
}

TEST(FunctionWords, NamesAndShortQueriesKeepThem) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(function_words("the who"), Words{});
  EXPECT_EQ(function_words("the who concert"), Words{});
  EXPECT_EQ(function_words("to be or not to be"), Words{});
  EXPECT_EQ(function_words("why Theresa May lost the snap election"), (Words{"why", "the"}));
  EXPECT_EQ(function_words("trade of US with WHO and china grows"), (Words{"of", "with", "and"}));
  EXPECT_EQ(function_words("minister said +the coal mines closed"), Words{});
  EXPECT_EQ(function_words("\"the coal\" mines closed title:the NOT the early shift"), Words{});
}

class AdjacencyTest : public IndexFixture {
 protected:
  static std::uint32_t direct(const Article& article, const std::string& a, const std::string& b) {
    std::uint32_t found = 0;
    for (const std::string* text : {&article.title, &article.standfirst, &article.body}) {
      std::vector<std::string> words;
      Tokenizer tokenizer(*text);
      for (Token token; tokenizer.next(token);) words.emplace_back(token.form);
      for (std::size_t i = 0; i < words.size(); ++i) {
        bool near = false;
        for (std::size_t back = 1; back <= kPairWindow && back <= i; ++back) near = near || words[i - back] == a;
        if (words[i] == b && near) ++found;
      }
    }
    return found;
  }
};

TEST_F(AdjacencyTest, CountsWhatStandsSideBySide) {
  std::mt19937 random(4);
  const std::vector<std::string> words = {"coal", "mine", "port", "strike", "the", "of"};
  std::vector<Article> articles;
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (std::size_t w = 0; w < 20; ++w) text += words[random() % words.size()] + " ";
    articles.push_back(make_article(fmt::format("a{}", i), text.substr(0, text.find(' ')), text, "2025-01-01"));
  }
  build(articles);
  const auto snapshot = Snapshot::open(index, 1);
  Planner planner(snapshot, 0);
  std::vector<std::string> notes;
  const auto parsed = parse_query("coal mine port coal mine", {.match_any = true});
  const PlanNode plan = planner.plan(parsed->root, {.languages = {"en"}, .text = parsed->text, .match_any = true}, notes);
  const auto pairs = adjacent_pairs(plan);
  ASSERT_EQ(pairs.size(), 3u);  // coal mine, mine port, port coal
  std::map<std::string, Article> by_id;
  for (const Article& article : articles) by_id[article.id] = article;
  TextReader reader;
  std::uint32_t all = 0;
  for (const SegmentView& view : snapshot->segments()) {
    for (std::uint32_t d = 0; d < view.segment->documents(); ++d) {
      const Article& article = by_id.at(reader.read(view.segment->text, d).id);
      const auto counts = count_pairs(*view.segment, pairs, d);
      const std::vector<std::uint32_t> expected = {direct(article, "coal", "mine"), direct(article, "mine", "port"),
                                                   direct(article, "port", "coal")};
      EXPECT_EQ(counts, expected) << article.body;
      all += expected[0];
    }
  }
  EXPECT_GT(all, 20u);
}

TEST_F(AdjacencyTest, NeighboursComeFirstAndNothingElseChanges) {
  std::vector<Article> articles;
  for (int i = 0; i < 8; ++i)
    articles.push_back(make_article(fmt::format("apart{}", i), "", "coal was dear when the mine was shut by its new owner", ""));
  articles.push_back(make_article("side", "", "when the coal mine was shut dear was new by its the owner", ""));
  articles.push_back(make_article("turned", "", "mine coal was dear when the was shut by its new owner", ""));
  build(articles);
  Searcher searcher(Snapshot::open(index, 1), 0);
  SearchRequest request;
  request.q = "coal mine";
  request.sort = Sort::kRelevance;
  const auto answer = searcher.search(request);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->total, 10u);
  ASSERT_EQ(answer->hits.size(), 10u);
  EXPECT_EQ(answer->hits[0].article.id, "side");
  for (std::size_t i = 2; i < 10; ++i) EXPECT_NEAR(answer->hits[i].score, answer->hits[1].score, 1e-9);
  // Page 2 goes on where page 1 ends.
  request.limit = 1;
  for (request.page = 1; request.page <= 10; ++request.page) {
    const auto page = searcher.search(request);
    ASSERT_EQ(page->hits.size(), 1u);
    EXPECT_EQ(page->hits[0].article.id, answer->hits[request.page - 1].article.id);
  }
}

TEST_F(AdjacencyTest, FreshnessBlendsUnlessTheQueryNamesADate) {
  build({make_article("old", "Coal strike", "Coal strike and coal strike in the old year.", "2015-03-01"),
         make_article("new", "Coal strike", "A strike on coal. It was cold, and nobody had seen it come before.", "2025-10-01")});
  Searcher searcher(Snapshot::open(index, 1), 0);
  const auto first = [&](const std::string& q, Sort sort, const SearchSettings& settings = {}) {
    Searcher with(Snapshot::open(index, 1), 0, Engine::kOnePass, settings);
    SearchRequest request;
    request.q = q;
    request.sort = sort;
    request.now_utc = 1760000000;
    return with.search(request)->hits.at(0).article.id;
  };
  EXPECT_EQ(first("coal strike", Sort::kRelevance), "old");
  EXPECT_EQ(first("coal strike", Sort::kBest), "new");
  EXPECT_EQ(first("coal strike after:2014", Sort::kBest), "old");
  EXPECT_EQ(first("(coal strike) OR 2014", Sort::kBest), "old");
  EXPECT_EQ(first("coal strike", Sort::kBest, {.profile = *parse_profile("[best]\nrecency_strength = 0", "p")}), "old");
}

TEST(Profile, SaysWhereItIsWrong) {
  const auto whole = parse_profile("[best]\nrecency_strength = 0.5\nhalf_life_days = 2\n", "p.toml");
  ASSERT_TRUE(whole);
  EXPECT_DOUBLE_EQ(whole->recency.strength, 0.5);
  EXPECT_DOUBLE_EQ(whole->recency.half_life_seconds, 172800);
  EXPECT_EQ(*parse_profile("", "p.toml"), Profile{});
  const std::map<std::string, std::string> wrong = {
      {"[best]\nhalf_life_days = 0", "p.toml:2: half_life_days must be a number from 0.01 to 100000"},
      {"[best]\nrecency_strength = \"much\"", "p.toml:2: recency_strength must be a number from 0 to 1"},
      {"\n[best]\nhalflife = 3", "p.toml:3: unknown key \"best.halflife\": known are recency_strength and half_life_days"},
      {"[worst]", "p.toml:1: unknown key \"worst\": a profile has one table, [best]"}};
  for (const auto& [text, message] : wrong) {
    const auto read = parse_profile(text, "p.toml");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().message, message);
  }
  EXPECT_FALSE(parse_profile("[best\n", "p.toml"));
  EXPECT_FALSE(read_profile("/does/not/exist.toml"));
}

}  // namespace
}  // namespace newshound
