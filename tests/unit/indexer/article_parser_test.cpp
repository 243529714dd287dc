#include "indexer/article_parser.h"

#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "indexer/article_id.h"
#include "indexer/html_text.h"
#include "schemas/article_json.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kNow = 1753100000;  // 2025-07-21

ParsedArticle parse(std::string_view line) { return ArticleParser({"en", kNow}).parse(line); }

TEST(ArticleParserTest, ReadsWhatItIsGiven) {
  const struct {
    std::string line, json;  // what article_to_json() gives; empty if the line is rejected
    std::string says;        // in a warning or the error; empty if there is none
  } cases[] = {
      {R"({"id":"1","title":"T"})", R"({"id":"1","title":"T","language":"en"})", ""},
      {R"({"id":7,"body":"B","outlet":null,"topics":[],"authors":""})", R"({"id":"7","body":"B","language":"en"})", ""},
      {R"({"id":"1","title":" A\n title\t","authors":"Ada","topics":["a","a"," b "]})",
       R"({"id":"1","title":"A  title","authors":["Ada"],"language":"en","topics":["a","b"]})", ""},
      {R"({"id":"1","title":"T","published":"2025-07-21T10:00:00+02:00"})",
       R"({"id":"1","title":"T","language":"en","published":"2025-07-21T08:00:00Z"})", ""},
      {R"({"id":"1","title":"T","published":"2025-07-01"})", R"({"id":"1","title":"T","language":"en","published":"2025-07-01"})",
       ""},
      {R"({"id":"1","title":"T","published":"yesterday"})", R"({"id":"1","title":"T","language":"en"})",
       "published: \"yesterday\""},
      {R"({"id":"1","title":"T","published":"1246-01-01"})", R"({"id":"1","title":"T","language":"en"})", "before 1600"},
      {R"({"id":"1","title":"T","published":"2026-07-21"})", R"({"id":"1","title":"T","language":"en"})", "lies ahead"},
      {R"({"id":"1","title":"T","published":"2026-07-21","embargoed_until":"2026-07-21"})",
       R"({"id":"1","title":"T","language":"en","published":"2026-07-21","embargoed_until":"2026-07-21"})", ""},
      {R"({"id":"1","title":"T","url":"javascript:x"})", R"({"id":"1","title":"T","language":"en"})", "url: \"javascript"},
      {R"({"id":"1","title":"T","url":"https://x.example/a"})",
       R"({"id":"1","url":"https://x.example/a","title":"T","language":"en"})", ""},
      {R"({"id":"1","title":"T","outlet":5})", R"({"id":"1","title":"T","language":"en"})", "outlet: is not a string"},
      {R"({"id":"1","title":"T","is_free":"no"})", R"({"id":"1","title":"T","language":"en"})", "is_free"},
      {R"({"id":"1","title":"T","is_free":false,"status":"canceled"})",
       R"({"id":"1","title":"T","language":"en","status":"canceled","is_free":false})", ""},
      {R"({"id":"1","title":"T","status":"spiked"})", R"({"id":"1","title":"T","language":"en","status":"withheld"})", "status"},
      {R"({"id":"1","title":"T","language":"the language of Shakespeare"})", R"({"id":"1","title":"T","language":"en"})",
       "language"},
      {R"({"id":"1","title":"T","embargoed_until":"tomorrow","status":"usable"})",
       R"({"id":"1","title":"T","language":"en","status":"withheld"})", "embargoed_until: \"tomorrow\""},
      {R"({"id":"1","title":"T","embargoed_until":17,"status":"canceled"})",
       R"({"id":"1","title":"T","language":"en","status":"canceled"})", "embargoed_until"},
      {R"({"id":"1","title":"T","word_count":12,"desk":{"b":[1,"ü"]}})",
       R"({"id":"1","title":"T","language":"en","word_count":12,"desk":{"b":[1,"ü"]}})", ""},
      {R"({"id":"1","title":"old","title":"new"})", R"({"id":"1","title":"new","language":"en"})", ""},
      {R"({"id":"1","title":"old","title":null,"body":"B"})", R"({"id":"1","body":"B","language":"en"})", ""},
      {R"({"id":"1","title":"T","x":1,"y":2,"x":3,"y":null})", R"({"id":"1","title":"T","language":"en","x":3})", ""},
      {R"({"id":"1","title":"T","outlet":"O","outlet":5})", R"({"id":"1","title":"T","language":"en"})",
       "outlet: is not a string"},
      {R"({"id":18446744073709551615,"title":"T"})", R"({"id":"18446744073709551615","title":"T","language":"en"})", ""},
      {R"({"id":"1","title":"T","modified":"2026-07-21"})", R"({"id":"1","title":"T","language":"en"})",
       "modified: 2026-07-21 lies ahead"},
      {R"({"id":"1","title":"T","modified":"0001-01-01"})", R"({"id":"1","title":"T","language":"en"})",
       "modified: 0001-01-01 is before"},
      {R"({"id":"1","title":"T","expires":"9999-12-31"})", R"({"id":"1","title":"T","language":"en","expires":"9999-12-31"})",
       ""},
      {R"({"id":"1","title":"T","x":123456789012345678901234567890})",
       R"({"id":"1","title":"T","language":"en","x":"123456789012345678901234567890"})", "out of range"},
      {R"({"id":"1","title":"T","x":[1e999,-2.5e3]})", R"({"id":"1","title":"T","language":"en","x":["1e999",-2.5e3]})",
       "out of range"},
      {R"({"id":"1","title":"cut \ud83d"})", R"({"id":"1","title":"cut \ufffd","language":"en"})", "half a surrogate pair"},
      {R"({"id":"1","title":"\udc00 \ud83d\ude00 \\ud83d"})", R"({"id":"1","title":"\ufffd 😀 \\ud83d","language":"en"})",
       "half a surrogate pair"},
      {R"({"id":"1","title":"T","x":01})", "", "not JSON"},
      {R"({"id":"1","title":"\q"})", "", "not JSON"},
      {R"({"id":"1","body_html":"<p>One &amp; two</p><script>x()</script><p>three</p>"})",
       R"({"id":"1","body":"One & two\n\nthree","language":"en"})", ""},
      {"{\"id\":\"1\",\"title\":\"caf\xE9\"}", R"({"id":"1","title":"caf�","language":"en"})", "invalid UTF-8"},
      {R"({"id":"1","title":"a\u0000b\u0007c"})", R"({"id":"1","title":"a b c","language":"en"})", ""},
      {R"({"id":"1"})", "", "neither a title nor a body"},
      {R"({"id":"1","title":"  ","body":null})", "", "neither a title nor a body"},
      {R"([1,2])", "", "not an object"},
      {R"({"id":"1","title":)", "", "not JSON"},
      {R"("text")", "", "not an object"},
      {"{\"id\":\"1\",\"title\":\"a\nb\"}", "", "not JSON"},
  };
  for (const auto& c : cases) {
    const ParsedArticle parsed = parse(c.line);
    std::string says;
    if (!parsed.article) says = parsed.error.message;
    for (const Error& warning : parsed.warnings) says += warning.name + ": " + warning.message + "\n";
    EXPECT_EQ(parsed.article.has_value(), !c.json.empty()) << c.line << "\n" << says;
    if (parsed.article && !c.json.empty()) {
      // Order of members is the schema's: compare as parsed again.
      EXPECT_EQ(parse(article_to_json(*parsed.article)).article, parse(c.json).article) << article_to_json(*parsed.article);
    }
    if (c.says.empty()) {
      EXPECT_EQ(says, "") << c.line;
    } else {
      EXPECT_THAT(says, HasSubstr(c.says)) << c.line;
    }
  }
}

TEST(ArticleParserTest, LimitsRejectOrDrop) {
  const std::string long_id(10000, 'x');
  EXPECT_THAT(parse(R"({"title":"T","id":")" + long_id + "\"}").error.message, HasSubstr("10000 bytes, 512 are allowed"));
  EXPECT_EQ(parse(R"({"id":"1","title":")" + std::string(kMaxTitleBytes + 1, 't') + "\"}").error.name, "title");
  EXPECT_EQ(parse(R"({"id":"1","body":")" + std::string(kMaxBodyBytes + 1, 't') + "\"}").error.name, "body");
  std::string topics;
  for (int i = 0; i < 300; ++i) topics += fmt::format("{}\"t{}\"", i == 0 ? "" : ",", i);
  const ParsedArticle many = parse(R"({"id":"1","title":"T","topics":[)" + topics + "]}");
  ASSERT_TRUE(many.article);
  EXPECT_EQ(many.article->topics.size(), kMaxValuesPerField);
  EXPECT_EQ(many.warnings.size(), 1u);
  const std::string deep = R"({"id":"1","title":"T","x":)" + std::string(100000, '[') + std::string(100000, ']') + "}";
  EXPECT_THAT(parse(deep).error.message, HasSubstr("nests deeper than 64"));
  // Also where the parser's buffers had to grow first.
  const std::string deep_and_long =
      R"({"id":"1","body":")" + std::string(200000, 'b') + R"(","x":)" + std::string(100, '[') + std::string(100, ']') + "}";
  EXPECT_THAT(parse(deep_and_long).error.message, HasSubstr("nests deeper than 64"));
}

