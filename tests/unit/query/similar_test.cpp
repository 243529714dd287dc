// Similar articles and explanations.
#include "query/similar.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "query/explain.h"
#include "query/explain_json.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

constexpr std::int64_t kNow = 1760000000;

class SimilarTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    const std::string coal =
        "The colliery at Thornwick closes in spring, and four hundred miners lose their work, the union said.";
    std::vector<Article> articles = {
        make_article("coal", "Thornwick colliery closes", coal, "2025-07-01"),
        make_article("copy", "Colliery closes", coal + " The wire ran it so.", "2025-07-02"),
        make_article("strike", "Miners strike at Thornwick", "Miners of the colliery went on strike over the closing date.",
                     "2025-07-10"),
        make_article("old", "Thornwick colliery opens", "A new colliery gives work to miners and joy to the union of Thornwick.",
                     "1995-07-10"),
        make_article("hidden", "Thornwick colliery secret", "The colliery was sold to miners before it was closed.",
                     "2025-07-05")};
    articles.back().status = Status::kWithheld;
    for (int i = 0; i < 30; ++i)
      articles.push_back(
          make_article(fmt::format("other{}", i), "Football", "A match was played by the sea in fine weather.", "2025-07-03"));
    build(articles);
    searcher = std::make_unique<Searcher>(Snapshot::open(index, 1), 0);
  }
  void TearDown() override {
    searcher.reset();
    IndexFixture::TearDown();
  }
  std::vector<std::string> similar_ids(const SimilarRequest& request) {
    std::vector<std::string> ids;
    const auto answer = searcher->similar(request);
    for (const Hit& hit : answer->hits) ids.push_back(hit.article.id);
    return ids;
  }
  Explanation explained(const std::string& id, const std::string& q, const std::function<void(SearchRequest&)>& change = {}) {
    SearchRequest request;
    request.q = q;
    request.now_utc = kNow;
    if (change) change(request);
    return **searcher->explain(request, id);
  }
  std::unique_ptr<Searcher> searcher;
};

using Ids = std::vector<std::string>;

TEST_F(SimilarTest, GivesTheSubjectWithoutTheArticleAndItsCopies) {
  EXPECT_EQ(similar_ids({"coal", 10, 0, kNow, false}), (Ids{"old", "strike"}));
  EXPECT_EQ(similar_ids({"coal", 10, 30, kNow, false}), (Ids{"strike"}));
  EXPECT_EQ(similar_ids({"coal", 1, 0, kNow, false}).size(), 1u);
  const Ids all = similar_ids({"coal", 10, 0, kNow, true});
  EXPECT_NE(std::find(all.begin(), all.end(), "hidden"), all.end());
}

TEST_F(SimilarTest, SaysByWhichWords) {
  const auto answer = searcher->similar({"coal", 10, 0, kNow, false});
  EXPECT_NE(std::find(answer->terms.begin(), answer->terms.end(), "colliery"), answer->terms.end());
  EXPECT_EQ(std::find(answer->terms.begin(), answer->terms.end(), "the"), answer->terms.end());
}

TEST_F(SimilarTest, KnowsNoHiddenOrAbsentArticle) {
  EXPECT_FALSE(searcher->similar({"hidden", 10, 0, kNow, false}));
  EXPECT_FALSE(searcher->similar({"nowhere", 10, 0, kNow, false}));
  SearchRequest request;
  request.q = "colliery";
  request.now_utc = kNow;
  EXPECT_FALSE(searcher->explain(request, "hidden")->has_value());
  EXPECT_FALSE(searcher->explain(request, "nowhere")->has_value());
}

TEST(SharedSequences, IsTheShareOfTheShorterText) {
  EXPECT_DOUBLE_EQ(shared_sequences("one two three four", "zero one two three four five"), 1);
  EXPECT_DOUBLE_EQ(shared_sequences("one two three four five", "one two three four six"), 0.5);
  EXPECT_DOUBLE_EQ(shared_sequences("one two three", "one two three"), 0);
}

TEST_F(SimilarTest, ExplainsAScore) {
  SearchRequest request;
  request.q = "thornwick colliery the miners";
  request.now_utc = kNow;
  request.limit = 10;
  for (const Sort sort : {Sort::kBest, Sort::kRelevance}) {
    request.sort = sort;
    const auto answer = searcher->search(request);
    ASSERT_GE(answer->hits.size(), 3u);
    for (std::size_t i = 0; i < answer->hits.size(); ++i) {
      const auto e = searcher->explain(request, answer->hits[i].article.id);
      ASSERT_TRUE(e && *e);
      EXPECT_TRUE((*e)->matches);
      EXPECT_EQ((*e)->rank, i + 1);
      EXPECT_NEAR((*e)->score, answer->hits[i].score, 1e-6);
      EXPECT_NEAR((*e)->first_pass + (*e)->adjacency + (*e)->recency, (*e)->score, 1e-6);
      double clauses = 0;
      for (const ExplainedClause& clause : (*e)->clauses) clauses += clause.score;
      EXPECT_NEAR(clauses, (*e)->first_pass, 1e-4);
      EXPECT_EQ((*e)->recency > 0, sort == Sort::kBest);
    }
  }
}

TEST_F(SimilarTest, ExplainsWhatKeepsAnArticleOut) {
  const Explanation e = explained("strike", "colliery spring -strike", [](SearchRequest& r) {
    r.filters = {{Field::kOutlet, {"Nobody"}, {}}, {Field::kTopic, {"Energy"}, {}}};
    r.to_utc = 1000;
  });
  EXPECT_FALSE(e.matches);
  ASSERT_EQ(e.clauses.size(), 3u);
  EXPECT_TRUE(e.clauses[0].matches);
  EXPECT_FALSE(e.clauses[1].matches);
  EXPECT_FALSE(e.clauses[2].matches);
  EXPECT_EQ(e.clauses[2].query, "NOT strike");
  ASSERT_EQ(e.filters.size(), 3u);
  EXPECT_FALSE(e.filters[0].passes);
  EXPECT_EQ(e.filters[0].filter, "outlet: Nobody");
  EXPECT_TRUE(e.filters[1].passes);
  EXPECT_FALSE(e.filters[2].passes);
  EXPECT_EQ(explanation_to_text(e).substr(0, 32), "no hit:\n  doesn't match spring\n ");
  EXPECT_TRUE(explained("strike", "spring OR strike").matches);
  EXPECT_FALSE(explained("strike", "spring OR football").matches);
  EXPECT_TRUE(explained("strike", "").matches);
}

TEST_F(SimilarTest, NamesWhatHidesAnArticleOnlyToWhomMaySeeAll) {
  const auto all = [](SearchRequest& r) { r.show_hidden = true; };
  EXPECT_EQ(explained("hidden", "colliery", all).hidden_by, "status: withheld");
  EXPECT_EQ(explained("coal", "colliery", all).hidden_by, "");
}

}  // namespace
}  // namespace newshound
