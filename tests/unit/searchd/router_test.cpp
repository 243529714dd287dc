#include "searchd/router.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::int64_t kNow = 1753200000;  // 2025-07-22T16:00:00Z

std::string header(const HttpResponse& response, std::string_view name) {
  const auto found =
      std::find_if(response.headers.begin(), response.headers.end(), [&](const auto& h) { return h.first == name; });
  return found == response.headers.end() ? "" : found->second;
}

std::string label(const std::string& path) {
  const auto target = parse_target(path);
  if (!target) return "not a path";
  const RouteRow* const row = find_route(target->segments);
  return row == nullptr ? "" : std::string(row->label);
}

TEST(RouterTest, KnowsItsRoutes) {
  const struct {
    const char* path;
    const char* label;
  } cases[] = {
      {"/", "/"},
      {"/healthz", "/healthz"},
      {"/readyz", "/readyz"},
      {"/metrics", "/metrics"},
      {"/openapi.json", "/openapi.json"},
      {"/search.rss?q=x", "/search.rss"},
      {"/v1/search", "/v1/search"},
      {"http://news.example/v1/search?q=x", "/v1/search"},
      {"/v1/suggest", "/v1/suggest"},
      {"/v1/timeline", "/v1/timeline"},
      {"/v1/explain", "/v1/explain"},
      {"/v1/facets/outlet", "/v1/facets/{field}"},
      {"/v1/articles/a%2Fb", "/v1/articles/{id}"},
      {"/v1/articles/a/similar", "/v1/articles/{id}/similar"},
      {"/search?q=x", "/search"},
      {"/article/a", "/article/{id}"},
      {"/web/page.css", "/web/{file}"},
      {"/web/strings/de.json", "/web/{folder}/{file}"},
      {"/1/indexes/*/queries", "/1/indexes/*/queries"},
      {"/article", ""},
      {"/nothing", ""},
      {"/v1", ""},
      {"/v1/search/", ""},
      {"//v1/search", ""},
      {"/V1/search", ""},
      {"/v1/articles", ""},
      {"/v1/articles/", ""},
      {"/v1/articles/a/b", ""},
      {"/v1/articles/a/similar/b", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(label(c.path), c.label) << c.path;
}

TEST(RouterTest, SaysWhichMethodsARouteTakes) {
  EXPECT_EQ(allowed_methods(*find_route({"healthz"})), "GET, HEAD, OPTIONS");
  EXPECT_EQ(allowed_methods(*find_route({"v1", "search"})), "GET, HEAD, POST, OPTIONS");
}

class RouterAnswerTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    Article free = make_article("rail-1", "Rail strike called off", "The strike would have begun on Monday.");
    Article paid = make_article("a/b", "Rail fares rise", "Fares rise by two per cent.");
    paid.is_free = false;
    Article withheld = make_article("withheld", "Rail secret", "Not to be seen.");
    withheld.status = Status::kWithheld;
    Article embargoed = make_article("embargoed", "Rail budget", "To be seen later.");
    embargoed.embargoed_until.seconds_utc = kNow + 1;
    Article expired = make_article("expired", "Rail offer", "To be seen before.");
    expired.expires.seconds_utc = kNow - 1;
    build({free, paid, withheld, embargoed, expired});
  }

  HttpResponse get(const std::string& text, Rights rights = {.bulk = true}, const std::string& body = {}) const {
    auto target = parse_target(text);
    if (!target) return from_error(target.error());
    Searcher searcher(Snapshot::open(index, 1), 0);
    const RouteRow* const row = find_route(target->segments);
    auto answer = row->answer({*target, body, std::move(rights), "https://search.example", text}, searcher, kNow);
    if (!answer) return from_error(answer.error());
    HttpResponse response;
    response.body = answer->body;
    response.content_type = answer->content_type;
    response.headers = answer->headers;
    return response;
  }
};

TEST_F(RouterAnswerTest, FindsWhatReadersMaySee) {
  const HttpResponse response = get("/v1/search?q=rail&facets=outlet&limit=5");
  EXPECT_EQ(response.status, 200u);
  const json answer = json::parse(response.body);
  EXPECT_EQ(answer.at("total").at("value"), 2);
  EXPECT_EQ(answer.at("hits").size(), 2u);
  EXPECT_EQ(answer.at("facets").at("outlet").at("buckets").at(0).at("count"), 2);
  EXPECT_EQ(answer.at("index").at("generation"), 1);
}

TEST_F(RouterAnswerTest, GivesArticlesThatReadersMaySee) {
  const json free = json::parse(get("/v1/articles/rail-1").body);
  EXPECT_EQ(free.at("title"), "Rail strike called off");
  EXPECT_EQ(free.at("body"), "The strike would have begun on Monday.");
  const json paid = json::parse(get("/v1/articles/a%2Fb").body);
  EXPECT_EQ(paid.at("title"), "Rail fares rise");
  EXPECT_FALSE(paid.contains("body"));
  const HttpResponse unknown = get("/v1/articles/unknown");
  EXPECT_EQ(unknown.status, 404u);
  for (const char* hidden : {"withheld", "embargoed", "expired"}) {
    const HttpResponse response = get(std::string("/v1/articles/") + hidden);
    EXPECT_EQ(response.status, 404u) << hidden;
    EXPECT_EQ(response.body, unknown.body) << hidden;  // nothing tells that it exists
  }
}

