#include "query/highlighter.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"
#include "query/passages.h"
#include "query/word_scanner.h"

namespace newshound {
namespace {

using testing::ElementsAre;

// Clauses in a short form: "apple", "jd vance" (a phrase), "oil~5 price" (unordered, window 5), "oil>5 price" (ordered, window
// 5), "title:apple". Words may have several forms: "run|runs|running".
HighlightPlan make_plan(const std::vector<std::string>& clauses) {
  HighlightPlan plan;
  std::uint16_t slot = 0;
  for (std::string text : clauses) {
    HighlightClause clause;
    if (text.starts_with("title:")) {
      clause.parts = kTitleOnly;
      text.erase(0, 6);
    }
    for (const char sign : {'~', '>'}) {
      const std::size_t at = text.find(sign);
      if (at == std::string::npos) continue;
      std::size_t digits = 0;
      clause.window = static_cast<std::uint32_t>(std::stoul(text.substr(at + 1), &digits));
      clause.ordered = sign == '>';
      text.erase(at, digits + 1);
    }
    std::size_t begin = 0;
    while (begin <= text.size()) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      std::size_t form = begin;
      while (form <= end) {
        const std::size_t bar = std::min(text.find('|', form), end);
        plan.forms[text.substr(form, bar - form)].push_back(slot);
        form = bar + 1;
      }
      clause.slots.push_back(slot++);
      begin = end + 1;
    }
    clause.window = std::max(clause.window, static_cast<std::uint32_t>(clause.slots.size()));
    plan.clauses.push_back(clause);
  }
  return plan;
}

const HighlightOptions kBrackets{.pre = "[", .post = "]", .html = false};

struct MarkCase {
  const char* name;
  std::vector<std::string> clauses;
  std::string text;
  std::string marked;
};

TEST(HighlighterTest, MarksExactlyWhatMatched) {
  const std::vector<MarkCase> cases = {
      {"word", {"apple"}, "Apple and apples", "[Apple] and apples"},
      {"forms of a stem", {"run|runs|running"}, "She runs. Running!", "She [runs]. [Running]!"},
      {"form without marks", {"cafe"}, "Le café, LE CAFÉ", "Le [café], LE [CAFÉ]"},
      {"phrase as one mark", {"jd vance"}, "JD Vance met Vance and JD.", "[JD Vance] met Vance and JD."},
      {"phrase over punctuation", {"u.s.a first"}, "x", "x"},
      {"phrase not across a word between", {"vice president"}, "vice the president", "vice the president"},
      {"overlapping phrases are one mark", {"a a"}, "a a a b a", "[a a a] b a"},
      {"word within a phrase", {"new york", "york"}, "New York, York", "[New York], [York]"},
      {"two phrases that share a word", {"new york", "york times"}, "New York Times", "[New York Times]"},
      {"near in any order", {"oil~4 price"}, "price of oil. oil", "[price] of [oil]. [oil]"},
      {"near only where near", {"oil~2 price"}, "price of oil, oil price", "price of oil, [oil] [price]"},
      {"near needs two words", {"oil~3 oil"}, "one oil here and there", "one oil here and there"},
      {"near of a word with itself", {"oil~3 oil"}, "oil on oil", "[oil] on [oil]"},
      {"near where a word fills both", {"oil|gas~3 oil"}, "gas x x x x oil", "gas x x x x oil"},
      {"near where one word could be either", {"oil|gas~3 oil"}, "gas and oil", "[gas] and [oil]"},
      {"near of three", {"a~4 b c"}, "c x a b x x a b", "[c] x [a] [b] x x a b"},
      {"ordered near", {"oil>3 price"}, "oil the price, price the oil", "[oil] the [price], price the oil"},
      {"ordered near marks all that take part", {"a>3 b"}, "a a b b x b", "[a] [a] [b] [b] x b"},
      {"ordered of three", {"a>4 b c"}, "a b x c a c b", "[a] [b] x [c] a c b"},
      {"title only", {"title:apple"}, "apple", "apple"},
      {"currency and joined numbers", {"500"}, "pays \u20ac500 and 1,500", "pays \u20ac[500] and 1,500"},
      {"Han words by dictionary", {"\u5317\u4eac"}, "\u6211\u5728\u5317\u4eac\u3002", "\u6211\u5728[\u5317\u4eac]\u3002"},
      {"Arabic",
       {"\u0633\u0644\u0627\u0645"},
       "\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645",
       "[\u0633\u0644\u0627\u0645] \u0639\u0644\u064a\u0643\u0645"},
      {"nothing", {"pear"}, "Apple", "Apple"},
  };
  for (const MarkCase& c : cases) {
    Article article;
    article.body = c.text;
    const Highlight result = highlight(make_plan(c.clauses), article, kBrackets);
    ASSERT_EQ(result.snippets.size(), 1U) << c.name;
    EXPECT_EQ(result.snippets.front(), c.marked) << c.name;
  }
}

TEST(HighlighterTest, MarksTheTitleWholeAndKeepsPartsApart) {
  Article article;
  article.title = "Apple  backdoor";
  article.standfirst = "A demand by JD";
  article.body = "Vance spoke. An apple.";
  const Highlight result = highlight(make_plan({"title:apple", "jd vance", "backdoor"}), article, kBrackets);
  EXPECT_EQ(result.title, "[Apple]  [backdoor]");
  EXPECT_THAT(result.snippets, ElementsAre("A demand by JD"));
  EXPECT_EQ(result.first_mark, "");
}

TEST(HighlighterTest, EscapesEverythingButItsMarks) {
  Article article;
  article.title = "<b>Fish & \"Chips\"</b>";
  article.body = "It's <script>chips</script>";
  const Highlight result = highlight(make_plan({"chips"}), article, {});
  EXPECT_EQ(result.title, "&lt;b&gt;Fish &amp; &quot;<mark>Chips</mark>&quot;&lt;/b&gt;");
  EXPECT_THAT(result.snippets, ElementsAre("It&#39;s &lt;script&gt;<mark>chips</mark>&lt;/script&gt;"));
  EXPECT_EQ(result.first_mark, "chips");
  EXPECT_EQ(escape_html("a<b>&\"'\n"), "a&lt;b&gt;&amp;&quot;&#39;\n");
}

TEST(HighlighterTest, GivesNothingThatIsNotWanted) {
  Article article;
  article.title = "Apple";
  article.body = "Apple";
  const Highlight off = highlight(make_plan({"apple"}), article, {.wanted = false});
  EXPECT_TRUE(off.title.empty() && off.snippets.empty());
  const Highlight title = highlight(make_plan({"apple"}), article, {.pre = "[", .post = "]", .count = 0});
  EXPECT_EQ(title.title, "[Apple]");
  EXPECT_TRUE(title.snippets.empty());
}

TEST(HighlighterTest, CutsAtSentencesAndWords) {
  Article article;
  article.body =
      "The first sentence speaks of nothing much at all. The minister met the apple growers of the north. Nothing came of it, "
      "they "
      "said.\n\nA second paragraph follows and is rather long, so long that it must be cut somewhere near the pear tree by the "
      "gate.";
  const auto snippets = [&](const std::vector<std::string>& clauses, std::size_t length, std::size_t count) {
    HighlightOptions options = kBrackets;
    options.length = length;
    options.count = count;
    return highlight(make_plan(clauses), article, options).snippets;
  };
  EXPECT_THAT(snippets({"apple"}, 60, 3), ElementsAre("The minister met the [apple] growers of the north."));
  EXPECT_THAT(snippets({"pear"}, 40, 3), ElementsAre("\u2026near the [pear] tree by the gate."));
  EXPECT_THAT(snippets({"second"}, 40, 3), ElementsAre("A [second] paragraph follows and is rather\u2026"));
  EXPECT_THAT(snippets({"zebra"}, 50, 3), ElementsAre("The first sentence speaks of nothing much at all."));
  EXPECT_THAT(snippets({"apple", "pear"}, 60, 1).size(), 1U);
  EXPECT_THAT(snippets({"said"}, 90, 1),
              ElementsAre("Nothing came of it, they [said]. A second paragraph follows and is rather long, so long\u2026"));
}

TEST(HighlighterTest, PrefersPassagesWithMoreOfTheQuery) {
  Article article;
  const std::string filler = std::string(40, 'x') + " yy zz yy zz yy zz yy zz yy zz yy zz yy zz yy zz yy zz. ";
  article.body = "Oil is here. " + filler + filler + "Gas is here. " + filler + filler + "Oil and gas are here. " + filler;
  HighlightOptions options = kBrackets;
  options.length = 30;
  options.count = 1;
  EXPECT_THAT(highlight(make_plan({"oil", "gas"}), article, options).snippets,
              ElementsAre(testing::StartsWith("[Oil] and [gas]")));
  options.count = 2;
  EXPECT_THAT(highlight(make_plan({"oil", "gas"}), article, options).snippets,
              ElementsAre(testing::StartsWith("[Oil] is here."), testing::StartsWith("[Oil] and [gas]")));
}

// --- property: whatever the text and the query, marks and cuts are honest
// -----------------------------------------------------------

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

// The tokenizer's words as the scanner must give them.
void expect_same_words(const std::string& text) {
  Tokenizer tokenizer(text);
  WordScanner scanner(text);
  Token token;
  while (tokenizer.next(token)) {
    ASSERT_TRUE(scanner.next()) << text;
    ASSERT_EQ(scanner.form(), token.form) << text;
    ASSERT_EQ(scanner.begin(), token.begin) << text;
    ASSERT_EQ(scanner.end(), token.end) << text;
    ASSERT_EQ(scanner.size(), token.form.size()) << text;
    if (token.form.empty()) continue;  // a lone mark
    ASSERT_EQ(scanner.first(), static_cast<unsigned char>(token.form.front())) << text;
    ASSERT_EQ(scanner.last(), static_cast<unsigned char>(token.form.back())) << text;
  }
  ASSERT_FALSE(scanner.next()) << text;
}

TEST(WordScannerTest, GivesTheWordsOfTheTokenizer) {
  const std::vector<std::string> pieces = {"a",
                                           "B",
                                           "word",
                                           "Word",
                                           "7",
                                           ".",
                                           ",",
                                           " ",
                                           "'",
                                           "&",
                                           "+",
                                           "#",
                                           "_",
                                           "-",
                                           "\n",
                                           "\u2019",
                                           "\u201d",
                                           "\u20ac",
                                           "\u00e9",
                                           "e\u0301",
                                           "\u5317\u4eac",
                                           "\u304b\u3089",
                                           "\u0e19\u0e49\u0e33",
                                           "\u0434\u0430",
                                           "\u0633\u0644",
                                           "\u200d",
                                           "\ufe0f",
                                           "\U0001F600",
                                           "\u3002",
                                           "x.y",
                                           "longlonglonglonglonglonglonglong"};
  std::mt19937 random(7);
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 9; i > 0; --i) text += pieces[random() % pieces.size()];
    expect_same_words(normalize(text));
    if (testing::Test::HasFatalFailure()) return;
  }
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

TEST(HighlighterTest, CostsNoMoreThanTheTextIsLong) {
  Article article;
  while (article.body.size() < 200'000) article.body += "a b ";
  for (const char* query : {"a", "a b", "a>9 b", "a~9 b", "a~9 a b a", "a|b~150 a|b a|b a|b"}) {
    const Highlight result = highlight(make_plan({query}), article, {});
    ASSERT_FALSE(result.snippets.empty()) << query;
    for (const std::string& snippet : result.snippets) EXPECT_LE(snippet.size(), 10'000U) << query;
  }
}

}  // namespace
}  // namespace newshound
