#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "query/answer_json.h"

namespace newshound {
namespace {

using nlohmann::json;

Article sample_article() {
  Article article;
  article.id = "a-1";
  article.url = "https://example.org/a";
  article.title = "Apple \"backdoor\"\n";
  article.body = "Body";
  article.outlet = "PYMNTS";
  article.topics = {"tech"};
  article.language = "en";
  article.published = {1753056000, true};
  return article;
}

SearchAnswer sample_answer() {
  SearchAnswer answer;
  answer.text = "apple";
  answer.parsed = "apple";
  answer.total = 12;
  answer.took_ms = 0.4;
  answer.hits.push_back({sample_article(), 7.3125, {"<mark>Apple</mark>", {"one", "two"}, "JD Vance, 100%"}});
  answer.facets.push_back({Field::kOutlet, {{"PYMNTS", 3}}, 9, 0, 4});
  answer.facets.push_back({Field::kTopic, {}, std::nullopt, 12, 0});
  answer.histogram = HistogramAnswer{Interval::kMonth, {{"2025-07-01", 3}}, 1};
  answer.limit = 10;
  answer.generation = 41;
  answer.articles = 20840;
  return answer;
}

TEST(AnswerJsonTest, HasTheDocumentedShape) {
  const json expected = json::parse(R"json({
    "query": {"text": "apple", "parsed": "apple", "sort": "best", "relaxed": null, "notes": []},
    "total": {"value": 12, "exact": true}, "took_ms": 0.4,
    "hits": [{"id": "a-1", "url": "https://example.org/a", "title": "Apple \"backdoor\"\n", "outlet": "PYMNTS", "published": "2025-07-21",
              "topics": ["tech"], "authors": [], "language": "en", "score": 7.3125,
              "link": "https://example.org/a#:~:text=JD%20Vance%2C%20100%25",
              "highlight": {"title": "<mark>Apple</mark>", "snippets": ["one", "two"]}}],
    "facets": {"outlet": {"buckets": [{"value": "PYMNTS", "count": 3}], "other": 9, "missing": 0, "values": 4, "exact": true},
               "topic": {"buckets": [], "other": null, "missing": 12, "values": 0, "exact": true}},
    "histogram": {"interval": "month", "buckets": [{"start": "2025-07-01", "count": 3}], "missing": 1},
    "did_you_mean": null, "page": {"limit": 10, "number": 1, "next_cursor": null}, "index": {"generation": 41, "articles": 20840}})json");
  EXPECT_EQ(json::parse(answer_to_json(sample_answer(), {})), expected);
  EXPECT_EQ(json::parse(answer_to_json(sample_answer(), {.pretty = true})), expected);
}

TEST(AnswerJsonTest, EmptyAnswerKeepsItsShape) {
  const json answer = json::parse(answer_to_json(SearchAnswer{}, {}));
  EXPECT_EQ(answer["hits"], json::array());
  EXPECT_EQ(answer["facets"], json::object());
  EXPECT_TRUE(answer["histogram"].is_null());
}

TEST(AnswerJsonTest, GivesTheMembersThatAreAskedFor) {
  Hit hit{sample_article(), 1, {}};
  hit.article.extra = R"({"desk":"x"})";
  EXPECT_EQ(json::parse(hit_to_json(hit, {.fields = {"title", "body", "extra"}})),
            json::parse(R"({"id":"a-1","title":"Apple \"backdoor\"\n","body":"Body","extra":{"desk":"x"}})"));
  hit.article.is_free = false;
  EXPECT_FALSE(json::parse(hit_to_json(hit, {.fields = {"body"}})).contains("body"));
  EXPECT_TRUE(json::parse(hit_to_json(hit, {.fields = {"body"}, .full_bodies = true})).contains("body"));
  const json all = json::parse(hit_to_json(hit, {}));
  EXPECT_FALSE(all.contains("body"));
  EXPECT_FALSE(all.contains("status"));
  EXPECT_EQ(all["is_free"], false);
}

TEST(AnswerJsonTest, ShowsNoUrlThatIsNotOfTheWeb) {
  Hit hit{sample_article(), 1, {"x", {}, "x"}};
  hit.article.url = "javascript:alert(1)";
  hit.article.image = "data:text/html,x";
  const json shown = json::parse(hit_to_json(hit, {}));
  EXPECT_TRUE(shown["url"].is_null());
  EXPECT_FALSE(shown.contains("link"));
  EXPECT_FALSE(shown.contains("image"));
}

TEST(AnswerJsonTest, IsValidUtf8WhateverTheArticleHolds) {
  struct Case {
    std::string text, shown;
  };
  const Case cases[] = {
      {std::string("a\0b\x1f\x7f", 5), std::string("a\0b\x1f\x7f", 5)},
      {"\xff", "\ufffd"},
      {"\xc3", "\ufffd"},
      {"\xe2\x82", "\ufffd\ufffd"},
      {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
      {"\xc0\xaf", "\ufffd\ufffd"},
      {"\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd"},
      {"\U0001F600 \u20ac", "\U0001F600 \u20ac"},
      {"\\ \" \t", "\\ \" \t"},
  };
  for (const Case& c : cases) {
    Hit hit{sample_article(), 1, {}};
    hit.article.title = c.text;
    EXPECT_EQ(json::parse(hit_to_json(hit, {}))["title"], c.shown) << testing::PrintToString(c.text);
  }
  Hit hit{sample_article(), std::numeric_limits<double>::quiet_NaN(), {}};
  EXPECT_TRUE(json::parse(hit_to_json(hit, {}))["score"].is_null());
}

TEST(AnswerJsonTest, KnowsWhichFieldsShowMarks) {
  EXPECT_TRUE(shows_marks({}));
  EXPECT_TRUE(shows_marks({"id", "link"}));
  EXPECT_TRUE(shows_marks({"highlight"}));
  EXPECT_FALSE(shows_marks({"id", "title", "body"}));
}

TEST(AnswerJsonTest, RefusesUnknownFields) {
  EXPECT_TRUE(check_fields({"title", "body", "link"}).has_value());
  const auto checked = check_fields({"titel"});
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().name, "fields");
  EXPECT_NE(checked.error().message.find("title"), std::string::npos);
}

TEST(AnswerJsonTest, WritesProblems) {
  const Error error{ErrorCode::kInvalidQuery, "no closing quote", "q", 7};
  EXPECT_EQ(json::parse(problem_json(error, 400)), json::parse(R"({"type":"about:blank","title":"Bad Request","status":400,
    "detail":"no closing quote","code":"invalid-query","parameter":"q","position":7})"));
  EXPECT_FALSE(json::parse(problem_json(Error{ErrorCode::kNotFound, "no such article"}, 404)).contains("parameter"));
}

}  // namespace
}  // namespace newshound
