#include "query/attribute_highlights.h"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newshound {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

// Pieces of text; every second one is marked.
std::string written(const HighlightOptions& options, const std::vector<std::string>& pieces) {
  MarkedTextWriter writer(options);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i % 2 == 1) writer.begin_mark();
    writer.text(pieces[i]);
    if (i % 2 == 1) writer.end_mark();
  }
  return writer.take();
}

HighlightOptions tags(const std::string& pre, const std::string& post) {
  HighlightOptions options;
  options.pre = pre;
  options.post = post;
  return options;
}

TEST(MarkedTextWriterTest, BreaksTagsThatStandInTheText) {
  const std::string b = "\u200B";
  const struct {
    HighlightOptions options;
    std::vector<std::string> pieces;
    std::string expected;
  } cases[] = {
      {tags("<m>", "</m>"), {"a ", "b", " c"}, "a <m>b</m> c"},
      {tags("<m>", "</m>"), {"a <m> ", "b</m>"}, "a <" + b + "m> <m>b<" + b + "/m></m>"},
      {tags("<m>", "</m>"), {"a <", "b"}, "a <<m>b</m>"},
      {tags("*", "*"), {"a * ", "b"}, "a * *b*"},  // can't be broken
      {tags("", ""), {"a ", "b"}, "a b"},
      {tags("aba", "x"), {"ab", "y"}, "a" + b + "babayx"},  // the text would make a tag with the one behind it
      {tags("é!", "!"), {"é! ", "y"}, "é" + b + "! é!y!"},
  };
  for (const auto& c : cases) EXPECT_EQ(written(c.options, c.pieces), c.expected);
}

// What InstantSearch does to a text: it replaces the opening tags, then the closing ones.
TEST(MarkedTextWriterTest, LeavesAClientNoMarksButTheOnesThatAreMeant) {
  std::mt19937 random(7);
  const std::string tokens[] = {"__ais-highlight__", "__/ais-highlight__", "__", "_", "ais-highlight__",
                                "/ais-highlight__",  "__ais-highlight",    "x",  " "};
  const auto text = [&] {
    std::string made;
    for (std::size_t n = random() % 5; n > 0; --n) made += tokens[random() % std::size(tokens)];
    return made;
  };
  const HighlightOptions options = tags("__ais-highlight__", "__/ais-highlight__");
  for (int turn = 0; turn < 20000; ++turn) {
    std::vector<std::string> pieces;
    for (std::size_t n = 1 + 2 * (random() % 4); n > 0; --n) pieces.push_back(text());
    std::string shown = replaced(written(options, pieces), options.pre, "\x01");
    shown = replaced(replaced(shown, options.post, "\x02"), "\u200B", "");
    std::string expected;
    for (std::size_t i = 0; i < pieces.size(); ++i) expected += i % 2 == 1 ? "\x01" + pieces[i] + "\x02" : pieces[i];
    ASSERT_EQ(shown, expected) << testing::PrintToString(pieces);
  }
}

// Words of one form each, and the phrase "jd vance".
HighlightPlan plan_of(const std::vector<std::vector<std::string>>& clauses) {
  HighlightPlan plan;
  std::uint16_t slot = 0;
  for (const auto& words : clauses) {
    HighlightClause clause;
    clause.words = words;
    clause.window = static_cast<std::uint32_t>(words.size());
    for (const std::string& word : words) {
      clause.slots.push_back(slot);
      plan.forms[word].push_back(slot++);
    }
    plan.clauses.push_back(clause);
  }
  return plan;
}

HighlightOptions wishing(std::size_t snippet_bytes = 40) {
  HighlightOptions options = tags("[", "]");
  options.attributes = AttributeWishes{{{true, snippet_bytes}, {true, snippet_bytes}, {true, snippet_bytes}}};
  return options;
}

TEST(AttributeHighlightsTest, TellsForEachTextWhatMatched) {
  Article article;
  article.title = "Oil & <gas>";
  article.body = "The price of oil rose. Nothing else did on that long day, but for JD Vance & his <oil>.";
  const auto made = highlight_attributes(plan_of({{"oil"}, {"price"}, {"jd", "vance"}}), article, wishing());
  ASSERT_EQ(made.size(), 3u);
  EXPECT_EQ(made[0].whole, "[Oil] & <gas>");
  EXPECT_EQ(made[0].level, MatchLevel::kPartial);
  EXPECT_THAT(made[0].words, ElementsAre("oil"));
  EXPECT_FALSE(made[0].fully);
  EXPECT_EQ(made[1].whole, "");
  EXPECT_EQ(made[1].level, MatchLevel::kNone);
  EXPECT_THAT(made[1].words, IsEmpty());
  EXPECT_EQ(made[2].whole, "The [price] of [oil] rose. Nothing else did on that long day, but for [JD Vance] & his <[oil]>.");
  EXPECT_EQ(made[2].level, MatchLevel::kFull);
  EXPECT_THAT(made[2].words, ElementsAre("oil", "price", "jd", "vance"));
  EXPECT_EQ(made[2].snippet, "The [price] of [oil] rose. Nothing else did\u2026");
  EXPECT_EQ(made[2].snippet_level, MatchLevel::kPartial);
}

TEST(AttributeHighlightsTest, SaysWhenAllIsMarked) {
  Article article;
  article.title = "“Oil”, price!";
  article.standfirst = "Price.";
  const auto made = highlight_attributes(plan_of({{"oil"}, {"price"}}), article, wishing());
  EXPECT_TRUE(made[0].fully);
  EXPECT_EQ(made[0].level, MatchLevel::kFull);
  EXPECT_TRUE(made[1].fully);
  EXPECT_EQ(made[1].level, MatchLevel::kPartial);
}

TEST(AttributeHighlightsTest, GivesOnlyWhatIsWishedFor) {
  Article article;
  article.title = "Oil";
  article.body = "Oil.";
  HighlightOptions options = wishing();
  options.attributes = AttributeWishes{{{false, 0}, {true, 0}, {false, 40}}};
  const auto made = highlight_attributes(plan_of({{"oil"}}), article, options);
  EXPECT_EQ(made[0].whole + made[0].snippet, "");
  EXPECT_EQ(made[2].whole, "");
  EXPECT_EQ(made[2].snippet, "[Oil].");
}

TEST(AttributeHighlightsTest, CutsAVeryLongText) {
  Article article;
  for (std::size_t i = 0; i < kMaxWholeBytes / 3; ++i) article.body += "é ";
  article.body += "oil";
  const auto made = highlight_attributes(plan_of({{"oil"}}), article, wishing());
  EXPECT_LE(made[2].whole.size(), kMaxWholeBytes + 3);
  EXPECT_TRUE(made[2].whole.ends_with("\u2026"));
  EXPECT_EQ(made[2].snippet.substr(made[2].snippet.size() - 5), "[oil]");
}

TEST(AttributeHighlightsTest, MarksWhatWasTypedInAFacet) {
  const struct {
    const char* value;
    const char* typed;
    const char* expected;
  } cases[] = {
      {"The Post", "po", "The [Po]st"},    {"The Post", "the po", "[The] [Po]st"}, {"Daily & <Star>", "st", "Daily & <[St]ar>"},
      {"Köln Echo", "kol", "[Köln] Echo"}, {"The Post", "", "The Post"},           {"The Post", "x", "The Post"},
  };
  for (const auto& c : cases) EXPECT_EQ(mark_typed(c.value, c.typed, tags("[", "]")), c.expected) << c.typed;
}

}  // namespace
}  // namespace newshound
