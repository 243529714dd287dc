// Suggestions: completions from titles, fields and vocabulary; folded, forgiving, and nothing of articles that nobody may see.
#include "query/suggest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "indexer/write_session.h"
#include "query/query_words.h"
#include "query/searcher.h"
#include "query/suggest_values.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

class SuggestTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    std::vector<Article> articles;
    for (int i = 0; i < 4; ++i)
      articles.push_back(
          make_article(fmt::format("p{}", i), "Apple backdoor plan is back", "Text.", "2025-07-0" + std::to_string(i + 1)));
    articles.push_back(make_article("new", "Apple Backdoor dropped", "Text.", "2025-08-01"));
    articles.push_back(make_article("cafe", "Café culture in Zürich", "Text.", "2025-01-01"));
    articles.back().authors = {"Ada Vance", "JD Vance"};
    articles.back().outlet = "Evening Apple";
    Article secret = make_article("secret", "Apple backyard secret", "Sesame opens.", "2025-08-02");
    secret.embargoed_until = {4000000000, false};
    secret.authors = {"Mata Hari"};
    secret.outlet = "Secret Post";
    articles.push_back(secret);
    Article withheld = make_article("withheld", "Apple backgammon", "Text.", "2025-08-03");
    withheld.status = Status::kWithheld;
    articles.push_back(withheld);
    articles.push_back(make_article("gone", "Apple backpack recall", "Text.", "2025-08-04"));
    build(articles);
    (void)delete_documents(index, {{"gone"}, {}}, {});
  }
  SuggestAnswer ask(const std::string& q, std::size_t limit = kMaxSuggestions) {
    Searcher searcher(Snapshot::open(index, 1), 0);
    return searcher.suggest({q, limit, 1760000000, false});
  }
  static std::vector<std::string> texts(const SuggestAnswer& answer, SuggestionKind kind) {
    std::vector<std::string> all;
    for (const Suggestion& s : answer.suggestions)
      if (s.kind == kind) all.push_back(s.text);
    return all;
  }
};

using Texts = std::vector<std::string>;

TEST_F(SuggestTest, CompletesWordsAndPhrasesAsTheyStandInTitles) {
  EXPECT_EQ(texts(ask("apple ba"), SuggestionKind::kQuery).at(0), "Apple Backdoor");
  EXPECT_EQ(ask("apple ba").suggestions.at(0).count, 2u);  // of copies with the same title, one counts
  EXPECT_EQ(texts(ask("appl"), SuggestionKind::kQuery), (Texts{"Apple Backdoor", "Apple"}));
  EXPECT_EQ(texts(ask("cafe cu"), SuggestionKind::kQuery), (Texts{"Café culture"}));
  EXPECT_EQ(texts(ask("zuri"), SuggestionKind::kQuery), (Texts{"Zürich"}));
}

TEST_F(SuggestTest, GivesTitlesNewestFirstWithoutTheirBodies) {
  const SuggestAnswer answer = ask("backdoor");
  EXPECT_EQ(texts(answer, SuggestionKind::kTitle), (Texts{"Apple Backdoor dropped", "Apple backdoor plan is back"}));
  const Suggestion& title = answer.suggestions.back();
  EXPECT_EQ(title.article.outlet, "The Post");
  EXPECT_EQ(title.article.body, "");
  EXPECT_EQ(title.highlight, "Apple <mark>backdoor</mark> plan is back");
}

TEST_F(SuggestTest, GivesValuesOfFieldsWithTheirCounts) {
  EXPECT_EQ(texts(ask("vanc"), SuggestionKind::kAuthor), (Texts{"Ada Vance", "JD Vance"}));
  EXPECT_EQ(texts(ask("jd va"), SuggestionKind::kAuthor), (Texts{"JD Vance"}));
  EXPECT_EQ(texts(ask("app"), SuggestionKind::kOutlet), (Texts{"Evening Apple"}));
  const SuggestAnswer topic = ask("ener");
  ASSERT_EQ(texts(topic, SuggestionKind::kTopic), (Texts{"Energy"}));
  EXPECT_EQ(topic.suggestions.at(0).count, 6u);
  EXPECT_EQ(topic.suggestions.at(0).highlight, "<mark>Ener</mark>gy");
}

TEST_F(SuggestTest, ForgivesASlipFromFourLettersOn) {
  const SuggestAnswer answer = ask("bakd");
  EXPECT_TRUE(answer.corrected);
  EXPECT_EQ(texts(answer, SuggestionKind::kTitle).size(), 2u);
  EXPECT_TRUE(ask("bxk").suggestions.empty());
  EXPECT_FALSE(ask("back").corrected);
}

TEST_F(SuggestTest, NothingHiddenEverAppears) {
  for (const char* q :
       {"s", "se", "secret", "sesam", "sesame", "apple back", "backy", "backg", "backp", "mata", "hari", "secret po"}) {
    for (const Suggestion& s : ask(q).suggestions) {
      for (const char* word : {"backyard", "secret", "esame", "backgammon", "backpack", "Mata", "Secret"})
        EXPECT_EQ(s.text.find(word), std::string::npos) << q << ": " << s.text;
    }
  }
  Searcher searcher(Snapshot::open(index, 1), 0);
  EXPECT_FALSE(searcher.suggest({"backy", 8, 4000000001, false}).suggestions.empty());  // the embargo is over
}

TEST_F(SuggestTest, KeepsToItsLimitAndTakesAnything) {
  EXPECT_EQ(ask("apple", 3).suggestions.size(), 3u);
  EXPECT_TRUE(ask("").suggestions.empty());
  EXPECT_TRUE(ask("  \"(*&").suggestions.empty());
  EXPECT_TRUE(ask(std::string(5000, 'x')).suggestions.empty());
  (void)ask("\xff\xfe apple");
}

TEST(MarkBeginnings, EscapesAndMarks) {
  const auto typed = query_words("rock ro", Exactness::kStem);
  EXPECT_EQ(mark_beginnings("Rock & <Roll> \"rock\"", typed, {}),
            "<mark>Rock</mark> &amp; &lt;<mark>Ro</mark>ll&gt; &quot;<mark>rock</mark>&quot;");
}

TEST(HoldsTyped, WordsWholeButTheLast) {
  EXPECT_TRUE(holds_typed("jd vance", query_words("jd va", Exactness::kStem)));
  EXPECT_FALSE(holds_typed("jd vance", query_words("j va", Exactness::kStem)));
  EXPECT_TRUE(holds_typed("jd vance", query_words("vance j", Exactness::kStem)));
  EXPECT_FALSE(holds_typed("jd vance", query_words("ance", Exactness::kStem)));
}

}  // namespace
}  // namespace newshound
