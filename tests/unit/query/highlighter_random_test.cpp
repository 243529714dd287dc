// Whatever the text and the query, marks and cuts are honest.
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"
#include "query/highlighter.h"
#include "tests/unit/query/highlight_plans.h"

namespace newshound {
namespace {

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && (c < '\t' || c > '\r')) out += c;
  }
  return out;
}

std::string unescaped(std::string text) {
  const std::pair<std::string, std::string> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : entities) {
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; at += character.size()) {
      text.replace(at, entity.size(), character);
    }
  }
  return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

// What is wrong with a highlighted string, or nothing. `single`: the plan has no phrases, so each mark is one word.
std::string fault(const std::string& shown, const std::string& text, const HighlightPlan& plan) {
  if (!is_valid_utf8(shown)) return "not valid UTF-8";
  std::string plain = replaced(replaced(shown, "<mark>", ""), "</mark>", "");
  if (plain.find_first_of("<>\"'") != std::string::npos) return "unescaped";
  plain = unescaped(plain);
  if (plain.starts_with("\u2026")) plain.erase(0, 3);
  if (plain.ends_with("\u2026")) plain.erase(plain.size() - 3);
  if (without_spaces(text).find(without_spaces(plain)) == std::string::npos) return "not a slice of the text";
  for (std::size_t at = 0; (at = shown.find("<mark>", at)) != std::string::npos;) {
    at += 6;
    const std::size_t end = shown.find("</mark>", at);
    if (end == std::string::npos) return "mark without end";
    const std::string marked = unescaped(shown.substr(at, end - at));
    Tokenizer tokenizer(marked);
    Token token;
    std::size_t words = 0;
    for (; tokenizer.next(token); ++words) {
      if (!plan.forms.contains(token.form)) return "marked \"" + marked + "\"";
    }
    if (words == 0) return "empty mark";
  }
  return {};
}

TEST(HighlighterTest, IsHonestOnRandomTextsInManyScripts) {
  const std::vector<std::string> words = {"oil",
                                          "Oil",
                                          "gas",
                                          "price",
                                          "caf\u00e9",
                                          "na\u00efve",
                                          "C++",
                                          "U.S.A.",
                                          "1,500",
                                          "\u20ac500",
                                          "don\u2019t",
                                          "a",
                                          "\u041c\u043e\u0441\u043a\u0432\u0430",
                                          "\u043d\u0435\u0444\u0442\u044c",
                                          "\u0633\u0644\u0627\u0645",
                                          "\u05e9\u05dc\u05d5\u05dd",
                                          "\u0e19\u0e49\u0e33\u0e21\u0e31\u0e19",
                                          "\u5317\u4eac",
                                          "\u77f3\u6cb9\u4ef7\u683c",
                                          "\u304b\u3089",
                                          "\ud55c\uad6d",
                                          "\u0939\u093f\u0928\u094d\u0926\u0940",
                                          "\U0001F600",
                                          "<b>",
                                          "&amp;",
                                          "\"q\"",
                                          "stra\u00dfe",
                                          "\u0130stanbul",
                                          "x",
                                          "wordwordwordwordwordwordwordwordwordwordwordwordwordwordwordwordword"};
  const std::vector<std::string> gaps = {" ", " ", " ", " ", ", ", ". ", "! ", "\n\n", " \t ", "\u2014", "", "-", "\u3002"};
  const std::vector<std::string> queries = {"oil",
                                            "gas",
                                            "price|oil",
                                            "cafe",
                                            "oil gas",
                                            "oil~4 gas",
                                            "price>5 oil gas",
                                            "oil~3 oil",
                                            "a",
                                            "a a",
                                            "\u043d\u0435\u0444\u0442\u044c",
                                            "\u0633\u0644\u0627\u0645",
                                            "\u5317\u4eac",
                                            "\ud55c\uad6d",
                                            "usa",
                                            "title:gas",
                                            "1,500 oil",
                                            "don't",
                                            "strasse",
                                            "b",
                                            "amp"};
  std::mt19937 random(20250721);
  const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  std::size_t marked = 0;
  for (int round = 0; round < 2000; ++round) {
    Article article;
    for (std::string* text : {&article.title, &article.standfirst, &article.body}) {
      for (std::size_t i = random() % (text == &article.body ? 400 : 20); i > 0; --i) *text += pick(words) + pick(gaps);
      *text = normalize(*text);
    }
    std::vector<std::string> clauses;
    for (std::size_t i = 1 + random() % 4; i > 0; --i) clauses.push_back(pick(queries));
    const HighlightPlan plan = make_plan(clauses);
    HighlightOptions options;
    options.length = 1 + random() % 300;
    options.count = 1 + random() % 5;
    const Highlight result = highlight(plan, article, options);
    ASSERT_EQ(fault(result.title, article.title, plan), "") << result.title;
    ASSERT_LE(result.snippets.size(), options.count);
    ASSERT_EQ(result.snippets.empty(), article.standfirst.empty() && article.body.empty());
    for (const std::string& snippet : result.snippets) {
      const std::string in_standfirst = fault(snippet, article.standfirst, plan);
      if (!in_standfirst.empty()) {
        ASSERT_EQ(fault(snippet, article.body, plan), "") << snippet << "\n--\n" << article.body;
      }
      marked += snippet.find("<mark>") != std::string::npos ? 1 : 0;
    }
  }
  EXPECT_GT(marked, 1000U);
}

}  // namespace
}  // namespace newshound
