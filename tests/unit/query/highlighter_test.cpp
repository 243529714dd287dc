#include "query/highlighter.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/query/highlight_plans.h"

namespace newshound {
namespace {

using testing::ElementsAre;

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
