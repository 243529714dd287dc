#include "searchd/target.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newshound {
namespace {

using Segments = std::vector<std::string>;

TEST(TargetTest, DividesAndDecodes) {
  const struct {
    std::string target;
    Segments segments;
    Parameters parameters;
  } cases[] = {
      {"/", {}, {}},
      {"/healthz", {"healthz"}, {}},
      {"/v1/search?q=rail+strike", {"v1", "search"}, {{"q", "rail strike"}}},
      {"/v1/search?q=rail%20strike%2B", {"v1", "search"}, {{"q", "rail strike+"}}},
      {"/v1/search?outlet=A&outlet=B&outlet=-C", {"v1", "search"}, {{"outlet", "A"}, {"outlet", "B"}, {"outlet", "-C"}}},
      {"/v1/search?q=a%26b%3Dc", {"v1", "search"}, {{"q", "a&b=c"}}},
      {"/v1/search?q=a=b", {"v1", "search"}, {{"q", "a=b"}}},
      {"/v1/search?%71=x", {"v1", "search"}, {{"q", "x"}}},
      {"/v1/search?highlight.pre=%3Cb%3E", {"v1", "search"}, {{"highlight.pre", "<b>"}}},
      {"/v1/search?q", {"v1", "search"}, {{"q", ""}}},
      {"/v1/search?q=", {"v1", "search"}, {{"q", ""}}},
      {"/v1/search?=x", {"v1", "search"}, {{"", "x"}}},
      {"/v1/search?", {"v1", "search"}, {}},  // forms send such things: they name no parameter
      {"/v1/search?&q=x&&", {"v1", "search"}, {{"q", "x"}}},
      {"/v1/search?q=%C3%A9t%C3%A9", {"v1", "search"}, {{"q", "\u00E9t\u00E9"}}},
      {"/v1/search?q=%F0%9F%97%9E", {"v1", "search"}, {{"q", "\U0001F5DE"}}},
      {"/v1/search?q=a;b", {"v1", "search"}, {{"q", "a;b"}}},
      {"/v1/search?q=a%0Ab", {"v1", "search"}, {{"q", "a\nb"}}},  // control characters but NUL are the parameters' business
      {"/v1/articles/a%2Fb", {"v1", "articles", "a/b"}, {}},
      {"/v1/articles/https:%2F%2Fpost.example%2F1", {"v1", "articles", "https://post.example/1"}, {}},
      {"/v1/articles/a+b", {"v1", "articles", "a+b"}, {}},  // a plus is a plus in a path
      {"/v1/articles/%2e%2e", {"v1", "articles", ".."}, {}},
      {"/v1/search/", {"v1", "search", ""}, {}},
      {"http://news.example/v1/search?q=x", {"v1", "search"}, {{"q", "x"}}},
      {"HTTPS://news.example:8080/healthz", {"healthz"}, {}},
      {"http://news.example", {}, {}},
  };
  for (const auto& c : cases) {
    const auto target = parse_target(c.target);
    ASSERT_TRUE(target.has_value()) << c.target << ": " << target.error().message;
    EXPECT_EQ(target->segments, c.segments) << c.target;
    EXPECT_EQ(target->parameters, c.parameters) << c.target;
  }
}

TEST(TargetTest, RefusesWhatIsNoUrl) {
  const std::string cases[] = {
      "",
      "*",
      "search",
      "v1/search",
      "/a%",
      "/a%2",
      "/a%zz",
      "/v1/search?q=%",
      "/v1/search?q=%GG",
      "/a b",
      "/a#b",
      "/\xC3\xA9",
      "/?q=\xC3\xA9",
      "/?q=a\"b",
      "ftp://news.example/",
      "javascript:alert(1)",
      "news.example:443",
      "http://[::1/",
      "/%00",
      "/a%00b",
      "/%FF",
      "/%ED%A0%80",
      "/?%00=x",
      "/?%FF=x",
  };
  for (const std::string& target : cases) {
    const auto parsed = parse_target(target);
    ASSERT_FALSE(parsed.has_value()) << target;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidParameter) << target;
    EXPECT_FALSE(parsed.error().message.empty()) << target;
  }
}

TEST(TargetTest, NamesTheParameterThatIsNotText) {
  for (const std::string value : {"%00", "a%00b", "%FF", "%C3", "%C3%28", "%ED%A0%80", "%F8%88%80%80%80", "%C0%80"}) {
    const auto parsed = parse_target("/v1/search?sort=newest&q=" + value);
    ASSERT_FALSE(parsed.has_value()) << value;
    EXPECT_EQ(parsed.error().name, "q") << value;
    EXPECT_THAT(parsed.error().message, testing::HasSubstr("\"q\"")) << value;
  }
}

TEST(TargetTest, BoundsTheNumberOfParameters) {
  std::string target = "/v1/search?outlet=x";
  for (std::size_t i = 1; i < kMaxParameters; ++i) target += "&outlet=x";
  ASSERT_TRUE(parse_target(target).has_value());
  EXPECT_FALSE(parse_target(target + "&outlet=x").has_value());
}

}  // namespace
}  // namespace newshound
