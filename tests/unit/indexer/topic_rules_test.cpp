#include "indexer/topic_rules.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/document_builder.h"
#include "indexer/topic_inferrer.h"
#include "schemas/limits.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TopicRules rules_of(std::string_view text) {
  auto rules = TopicRules::parse(text, "own.toml");
  EXPECT_TRUE(rules.has_value()) << rules.error().message;
  return std::move(*rules);
}

Article english(const std::string& title, const std::string& body) {
  Article article = make_article("a", title, body);
  article.topics.clear();
  article.language = "en";
  return article;
}

std::vector<std::string> topics_of(const TopicRules& rules, Article article) {
  TopicInferrer inferrer(rules);
  inferrer.infer(article);
  EXPECT_EQ(article.topics_inferred, !article.topics.empty());
  return article.topics;
}

constexpr std::string_view kRules = R"(
[settings]
most = 2
threshold = 4
second = 0.5
proof = 2
title = 2
words = 100
[topics."Trains".en]
5 = "railway, goods train"
2 = """
train, =trains
  signal"""
[topics."Music".en]
5 = "concert"
3 = "train song"
[topics."Bahn".de]
5 = "Eisenbahn"
[ignore]
en = "train of thought, potato train"
)";

TEST(TopicRulesTest, WordsSpeakByStemFormAndPhrase) {
  const TopicRules rules = rules_of(kRules);
  const struct {
    std::string title, body;
    std::vector<std::string> topics;
  } cases[] = {
      {"", "The railways will be closed.", {"Trains"}},              // a stem, 5 points
      {"", "A train came.", {}},                                     // 2 points are too few
      {"", "A train came, and the signalling failed.", {"Trains"}},  // 2 + 2
      {"", "The goods train is late.", {"Trains"}},                  // a phrase by its stems
      {"", "The goods are on a train.", {}},                         // not side by side
      {"Goods", "train", {}},                                        // not over a border
      {"", "A train of thought, a potato train, a train of thought, that train of thought.", {}},
      {"", "They sang a train song at the concert.", {"Music"}},      // the phrase takes "train"
      {"", "A concert in the railway museum.", {"Trains", "Music"}},  // of equal points the file's order decides
      {"", "Concert, concert, concert by the railway and a signal box.", {"Music", "Trains"}},
      {"", "Eisenbahn", {}},  // of another language
      {"", "", {}},
  };
  for (const auto& c : cases) EXPECT_EQ(topics_of(rules, english(c.title, c.body)), c.topics) << c.title << " | " << c.body;
}

TEST(TopicRulesTest, ATitleCountsMore) {
  const TopicRules rules = rules_of("[settings]\nthreshold = 5\nproof = 3\n[topics.\"Trains\".en]\n3 = \"train\"\n");
  EXPECT_THAT(topics_of(rules, english("", "A train, a train.")), IsEmpty()) << "3 × 6 / 4 = 4.5 points";
  EXPECT_THAT(topics_of(rules, english("A train", "It left.")), ElementsAre("Trains")) << "3 × 9 / 5 = 5.4 points";
}

TEST(TopicRulesTest, WeakTermsAloneProveNothing) {
  const TopicRules rules =
      rules_of("[settings]\nthreshold = 5\n[topics.\"Trains\".en]\n5 = \"railway\"\n3 = \"train, signal, platform\"\n");
  EXPECT_THAT(topics_of(rules, english("", "A train at a signal, a platform.")), IsEmpty()) << "9 points, but none of weight 5";
  EXPECT_THAT(topics_of(rules, english("", "A train of the railway.")), ElementsAre("Trains"));
}

TEST(TopicRulesTest, ALongTextNeedsMore) {
  const TopicRules rules = rules_of(kRules);
  std::string body = "The railway.";
  EXPECT_THAT(topics_of(rules, english("", body)), ElementsAre("Trains"));
  for (int i = 0; i < 400; ++i) body += " filler";
  EXPECT_THAT(topics_of(rules, english("", body)), IsEmpty());
}

TEST(TopicRulesTest, GivenTopicsStayAndInferredOnesAreMadeAnew) {
  const TopicRules rules = rules_of(kRules);
  TopicInferrer inferrer(rules);
  Article article = english("", "The railway.");
  article.topics = {"Given"};
  inferrer.infer(article);
  EXPECT_THAT(article.topics, ElementsAre("Given"));
  EXPECT_FALSE(article.topics_inferred);
  article.topics_inferred = true;
  inferrer.infer(article);
  EXPECT_THAT(article.topics, ElementsAre("Trains"));
  article.body = "Nothing.";
  inferrer.infer(article);
  EXPECT_THAT(article.topics, IsEmpty());
  EXPECT_FALSE(article.topics_inferred);
}