// A hostile line could ask for a warning every two bytes, and for time in the square of its members.
TEST(ArticleParserTest, WarningsAndTimeAreBoundedWhateverTheLineHolds) {
  std::string numbers = "1", members, fields;
  for (int i = 0; i < 100000; ++i) numbers += ",1";
  for (int i = 0; i < 100000; ++i) members += fmt::format(",\"k{}\":1", i);
  for (int i = 0; i < 100000; ++i) fields += ",\"outlet\":1";
  EXPECT_EQ(parse(R"({"title":"T","topics":[)" + numbers + "]}").warnings.size(), 1u);
  EXPECT_LT(parse(R"({"title":"T")" + fields + "}").warnings.size(), 100u);
  const ParsedArticle many = parse(R"({"id":"1","title":"T")" + members + "}");
  ASSERT_TRUE(many.article);
  EXPECT_EQ(parse(article_to_json(*many.article)).article, many.article);
}

// Read as the spaces that other text gets, they would make one id of two.
TEST(ArticleParserTest, AnIdWithControlCharactersIsNoId) {
  for (const char* id : {R"(a\u0001b)", R"(a\nb)", R"(a\tb)", R"(a\u0085b)"}) {
    const ParsedArticle parsed = parse(std::string(R"({"title":"T","id":")") + id + "\"}");
    ASSERT_TRUE(parsed.article) << id;
    EXPECT_EQ(parsed.article->id, parse(R"({"title":"T"})").article->id) << id;
    EXPECT_EQ(parsed.warnings.size(), 1u) << id;
  }
}

