// What users of other search engines complain of most, a case each. Where a complaint is about sizes, speed or the page, its
// measurement stands in docs/measurements.md or its test in another folder; here is what a searcher can be asked.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "indexer/write_session.h"
#include "query/answer_csv.h"
#include "query/parameters.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

constexpr std::int64_t kNow = 1760000000;  // 2025-10-09

class ComplaintsTest : public IndexFixture {
 protected:
  SearchAnswer ask(Parameters parameters) {
    Searcher searcher(Snapshot::open(index, 1), 0);
    return *searcher.search(*parse_parameters(parameters, kNow, {}));
  }
  std::vector<std::string> ids(const Parameters& parameters) {
    std::vector<std::string> all;
    for (const Hit& hit : ask(parameters).hits) all.push_back(hit.article.id);
    return all;
  }
  void build_one(const std::string& body) { build({make_article("a", "Title", body)}); }
  std::string snippet(const std::string& q) {
    const SearchAnswer answer =
        ask({{"q", q}, {"highlight.count", "1"}, {"highlight.length", "60"}, {"highlight.encoder", "none"}});
    return answer.hits.empty() || answer.hits[0].highlight.snippets.empty() ? "" : answer.hits[0].highlight.snippets[0];
  }
  // 60 articles: outlets and topics by number, two of three on coal.
  void build_many() {
    std::vector<Article> articles;
    for (std::size_t i = 0; i < 60; ++i) {
      Article a = make_article(fmt::format("a{:02}", i), i % 3 == 0 ? "Football" : "Coal", i % 4 == 0 ? "A mine." : "Words.",
                               fmt::format("2025-0{}-11", 1 + i % 9));
      a.outlet = i % 5 == 0 ? "" : i % 2 == 0 ? "Kurier" : "The Post";
      a.topics = {i % 2 == 0 ? "Energy" : "Sport"};
      articles.push_back(a);
    }
    build(articles);
  }
};

using Ids = std::vector<std::string>;

TEST_F(ComplaintsTest, HighlightsAreShiftedWhereTextIsCropped) {
  const std::string body =
      "Caf\u00e9 \u201cd\u00e9j\u00e0 vu\u201d \U0001F600\U0001F600 \u0623\u062e\u0628\u0627\u0631 \u6771\u4eac caf\u00e9s "
      "na\u00efve "
      "\u201cquoted\u201d target \U0001F468\u200D\U0001F469\u200D\U0001F467 \u00e9t\u00e9 and a long way to go before this "
      "sentence ends";
  build_one(body);
  const std::string shown = snippet("target");
  EXPECT_NE(shown.find("<mark>target</mark>"), std::string::npos) << shown;
  std::string plain = shown;
  for (const std::string mark : {"<mark>", "</mark>", "\u2026"})
    for (std::size_t at; (at = plain.find(mark)) != std::string::npos;) plain.erase(at, mark.size());
  EXPECT_NE(body.find(plain), std::string::npos) << plain;
}

TEST_F(ComplaintsTest, OnlyTheFirstWordOfAPhraseIsHighlighted) {
  build_one("He said that Vice President JD Vance came.");
  EXPECT_EQ(snippet("\"vice president jd vance\""), "He said that <mark>Vice President JD Vance</mark> came.");
}

TEST_F(ComplaintsTest, APrefixMarksPartOfAWordOrTooMuch) {
  build_one("They attend, attended and attention was paid.");
  EXPECT_EQ(snippet("attend*"), "They <mark>attend</mark>, <mark>attended</mark> and attention was paid.");
}

TEST_F(ComplaintsTest, APhraseIsBrokenIntoWords) {
  build_one("The city and the council of the city; the city council met.");
  EXPECT_EQ(snippet("\"city council\""), "The city and the council of the city; the <mark>city council</mark> met.");
}

TEST_F(ComplaintsTest, SlopMarksWordsThatDoNotMatch) {
  build_one("Coal here. And there was no mine at all, but coal and a mine.");
  EXPECT_EQ(snippet("\"coal mine\"~3"), "And there was no mine at all, but <mark>coal</mark> and a <mark>mine</mark>.");
}

TEST_F(ComplaintsTest, FiltersAndNotAreHighlighted) {
  build_one("The Post wrote of energy and coal.");
  EXPECT_EQ(snippet("coal topic:energy outlet:\"The Post\" -gas"), "The Post wrote of energy and <mark>coal</mark>.");
}

TEST_F(ComplaintsTest, SeveralFieldsAreJoinedInOneSnippet) {
  Article a = make_article("a", "Coal", "Coal in the body.");
  a.standfirst = "Coal in the standfirst.";
  a.authors = {"Coal Writer"};
  build({a});
  const SearchAnswer answer = ask({{"q", "coal"}});
  EXPECT_EQ(answer.hits[0].highlight.snippets, (Ids{"<mark>Coal</mark> in the standfirst.", "<mark>Coal</mark> in the body."}));
}

