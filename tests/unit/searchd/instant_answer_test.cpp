// Batches of requests on an index: what a batch answers is what its requests answer alone, in fewer passes.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "searchd/instant_batch.h"
#include "searchd/instant_response.h"
#include "searchd/router.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::int64_t kNow = 1753200000;  // 2025-07-22T16:00:00Z

class InstantAnswerTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    const char* outlets[] = {"The Post", "Daily & <Star>", "-Minus"};
    std::vector<Article> all;
    for (int n = 0; n < 24; ++n) {
      Article article =
          make_article("rail-" + std::to_string(n), "Rail strike " + std::to_string(n),
                       "The strike of day " + std::to_string(n) + " goes on.", "2025-07-" + std::to_string(10 + n % 12));
      article.outlet = outlets[n % 3];
      article.topics = n % 2 == 0 ? std::vector<std::string>{"Labour"} : std::vector<std::string>{"Labour", "Trains"};
      if (n == 5) article.published = {};
      all.push_back(article);
    }
    Article paid =
        make_article("paid", "Fares rise",
                     "Secret numbers of the fares, which only subscribers read. " + std::string(3000, 'x') + " hidden end");
    paid.is_free = false;
    Article withheld = make_article("withheld", "Rail secret", "Not to be seen.");
    withheld.status = Status::kWithheld;
    all.push_back(paid);
    all.push_back(withheld);
    build(all);
    searcher = std::make_unique<Searcher>(Snapshot::open(index, 1), 0);
  }

  std::vector<InstantQuery> parsed(const json& requests) const {
    auto queries = parse_instant_batch(json{{"requests", requests}}.dump(), kNow);
    if (queries) return *queries;
    ADD_FAILURE() << queries.error().message;
    return {};
  }

  json answered(const json& requests, std::size_t* passes = nullptr) {
    const auto queries = parsed(requests);
    const auto batch = answer_instant_batch(queries, *searcher);
    if (!batch) {
      ADD_FAILURE() << batch.error().message;
      return {};
    }
    if (passes != nullptr) *passes = batch->passes;
    json results = json::parse(instant_batch_json(queries, batch->answers)).at("results");
    for (json& result : results) result.erase("processingTimeMS");
    return results;
  }

  json one(const json& params) { return answered({{{"indexName", "articles"}, {"params", params}}}).at(0); }

  std::unique_ptr<Searcher> searcher;
};

json request(const json& params) { return {{"indexName", "articles"}, {"params", params}}; }

// What the helper of InstantSearch sends when outlets, topics and a stretch of time are chosen.
json refined(const std::string& query) {
  const json outlets = json::array({"outlet:-Minus", "outlet:The Post"}), topics = json::array({"topics:Trains"});
  json minus = outlets;
  minus[0] = "outlet:\\-Minus";
  const json times = json::array({"published_ts>=1752537600"});
  const json all = json::array({"outlet", "published_ts", "topics"});
  return json::array({
      request({{"query", query},
               {"facets", all},
               {"facetFilters", json::array({minus, topics})},
               {"numericFilters", times},
               {"hitsPerPage", 5}}),
      request({{"query", query},
               {"facets", "outlet"},
               {"facetFilters", json::array({topics})},
               {"numericFilters", times},
               {"hitsPerPage", 0}}),
      request({{"query", query},
               {"facets", "topics"},
               {"facetFilters", json::array({minus})},
               {"numericFilters", times},
               {"hitsPerPage", 0},
               {"page", 0}}),
      request({{"query", query},
               {"facets", "published_ts"},
               {"facetFilters", json::array({minus, topics})},
               {"hitsPerPage", 0},
               {"analytics", false}}),
  });
}

TEST_F(InstantAnswerTest, AnswersTheRequestsOfAPageInOnePass) {
  for (const std::string query : {"", "rail", "rail stri", "\"rail strike\"", "rail -zeppelin"}) {
    std::size_t passes = 0;
    const json together = answered(refined(query), &passes);
    EXPECT_EQ(passes, 1u) << query;
    ASSERT_EQ(together.size(), 4u);
    for (std::size_t i = 0; i < together.size(); ++i)
      EXPECT_EQ(together[i], answered(json::array({refined(query)[i]}))[0]) << query << " " << i;
    EXPECT_GT(together[0].at("nbHits").get<int>(), 0) << query;
    EXPECT_GT(together[1].at("nbHits"), together[0].at("nbHits")) << query;
    EXPECT_EQ(together[1].at("facets").at("outlet").size(), 3u) << query;
    EXPECT_EQ(together[0].at("facets").at("outlet").size(), 2u) << query;
    EXPECT_LT(together[3].at("facets_stats").at("published_ts").at("min"),
              together[0].at("facets_stats").at("published_ts").at("min"));
  }
}

