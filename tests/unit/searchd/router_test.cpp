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

HttpRequest asking(std::string method, std::string target) {
  HttpRequest request;
  request.method = std::move(method);
  request.target = std::move(target);
  request.headers = {{"Host", "news.example"}};
  return request;
}

std::string header(const HttpResponse& response, std::string_view name) {
  const auto found =
      std::find_if(response.headers.begin(), response.headers.end(), [&](const auto& h) { return h.first == name; });
  return found == response.headers.end() ? "" : found->second;
}

TEST(RouterTest, AnswersAtOnceWhatNeedsNoWorker) {
  const struct {
    const char* method;
    const char* target;
    bool draining;
    unsigned status;
  } cases[] = {
      {"GET", "/healthz", false, 200},
      {"HEAD", "/healthz", false, 200},
      {"GET", "/healthz", true, 200},
      {"GET", "/readyz", false, 200},
      {"GET", "/readyz", true, 503},
      {"GET", "/openapi.json", false, 200},
      {"GET", "/nothing", false, 404},
      {"GET", "/web/nothing.css", false, 404},
      {"GET", "/web/templates/head.mustache", false, 404},
      {"GET", "/web/../options.h", false, 404},
      {"GET", "/article", false, 404},
      {"GET", "/article/", false, 404},
      {"POST", "/search", false, 405},
      {"GET", "/v1", false, 404},
      {"GET", "/v1/search/", false, 404},
      {"GET", "//v1/search", false, 404},
      {"GET", "/V1/search", false, 404},
      {"GET", "/v1/articles", false, 404},
      {"GET", "/v1/articles/", false, 404},
      {"GET", "/v1/articles/a/b", false, 404},
      {"POST", "/nothing", false, 404},
      {"OPTIONS", "*", false, 204},
      {"OPTIONS", "/v1/search", false, 204},
      {"OPTIONS", "/nothing", false, 404},
      {"GET", "*", false, 400},
      {"CONNECT", "news.example:443", false, 400},
      {"POST", "/v1/search", false, 405},
      {"DELETE", "/v1/articles/a", false, 405},
      {"BREW", "/healthz", false, 405},
      {"get", "/healthz", false, 405},
      {"GET", "/v1/search?q=%zz", false, 400},
      {"GET", "/v1/search?q=%00", false, 400},
  };
  for (const auto& c : cases) {
    Target target;
    const auto response = Router().respond_at_once(asking(c.method, c.target), c.draining, target);
    ASSERT_TRUE(response.has_value()) << c.method << " " << c.target;
    EXPECT_EQ(response->status, c.status) << c.method << " " << c.target;
    EXPECT_EQ(header(*response, "Cache-Control"), c.status < 400 ? "no-cache" : "no-store") << c.method << " " << c.target;
    const bool tells_methods = c.status == 204 || c.status == 405;
    EXPECT_EQ(header(*response, "Allow"), tells_methods ? "GET, HEAD, OPTIONS" : "") << c.method << " " << c.target;
    EXPECT_TRUE(c.status == 204 || json::parse(response->body).is_object()) << c.method << " " << c.target;
    EXPECT_EQ(response->content_type, c.status < 400 ? "application/json" : "application/problem+json") << c.target;
  }
}

TEST(RouterTest, LeavesSearchAndArticlesToAWorker) {
  for (const char* method : {"GET", "HEAD"}) {
    for (const char* text : {"/v1/search", "/v1/search?q=x", "/v1/articles/a%2Fb", "http://news.example/v1/search?q=x"}) {
      Target target;
      EXPECT_FALSE(Router().respond_at_once(asking(method, text), false, target).has_value()) << method << " " << text;
      EXPECT_EQ(target.segments.at(0), "v1") << text;
    }
  }
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

  HttpResponse get(const std::string& text) const {
    Target target;
    auto response = Router().respond_at_once(asking("GET", text), false, target);
    if (response) return *response;
    Searcher searcher(Snapshot::open(index, 1), 0);
    return Router().answer(target, searcher, kNow);
  }
};

TEST_F(RouterAnswerTest, FindsWhatReadersMaySee) {
  const HttpResponse response = get("/v1/search?q=rail&facets=outlet&limit=5");
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
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

TEST_F(RouterAnswerTest, CountsEveryFieldOfAFacetWithoutItsOwnFilter) {
  const json answer = json::parse(get("/v1/search?outlet=The+Post&outlet=-Other&facets=outlet,topic&limit=0").body);
  EXPECT_EQ(answer.at("total").at("value"), 2);
  EXPECT_TRUE(answer.at("hits").empty());
  EXPECT_EQ(answer.at("facets").at("topic").at("buckets").size(), 2u);
}

}  // namespace
}  // namespace newshound