TEST_F(ComplaintsTest, StemmingBreaksExactPhrases) {
  build({make_article("a", "", "The strikes ended."), make_article("b", "", "The strike ended.")});
  EXPECT_EQ(ids({{"q", "\"strike ended\""}}), (Ids{"b"}));
  EXPECT_EQ(ids({{"q", "strike ended"}}).size(), 2u);
}

TEST_F(ComplaintsTest, NobodyCanSearchForExactlyThisWord) {
  build({make_article("news", "", "The news is out."), make_article("new", "", "A new thing."),
         make_article("cap", "", "News of old.")});
  const Ids found = ids({{"q", "\"news\""}});
  EXPECT_EQ(std::set<std::string>(found.begin(), found.end()), (std::set<std::string>{"cap", "news"}));
  EXPECT_EQ(ids({{"q", "new"}, {"exact", "1"}}), (Ids{"new"}));
}

TEST_F(ComplaintsTest, TyposAreForgivenWhetherOneWantsItOrNot) {
  build_one("The harbour is open.");
  EXPECT_EQ(ask({{"q", "harbuor"}}).relaxed, Relaxation::kSpelling);
  EXPECT_EQ(ask({{"q", "harbuor"}, {"fuzzy", "off"}}).total, 0u);
  EXPECT_EQ(ask({{"q", "\"harbuor\""}}).total, 0u);
  EXPECT_EQ(ask({{"q", "harbuor"}, {"exact", "1"}}).total, 0u);
}

TEST_F(ComplaintsTest, CountsChangeWithLimitPageAndSort) {
  build_many();
  const SearchAnswer first = ask({{"q", "coal"}, {"facets", "outlet,topic"}});
  for (const char* sort : {"best", "relevance", "newest", "oldest"})
    for (const char* limit : {"1", "7", "100"})
      for (const char* page : {"1", "2"}) {
        const SearchAnswer answer =
            ask({{"q", "coal"}, {"facets", "outlet,topic"}, {"sort", sort}, {"limit", limit}, {"page", page}});
        EXPECT_EQ(answer.total, first.total);
        for (std::size_t f = 0; f < 2; ++f)
          for (std::size_t b = 0; b < first.facets[f].buckets.size(); ++b)
            EXPECT_EQ(answer.facets[f].buckets.at(b).count, first.facets[f].buckets[b].count);
      }
}

TEST_F(ComplaintsTest, FacetsDoNotAddUpAndAClickGivesAnotherNumber) {
  build_many();
  const SearchAnswer answer = ask({{"q", "coal"}, {"facets", "outlet"}, {"facets.limit", "1"}});
  const FacetAnswer& facet = answer.facets.at(0);
  EXPECT_EQ(facet.buckets.at(0).count + *facet.other + facet.missing, answer.total);
  EXPECT_GT(*facet.other, 0u);
  EXPECT_GT(facet.missing, 0u);
  EXPECT_EQ(ask({{"q", "coal"}, {"outlet", facet.buckets[0].value}}).total, facet.buckets[0].count);
}

TEST_F(ComplaintsTest, OtherOptionsDropToNothingOnceOneIsChosen) {
  build_many();
  const SearchAnswer open = ask({{"q", "coal"}, {"facets", "outlet,topic"}});
  const SearchAnswer chosen = ask({{"q", "coal"}, {"facets", "outlet,topic"}, {"outlet", "Kurier"}});
  ASSERT_EQ(chosen.facets[0].buckets.size(), open.facets[0].buckets.size());
  for (std::size_t b = 0; b < open.facets[0].buckets.size(); ++b)
    EXPECT_EQ(chosen.facets[0].buckets[b].count, open.facets[0].buckets[b].count);
  EXPECT_LT(chosen.facets[1].buckets[0].count, open.facets[1].buckets[0].count + 1);
}

TEST_F(ComplaintsTest, NewerButLessRelevantOrRelevantButOld) {
  const std::string dam = "The dam at Thornwick broke. The Thornwick dam flooded the valley; the dam had stood a century.";
  std::vector<Article> articles = {
      make_article("event", "Thornwick dam breaks", dam, "2025-10-08"),
      make_article("week", "Thornwick dam: the search goes on", dam, "2025-10-02"),
      make_article("anniversary", "Thornwick dam, ten years on", dam, "2015-10-08"),
      make_article("aside", "Council budget",
                   "The budget was voted. It names, among forty other posts, the dam at Thornwick. " + std::string(400, 'x') +
                       " The rest of this long report is on schools, roads, buses, parks and pools.",
                   "2025-10-09"),
      make_article("evergreen", "How dams are built", "A dam is a wall. Thornwick has one.", "2010-01-01")};
  build(articles);
  const Ids best = ids({{"q", "thornwick dam"}});
  EXPECT_EQ((Ids{best.begin(), best.begin() + 2}), (Ids{"event", "week"}));  // fresh and on the subject
  EXPECT_LT(std::find(best.begin(), best.end(), "anniversary"),
            std::find(best.begin(), best.end(), "aside"));  // not just the newest
  const Ids dated = ids({{"q", "thornwick dam date:2015"}});
  EXPECT_EQ(dated, (Ids{"anniversary"}));
}