TEST_F(InstantAnswerTest, TakesAPassOfItsOwnWhereRequestsAreAboutSomethingElse) {
  std::size_t passes = 0;
  json requests = refined("rail");
  requests[1]["params"]["query"] = "strike";              // another query
  requests[2]["params"]["facetFilters"] = json::array();  // not only its own filters dropped
  requests[3]["params"]["hitsPerPage"] = 1;               // wants hits
  requests.push_back(
      {{"indexName", "articles_oldest"}, {"params", {{"query", "rail"}, {"hitsPerPage", 0}, {"facets", "outlet"}}}});
  const json together = answered(requests, &passes);
  EXPECT_EQ(passes, 5u);
  for (std::size_t i = 0; i < together.size(); ++i) EXPECT_EQ(together[i], answered(json::array({requests[i]}))[0]) << i;
}

TEST_F(InstantAnswerTest, AddsUpTheTimesOfPublication) {
  const json stats = one({{"query", "rail"}, {"facets", "published_ts"}}).at("facets_stats").at("published_ts");
  std::int64_t sum = 0, least = 0, most = 0, dated = 0;
  for (const Article& article : articles()) {
    if (!article.id.starts_with("rail") || article.published.seconds_utc == kUndated) continue;
    const std::int64_t seconds = article.published.seconds_utc;
    least = dated == 0 ? seconds : std::min(least, seconds);
    most = std::max(most, seconds);
    sum += seconds;
    ++dated;
  }
  EXPECT_EQ(dated, 23);
  EXPECT_EQ(stats, (json{{"min", least}, {"max", most}, {"sum", sum}, {"avg", sum / dated}}));
  EXPECT_EQ(one({{"query", "zeppelin"}, {"facets", "published_ts"}, {"typoTolerance", false}}).at("facets_stats"),
            json::object());
}

TEST_F(InstantAnswerTest, SaysHowManyPagesThereReallyAre) {
  EXPECT_EQ(one({{"query", "rail"}, {"hitsPerPage", 5}}).at("nbPages"), 5);
  EXPECT_EQ(one({{"query", "rail"}, {"hitsPerPage", 24}}).at("nbPages"), 1);
  const json none = one({{"query", "rail"}, {"hitsPerPage", 0}});
  EXPECT_EQ(none.at("nbPages"), 0);
  EXPECT_EQ(none.at("nbHits"), 24);
  EXPECT_EQ(none.at("hits"), json::array());
  const json beyond = one({{"query", "rail"}, {"hitsPerPage", 5}, {"page", 9}});
  EXPECT_EQ(beyond.at("hits"), json::array());
  EXPECT_EQ(beyond.at("page"), 9);
}

TEST_F(InstantAnswerTest, PagesNoFurtherThanMayBeAsked) {
  InstantQuery query = parsed(json::array({request({{"hitsPerPage", 100}})})).at(0);
  InstantAnswer answer;
  answer.total = 1000000;
  const json result = json::parse(instant_batch_json({&query, 1}, {&answer, 1})).at("results").at(0);
  EXPECT_EQ(result.at("nbPages"), 100);
  EXPECT_EQ(result.at("nbHits"), 1000000);
}

TEST_F(InstantAnswerTest, KeepsABodyThatIsNotFree) {
  const json result = one({{"query", "fares"}, {"attributesToRetrieve", json::array({"*", "body"})}});
  ASSERT_EQ(result.at("hits").size(), 1u);
  const json& hit = result.at("hits").at(0);
  EXPECT_FALSE(hit.contains("body"));
  EXPECT_EQ(hit.at("_highlightResult").at("body").at("value"), hit.at("_snippetResult").at("body").at("value"));
  EXPECT_THAT(hit.dump(), testing::Not(testing::HasSubstr("hidden end")));
  EXPECT_EQ(one({{"query", "secret"}, {"typoTolerance", false}}).at("nbHits"), 1);  // the withheld one isn't there
}