TEST(TopicRulesTest, BuildsInferAsExtractDoes) {
  std::vector<Article> articles = {
      english("Rail strike called off", "The union said workers accepted a pay rise. Talks had failed twice before the walkout."),
      english("Striker scores twice in cup final",
              "The midfielder was sent off in the second half, and the coach praised his team."),
      english("", "Nothing is known."),
  };
  articles.push_back(english("Der Torwart hielt den Elfmeter", "Die Mannschaft gewann das Spiel in der Nachspielzeit."));
  articles.back().language = "de";
  articles.push_back(english("Xyz", "goal goal"));
  articles.back().language = "xx";
  DocumentBuilder builder(StemExceptions::built_in(), &TopicRules::built_in());
  TopicInferrer inferrer(TopicRules::built_in());
  for (const Article& given : articles) {
    Article built = given, inferred = given;
    (void)builder.build(built);
    inferrer.infer(inferred);
    EXPECT_EQ(built, inferred) << given.title;
  }
}

TEST(TopicRulesTest, MistakesNameLineAndRemedy) {
  const struct {
    std::string text, message;
  } cases[] = {
      {"", "own.toml:1: there is no topic; one begins with [topics.\"NAME\".LANGUAGE]"},
      {"[topics", "own.toml:1: "},
      {"\nrules = 1", "own.toml:2: \"rules\" is not known here; there are the tables [settings]"},
      {"[settings]\nmost = 0", "own.toml:2: most is a whole number from 1 to 17"},
      {"[settings]\n\nthreshold = \"x\"", "own.toml:3: threshold is a number from 0.1 to 1000"},
      {"[settings]\nsecond = 1.5", "own.toml:2: second is a number from 0 to 1"},
      {"[settings]\nfoo = 1", "own.toml:2: \"foo\" is no setting; there are most, threshold, second, proof, title and words"},
      {"[topics]\nsport = 1", "own.toml:2: \"sport\" is no topic; one is a table of languages"},
      {"[topics.sport]\nen = \"goal\"", "own.toml:2: \"en\" is no table; terms stand under [topics.\"NAME\".LANGUAGE] as WEIGHT"},
      {"[topics.sport.english]\n5 = \"goal\"", "own.toml:2: \"english\" is no language; one is a code of two or three letters"},
      {"[topics.sport.en]\nhigh = \"goal\"", "own.toml:2: \"high\" is no weight; weights are numbers over 0 up to 10"},
      {"[topics.sport.en]\n11 = \"goal\"", "own.toml:2: \"11\" is no weight"},
      {"[topics.sport.en]\n5 = [\"goal\"]", "own.toml:2: terms are a string in quotation marks"},
      {"[topics.sport.en]\n5 = \"\"\"\ngoal\ncup, -\n\"\"\"", "own.toml:4: \"-\" has no word"},
      {"[topics.sport.en]\n5 = \"\"\"\ngoal\none two three four five\n\"\"\"",
       "own.toml:4: \"one two three four five\" has 5 words, 4 are allowed; is a comma missing?"},
      {"[topics.sport.en]\n5 = \"goal\"\n3 = \"cup\\nGoal\"", "is given twice to one topic"},
      {"[ignore]\nen = 1", "own.toml:2: terms are a string in quotation marks"},
  };
  for (const auto& c : cases) {
    const auto rules = TopicRules::parse(c.text, "own.toml");
    ASSERT_FALSE(rules.has_value()) << c.text;
    EXPECT_THAT(rules.error().message, HasSubstr(c.message)) << c.text;
  }
}

TEST(TopicRulesTest, TooManyTermsAreRefused) {
  std::string text = "[topics.sport.en]\n5 = \"\"\"\n";
  for (std::size_t i = 0; i <= kMaxTopicTerms; ++i) text += "w" + std::to_string(i) + "\n";
  const auto rules = TopicRules::parse(text + "\"\"\"", "own.toml");
  ASSERT_FALSE(rules.has_value());
  EXPECT_THAT(rules.error().message, HasSubstr("there are more than 16000 terms of a language"));
}

TEST(TopicRulesTest, TheBuiltInRulesKnowEveryTopicOfTheMediaTopicsInFourLanguages) {
  const TopicRules& rules = TopicRules::built_in();
  EXPECT_EQ(rules.topics().size(), 17u);
  for (const std::string_view language : {"en", "de", "fr", "es"}) {
    std::vector<std::size_t> terms(rules.topics().size());
    for (const TopicRules::Term& term : rules.terms(language))
      if (term.topic != TopicRules::kIgnored) ++terms[term.topic];
    for (std::size_t i = 0; i < terms.size(); ++i) EXPECT_GE(terms[i], 10u) << language << " " << rules.topics()[i];
  }
  EXPECT_TRUE(rules.terms("xx").empty());
  std::ifstream file(std::filesystem::path(NEWSHOUND_SOURCE_DIR) / "indexer/topics.toml");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), built_in_topics_text());
}

}  // namespace
}  // namespace newshound