TEST_F(ComplaintsTest, NearlyEqualScoresFallIntoBuckets) {
  std::vector<Article> articles;
  for (int day = 1; day <= 28; ++day)
    articles.push_back(make_article(fmt::format("d{:02}", day), "Coal", "Coal was mined.", fmt::format("2025-09-{:02}", day)));
  build(articles);
  const SearchAnswer answer = ask({{"q", "coal"}, {"limit", "28"}});
  ASSERT_EQ(answer.hits.size(), 28u);
  for (std::size_t i = 1; i < 28; ++i) {
    EXPECT_EQ(answer.hits[i].article.id, fmt::format("d{:02}", 28 - i));
    const double step = answer.hits[i - 1].score - answer.hits[i].score;
    EXPECT_GT(step, 0);
    EXPECT_LT(step, 0.05 * answer.hits[0].score);
  }
}

TEST_F(ComplaintsTest, PagesByDateLoseOrRepeatEqualDates) {
  std::vector<Article> articles;
  for (int i = 0; i < 40; ++i) articles.push_back(make_article(fmt::format("a{}", i), "Coal", "Coal.", "2025-09-01T12:00:00Z"));
  build(articles);
  for (const char* sort : {"newest", "oldest", "relevance"}) {
    std::set<std::string> seen;
    for (int page = 1; page <= 14; ++page)
      for (const std::string& id : ids({{"q", "coal"}, {"sort", sort}, {"limit", "3"}, {"page", std::to_string(page)}}))
        EXPECT_TRUE(seen.insert(id).second) << id;
    EXPECT_EQ(seen.size(), 40u);
  }
}

TEST_F(ComplaintsTest, WithdrawnAndUnpublishedArticlesShow) {
  std::vector<Article> articles = {make_article("shown", "Coal", "Coal."), make_article("withheld", "Coal", "Coal."),
                                   make_article("embargoed", "Coal", "Coal."), make_article("expired", "Coal", "Coal.")};
  articles[1].status = Status::kWithheld;
  articles[2].embargoed_until = {kNow + 1, false};
  articles[3].expires = {kNow, false};
  for (Article& article : articles) article.outlet = article.id;
  build(articles);
  const SearchAnswer answer = ask({{"q", "coal"}, {"facets", "outlet"}, {"histogram", "year"}});
  EXPECT_EQ(answer.total, 1u);
  EXPECT_EQ(answer.facets[0].values, 1u);
  EXPECT_EQ(answer.histogram->buckets.at(0).count, 1u);
  (void)delete_documents(index, {{"shown"}, {}}, {});
  EXPECT_EQ(ask({{"q", "coal"}}).total, 0u);
  Searcher searcher(Snapshot::open(index, 1), 0);
  EXPECT_TRUE(searcher.suggest({"coa", 8, kNow, false}).suggestions.empty());
}

TEST_F(ComplaintsTest, AllResultsCanNotBeTakenAway) {
  build_many();
  Searcher searcher(Snapshot::open(index, 1), 0);
  const auto answer = searcher.search(*parse_parameters({{"q", "coal"}, {"limit", "100000"}}, kNow, {0, 0}));
  const std::string csv = hits_to_csv(*answer, {"id", "title"});
  EXPECT_EQ(static_cast<std::uint64_t>(std::count(csv.begin(), csv.end(), '\n')), answer->total + 1);
}

TEST_F(ComplaintsTest, TheFirstMentionIsBuriedByTheNewest) {
  build({make_article("late", "Backdoor again", "The backdoor came up again.", "2025-09-01"),
         make_article("first", "Backdoor found", "The backdoor was found.", "2024-01-01"),
         make_article("middle", "Backdoor", "A backdoor.", "2024-06-01")});
  EXPECT_EQ(ids({{"q", "\"backdoor\""}, {"sort", "oldest"}, {"limit", "1"}}), (Ids{"first"}));
}

TEST_F(ComplaintsTest, MentionsOverTimeAndTopicsBesideCanNotBeSeen) {
  build_many();
  const SearchAnswer answer = ask({{"q", "coal"}, {"histogram", "month"}, {"histogram.by", "topic"}, {"histogram.share", "1"}});
  std::uint64_t sum = answer.histogram->missing;
  for (const HistogramBucket& bucket : answer.histogram->buckets) sum += bucket.count;
  EXPECT_EQ(sum, answer.total);
  EXPECT_EQ(answer.histogram->series.size(), 2u);
}

}  // namespace
}  // namespace newshound