TEST_F(InstantAnswerTest, GivesValuesAsTheyStand) {
  const json result =
      one({{"query", "rail"}, {"facets", json::array({"outlet"})}, {"facetFilters", json::array({"outlet:Daily & <Star>"})}});
  EXPECT_EQ(result.at("facets").at("outlet"), (json{{"Daily & <Star>", 8}}));
  EXPECT_EQ(result.at("hits").at(0).at("_highlightResult").at("outlet").at("value"), "Daily & <Star>");
  const json topics = result.at("hits").at(0).at("_highlightResult").at("topics");
  EXPECT_TRUE(topics.is_array() && topics.at(0).contains("matchLevel"));
}

TEST_F(InstantAnswerTest, SearchesInFacets) {
  const json results = answered({{{"indexName", "articles"},
                                  {"type", "facet"},
                                  {"facet", "outlet"},
                                  {"params", {{"facetQuery", "dai"}, {"facets", "outlet"}}}}});
  EXPECT_EQ(results.at(0).at("facetHits"),
            (json::array({{{"value", "Daily & <Star>"}, {"highlighted", "<em>Dai</em>ly & <Star>"}, {"count", 8}}})));
}

TEST_F(InstantAnswerTest, TellsHowAQueryWasRead) {
  const json misspelt = one({{"query", "railx strike"}});
  EXPECT_EQ(misspelt.at("query"), "railx strike");
  EXPECT_GT(misspelt.at("nbHits").get<int>(), 0);
  EXPECT_EQ(misspelt.at("userData").at(0).at("relaxed"), "spelling");
  EXPECT_FALSE(misspelt.at("message").get<std::string>().empty());
}

TEST_F(InstantAnswerTest, RanksFinishedWordsAsTheyAreRankedElsewhere) {
  Article apart = make_article("apart", "Strike ends", "The rail came later; strike, strike, strike. Rail.");
  Article together = make_article("together", "Notes", "A rail strike, the rail strike, one more rail strike and its end.");
  add({apart, together});
  Searcher fresh(Snapshot::open(index, 1), 0);
  for (const char* sort : {"articles", "articles_relevance"}) {
    std::vector<std::vector<std::pair<std::string, double>>> orders;
    for (const char* type : {"prefixNone", "prefixLast"}) {
      const json body = {
          {"requests", json::array({{{"indexName", sort},
                                     {"params", {{"query", "rail strike"}, {"queryType", type}, {"hitsPerPage", 50}}}}})}};
      const auto batch = answer_instant_batch(*parse_instant_batch(body.dump(), kNow), fresh);
      ASSERT_TRUE(batch);
      orders.emplace_back();
      for (const Hit& hit : batch->answers[0].hits) orders.back().emplace_back(hit.article.id, hit.score);
    }
    EXPECT_EQ(orders[0].size(), 26u);
    EXPECT_EQ(orders[0], orders[1]) << sort;
  }
}

TEST_F(InstantAnswerTest, AnswersOverTheRouter) {
  const struct {
    const char* target;
    const char* body;
    unsigned status;
  } cases[] = {
      {"/1/indexes/*/queries", R"({"requests":[]})", 200},
      {"/1/indexes/%2A/queries?x-algolia-agent=a%20b", R"({"requests":[]})", 200},
      {"/1/indexes/*/queries?q=x", R"({"requests":[]})", 400},
      {"/1/indexes/*/queries", "{", 400},
      {"/1/indexes/*/queries", R"({"requests":[{"indexName":"x"}]})", 404},
      {"/1/indexes/articles/facets/outlet/query", "", 200},
      {"/1/indexes/articles/facets/url/query", "", 400},
  };
  for (const auto& c : cases) {
    const auto target = parse_target(c.target);
    const RouteRow* const row = find_route(target->segments);
    ASSERT_TRUE(row != nullptr && row->post && !row->get) << c.target;
    const auto answer = row->answer({*target, c.body, {}, "", c.target}, *searcher, kNow);
    ASSERT_TRUE(answer) << c.target;
    EXPECT_EQ(answer->status, c.status) << c.target << " " << c.body << ": " << answer->body.substr(0, 200);
    if (c.status < 400) continue;
    const json error = json::parse(answer->body);
    EXPECT_EQ(error.at("status"), c.status);
    EXPECT_FALSE(error.at("message").get<std::string>().empty());
  }
  EXPECT_EQ(find_route({"1", "indexes", "articles", "queries"}), nullptr);
}

}  // namespace
}  // namespace newshound