TEST(ArticleJsonTest, UnknownFieldsStandLastAsTheyCame) {
  const struct {
    std::string extra, json;
  } cases[] = {
      {"", R"({"id":"1","title":"T"})"},
      {R"({"b":1.50,"a":[]})", R"({"id":"1","title":"T","b":1.50,"a":[]})"},
      {"{ }", R"({"id":"1","title":"T"})"},
      {"{\n\"b\":\n1}", R"({"id":"1","title":"T", "b": 1})"},
      {R"({"title":"other","b":1})", R"({"id":"1","title":"T","b":1})"},  // the article's own stays
      {R"({"b":{"title":2}})", R"({"id":"1","title":"T","b":{"title":2}})"},
      {R"([1])", R"({"id":"1","title":"T"})"},
      {R"({"b":)", R"({"id":"1","title":"T"})"},
      {"{\"b\":\"\xFF\"}", R"({"id":"1","title":"T"})"},
  };
  for (const auto& c : cases) {
    Article article;
    article.id = "1";
    article.title = "T";
    article.extra = c.extra;
    EXPECT_EQ(article_to_json(article), c.json) << c.extra;
  }
}

TEST(ArticleParserTest, WhatItPrintsItReadsBack) {
  const std::string line =
      R"({"id":"é\"1","url":"https://x.example/a","canonical_url":"https://x.example/","title":"T","standfirst":"S","body":"a\n\nb","authors":["A","B"],)"
      R"("outlet":"O","section":"S","topics":["x"],"places":["p"],"language":"pt-BR","published":"2025-07-01","modified":"2025-07-02T01:02:03Z",)"
      R"("embargoed_until":"2025-07-01","expires":"2030-01-01","status":"withheld","image":"https://x.example/i.jpg","correction":"c",)"
      R"("wire_credit":"w","is_free":true,"extra_one":[1,{"a":null}]})";
  const ParsedArticle once = parse(line);
  ASSERT_TRUE(once.article);
  EXPECT_TRUE(once.warnings.empty());
  EXPECT_EQ(parse(article_to_json(*once.article)).article, once.article);
}

TEST(ArticleIdTest, CanonicalForms) {
  const struct {
    std::string url, canonical;
  } cases[] = {
      {"http://News.Example/a/b/", "https://news.example/a/b"},
      {"https://news.example/a?utm_source=x&id=7&fbclid=z#top", "https://news.example/a?id=7"},
      {"https://news.example/a?utm_source=x", "https://news.example/a"},
      {"https://news.example:443/a", "https://news.example/a"},
      {"https://news.example", "https://news.example"},
      {"ftp://news.example/a", ""},
      {"javascript:alert(1)", ""},
      {"not a url", ""},
      {"https:///path", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(canonical_form(c.url), c.canonical) << c.url;
}

TEST(ArticleIdTest, EqualUrlsAreOneArticleAndOthersAreToldByTheirText) {
  const auto id = [](std::string_view line) { return parse(line).article->id; };
  EXPECT_EQ(id(R"({"title":"A","url":"http://x.example/a?utm_medium=m"})"),
            id(R"({"title":"B","url":"https://X.example/a/#c"})"));
  EXPECT_NE(id(R"({"title":"A"})"), id(R"({"title":"B"})"));
  EXPECT_EQ(id(R"({"title":"A"})").size(), 32u);
}

TEST(HtmlTextTest, KeepsTextAndNothingElse) {
  const struct {
    std::string html, text;
  } cases[] = {
      {"<p>a<p>b", "a\n\nb"},
      {"a <b>bold</b> word", "a bold word"},
      {"<style>p{}</style>x<!-- c -->y", "xy"},
      {"5 < 6 &amp;amp; 7 &#8364; &#x20AC; &nosuch; &", "5 < 6 &amp; 7 € € &nosuch; &"},
      {"<script>if (a</b) {}</script>z", "z"},
      {"x<br/>y", "x\n\ny"},
      {"<p", ""},
      {"&#0;&#xD800;&#1114112;", "&#0;&#xD800;&#1114112;"},
  };
  for (const auto& c : cases) {
    std::string text = html_to_text(c.html);
    while (text.ends_with('\n')) text.pop_back();
    EXPECT_EQ(text, c.text) << c.html;
  }
}

}  // namespace
}  // namespace newshound