TEST_F(RouterAnswerTest, SaysWhatIsWrong) {
  const struct {
    std::string target;
    unsigned status;
    const char* code;
    const char* parameter;
  } cases[] = {
      {"/v1/search?outlt=x", 400, "unknown-parameter", "outlt"},
      {"/v1/search?now=2025-07-21T00:00:00Z", 400, "unknown-parameter", "now"},
      {"/v1/search?limit=101", 400, "invalid-parameter", "limit"},
      {"/v1/search?limit=1&limit=2", 400, "invalid-parameter", "limit"},
      {"/v1/search?page=1001", 400, "invalid-parameter", "page"},
      {"/v1/search?fields=nothing", 400, "invalid-parameter", "fields"},
      {"/v1/search?q=" + std::string(4097, 'x'), 400, "too-large", "q"},
      {"/v1/search?q=%00", 400, "invalid-parameter", "q"},
      {"/v1/search?q=a%01", 400, "invalid-parameter", "q"},
      {"/v1/articles/rail-1?fields=title", 400, "unknown-parameter", "fields"},
  };
  for (const auto& c : cases) {
    const HttpResponse response = get(c.target);
    const std::string shown = c.target.substr(0, 60);
    EXPECT_EQ(response.status, c.status) << shown;
    EXPECT_EQ(response.content_type, "application/problem+json") << shown;
    const json problem = json::parse(response.body);
    EXPECT_EQ(problem.at("code"), c.code) << shown << ": " << response.body;
    EXPECT_EQ(problem.value("parameter", ""), c.parameter) << shown << ": " << response.body;
  }
}

TEST_F(RouterAnswerTest, TakesParametersAsJson) {
  const json answer =
      json::parse(get("/v1/search?facets=outlet", {}, R"({"q":"rail","limit":1,"topic":["Trade","Energy"]})").body);
  EXPECT_EQ(answer.at("total").at("value"), 2);
  EXPECT_EQ(answer.at("hits").size(), 1u);
  EXPECT_EQ(get("/v1/search?q=x", {}, R"({"q":"rail"})").status, 400u);  // twice
}

TEST_F(RouterAnswerTest, ExportsWhatMayBeSeen) {
  const HttpResponse lines = get("/v1/search?q=rail&format=jsonl&fields=title,body");
  EXPECT_EQ(lines.content_type, "application/x-ndjson");
  EXPECT_EQ(header(lines, "Newshound-Total"), "2");
  EXPECT_EQ(lines.body,
            "{\"id\":\"a/b\",\"title\":\"Rail fares rise\"}\n"
            "{\"id\":\"rail-1\",\"title\":\"Rail strike called off\",\"body\":\"The strike would have begun on Monday.\"}\n");
  EXPECT_EQ(get("/v1/search?q=fares&format=csv&fields=id,body").body, "id,body\r\na/b,\r\n");
  const Rights all{.key_name = "desk", .bodies = true, .bulk = true};
  EXPECT_EQ(get("/v1/search?q=fares&format=csv&fields=id,body", all).body, "id,body\r\na/b,Fares rise by two per cent.\r\n");
  EXPECT_EQ(get("/v1/search?q=rail&format=ids").body, "a/b\nrail-1\n");
  EXPECT_EQ(get("/v1/search?q=rail&format=ids", Rights{}).status, 403u);
}

TEST_F(RouterAnswerTest, GivesFeeds) {
  const HttpResponse feed = get("/search.rss?q=rail+fares");
  EXPECT_EQ(feed.content_type, "application/rss+xml; charset=utf-8");
  EXPECT_NE(feed.body.find("<title>Rail fares rise</title>"), std::string::npos);
  EXPECT_NE(feed.body.find("<link>https://search.example/search?q=rail+fares</link>"), std::string::npos);
  EXPECT_NE(feed.body.find("<atom:link href=\"https://search.example/search.rss?q=rail+fares\" rel=\"self\""), std::string::npos);
  EXPECT_EQ(feed.body.find("secret"), std::string::npos);
}

TEST_F(RouterAnswerTest, ExplainsEachHitIfAsked) {
  const json answer = json::parse(get("/v1/search?q=rail&explain=1").body);
  EXPECT_EQ(answer.at("hits").at(0).at("explanation").at("matches"), true);
  EXPECT_EQ(get("/v1/search?q=rail&explain=1&limit=21").status, 400u);
}

TEST_F(RouterAnswerTest, GivesCountsAsCsv) {
  EXPECT_EQ(get("/v1/facets/outlet?format=csv").body, "facet,value,count\r\noutlet,The Post,2\r\n");
  EXPECT_EQ(get("/v1/facets/outlet?format=rss").status, 400u);
}

TEST_F(RouterAnswerTest, CountsEveryFieldOfAFacetWithoutItsOwnFilter) {
  const json answer = json::parse(get("/v1/search?outlet=The+Post&outlet=-Other&facets=outlet,topic&limit=0").body);
  EXPECT_EQ(answer.at("total").at("value"), 2);
  EXPECT_TRUE(answer.at("hits").empty());
  EXPECT_EQ(answer.at("facets").at("topic").at("buckets").size(), 2u);
}

}  // namespace
}  // namespace newshound
