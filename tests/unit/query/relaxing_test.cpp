// Help where nothing is found: corrections from the index's own words, relaxing in stated steps, and nothing that tells of hidden
// articles.
#include "query/relaxing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

class RelaxingTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    std::vector<Article> articles;
    for (int i = 0; i < 12; ++i) {
      Article a =
          make_article(fmt::format("g{}", i), "Government budget", "The government passed its budget for coal in New York.");
      articles.push_back(a);
    }
    articles.push_back(make_article("cafe", "Café culture", "A café opened; the Café Royal closed, and no café is left."));
    articles.push_back(make_article("biden", "Biden speaks", "Biden spoke about Biden."));
    Article hidden = make_article("hidden", "Secretword", "Secretword is embargoed.");
    hidden.embargoed_until = {4000000000, false};
    articles.push_back(hidden);
    build(articles);
    searcher = std::make_unique<Searcher>(Snapshot::open(index, 1), 0);
  }
  void TearDown() override {
    searcher.reset();
    IndexFixture::TearDown();
  }
  SearchAnswer ask(const std::string& q, const std::function<void(SearchRequest&)>& change = {}) {
    SearchRequest request;
    request.q = q;
    request.now_utc = 1760000000;
    request.relax = request.fuzzy = true;
    if (change) change(request);
    return *searcher->search(request);
  }
  std::unique_ptr<Searcher> searcher;
};

TEST_F(RelaxingTest, CorrectsWhatNoArticleHasAndSaysSo) {
  const SearchAnswer answer = ask("goverment budjet");
  EXPECT_EQ(answer.relaxed, Relaxation::kSpelling);
  EXPECT_EQ(answer.total, 12u);
  EXPECT_EQ(answer.did_you_mean, "government budget");
  EXPECT_EQ(answer.parsed, "government AND budget");
  EXPECT_EQ(answer.text, "goverment budjet");
  ASSERT_EQ(answer.notes.size(), 1u);
  EXPECT_EQ(answer.notes[0], "no article has “goverment”, “budjet”: searched for “government”, “budget”");
  EXPECT_NE(answer.hits.at(0).highlight.title.find("<mark>Government</mark>"), std::string::npos);
}

TEST_F(RelaxingTest, KeepsTheRestOfTheQueryAsItWasTyped) {
  EXPECT_EQ(ask("+(goverment OR zzzz) title:budget -taxes").did_you_mean, "+(government OR zzzz) title:budget -taxes");
  EXPECT_EQ(ask("caffé royal").did_you_mean, "café royal");
  EXPECT_EQ(ask("Bidden").did_you_mean, "Biden");
  EXPECT_EQ(ask("bidden").did_you_mean, "biden");
  EXPECT_EQ(ask("newyork budget").did_you_mean, "new york budget");
}

TEST_F(RelaxingTest, NeverTouchesQuotesFieldsAndWordsThatAreThere) {
  for (const char* q :
       {"\"goverment\"", "\"goverment budget\"", "outlet:\"The Posd\"", "goverment*", "budget NOT zzzz", "governments"}) {
    const SearchAnswer answer = ask(q);
    EXPECT_EQ(answer.relaxed, Relaxation::kNone) << q;
    EXPECT_EQ(answer.did_you_mean, "") << q;
  }
  EXPECT_EQ(ask("coal").did_you_mean, "");
}

TEST_F(RelaxingTest, DropsFunctionWordsThenAsksForAnyWord) {
  const SearchAnswer stop = ask("what did government say of budget coal");
  EXPECT_EQ(stop.relaxed, Relaxation::kAny);  // nobody says
  const SearchAnswer without = ask("what did the government do with the budget for coal");
  EXPECT_EQ(without.relaxed, Relaxation::kStopWords);
  EXPECT_EQ(without.total, 12u);
  EXPECT_EQ(without.notes.at(0),
            "no article has all the words: searched without “what”, “did”, “the”, “do”, “with”, “the”, “for”");
  const SearchAnswer any = ask("government café");
  EXPECT_EQ(any.relaxed, Relaxation::kAny);
  EXPECT_EQ(any.total, 13u);
  EXPECT_EQ(any.parsed, "government OR café");
  const SearchAnswer choice = ask("government café (outlet:\"The Post\" OR topic:nothing)");
  EXPECT_EQ(choice.relaxed, Relaxation::kAny);
  EXPECT_EQ(choice.total, 13u);  // what is asked of fields still holds
  const SearchAnswer held = ask("government café topic:nothing");
  EXPECT_EQ(held.total, 0u);
  EXPECT_EQ(held.relaxed, Relaxation::kNone);
}

TEST_F(RelaxingTest, IsDecidedByTheQueryAlone) {
  const SearchAnswer filtered = ask("government", [](SearchRequest& r) { r.filters = {{Field::kOutlet, {"Nobody"}, {}}}; });
  EXPECT_EQ(filtered.total, 0u);
  EXPECT_EQ(filtered.relaxed, Relaxation::kNone);
  const SearchAnswer both = ask("goverment", [](SearchRequest& r) { r.filters = {{Field::kOutlet, {"The Post"}, {}}}; });
  EXPECT_EQ(both.total, 12u);
  EXPECT_EQ(both.relaxed, Relaxation::kSpelling);
}

TEST_F(RelaxingTest, CanBeSwitchedOff) {
  const SearchAnswer strict = ask("goverment", [](SearchRequest& r) { r.relax = false; });
  EXPECT_EQ(strict.total, 0u);
  EXPECT_EQ(strict.relaxed, Relaxation::kNone);
  EXPECT_EQ(strict.did_you_mean, "government");
  const SearchAnswer off = ask("goverment", [](SearchRequest& r) { r.fuzzy = false; });
  EXPECT_EQ(off.total, 0u);
  EXPECT_EQ(off.did_you_mean, "");
  EXPECT_EQ(ask("government café", [](SearchRequest& r) { r.fuzzy = false; }).relaxed, Relaxation::kAny);
}

TEST_F(RelaxingTest, HiddenArticlesLendNoWords) {
  EXPECT_EQ(ask("secretwrd").did_you_mean, "");
  EXPECT_EQ(ask("secretword").did_you_mean, "");
  EXPECT_EQ(ask("secretwrd", [](SearchRequest& r) { r.show_hidden = true; }).did_you_mean, "secretword");
}

TEST_F(RelaxingTest, OffersAFarMoreFrequentNeighbourOfARareWord) {
  std::vector<Article> articles;
  for (int i = 0; i < 420; ++i) articles.push_back(make_article(fmt::format("n{}", i), "Ministry", "The ministry said no."));
  articles.push_back(make_article("slip", "Minstry", "The minstry said no."));
  articles.push_back(make_article("other", "Carrot", "Carrots."));
  build(articles);
  searcher = std::make_unique<Searcher>(Snapshot::open(index, 1), 0);
  const SearchAnswer answer = ask("minstry said");
  EXPECT_EQ(answer.total, 1u);
  EXPECT_EQ(answer.relaxed, Relaxation::kNone);
  EXPECT_EQ(answer.did_you_mean, "ministry said");
  EXPECT_EQ(ask("carrot").did_you_mean, "");
}

}  // namespace
}  // namespace newshound
