// Words as they are written (exact=2) and where they are searched (in=), in readable cases; the fidelity test holds both to a
// brute-force reading of random articles.
#include <algorithm>

#include <gtest/gtest.h>

#include "query/parameters.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

constexpr std::int64_t kNow = 1760000000;

using Ids = std::vector<std::string>;

class ExactnessTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    Article polish = make_article("polish", "The Polish vote", "Warsaw polished its résumé. The US and Turkey agreed.");
    polish.standfirst = "Elections in POLAND";
    Article shoes = make_article("shoes", "How to polish shoes", "Let us resume. A turkey for dinner in poland.");
    shoes.standfirst = "Advice";
    build({polish, shoes});
  }

  SearchAnswer ask(const std::string& q, Parameters more = {}) {
    more.emplace_back("q", q);
    more.emplace_back("sort", "oldest");
    more.emplace_back("relax", "0");
    Searcher searcher(Snapshot::open(index, 1), 0);
    return *searcher.search(*parse_parameters(more, kNow, {}));
  }
  Ids found(const std::string& q, const Parameters& more = {}) {
    Ids ids;
    for (const Hit& hit : ask(q, more).hits) ids.push_back(hit.article.id);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
};

TEST_F(ExactnessTest, ASpellingHasItsCapitalsAndMarks) {
  const struct {
    std::string q;
    Ids folded, spelled;  // exact=1, exact=2
  } cases[] = {
      {"Polish", {"polish", "shoes"}, {"polish"}},
      {"polish", {"polish", "shoes"}, {"shoes"}},
      {"US", {"polish", "shoes"}, {"polish"}},
      {"résumé", {"polish", "shoes"}, {"polish"}},
      {"resume", {"polish", "shoes"}, {"shoes"}},
      {"Resume", {"polish", "shoes"}, {}},
      {"\"US and Turkey\"", {"polish"}, {"polish"}},
      {"\"us and turkey\"", {"polish"}, {}},
      {"US NEAR/3 Turkey", {"polish", "shoes"}, {"polish"}},
      {"turkey NEAR/3 us", {"polish", "shoes"}, {"shoes"}},
      {"pol*", {"polish", "shoes"}, {"polish", "shoes"}},
      {"Pol*", {"polish", "shoes"}, {"polish"}},
      {"POL*", {"polish", "shoes"}, {"polish"}},
      {"title:Polish", {"polish", "shoes"}, {"polish"}},
      {"NOT Polish", {}, {"shoes"}},
      {"Polish OR turkey", {"polish", "shoes"}, {"polish", "shoes"}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(found(c.q, {{"exact", "1"}}), c.folded) << c.q;
    EXPECT_EQ(found(c.q, {{"exact", "2"}}), c.spelled) << c.q;
  }
}

TEST_F(ExactnessTest, OnlyWordsSoSpelledAreMarked) {
  build({make_article("a", "US aid", "Tell us what the US did for us.")});
  const SearchAnswer answer = ask("US", {{"exact", "2"}});
  ASSERT_EQ(answer.hits.size(), 1u);
  EXPECT_EQ(answer.hits[0].highlight.title, "<mark>US</mark> aid");
  EXPECT_EQ(answer.hits[0].highlight.snippets, Ids{"Tell us what the <mark>US</mark> did for us."});
  EXPECT_EQ(answer.parsed, "\"US\"");
}

TEST_F(ExactnessTest, WordsAreSearchedInTheirParts) {
  const struct {
    std::string q, in;
    Ids ids;
  } cases[] = {
      {"polish", "title", {"polish", "shoes"}},
      {"polish", "body", {"polish"}},
      {"polish", "standfirst", {}},
      {"poland", "standfirst", {"polish"}},
      {"poland", "body", {"shoes"}},
      {"poland", "standfirst,body", {"polish", "shoes"}},
      {"poland", "title,standfirst", {"polish"}},
      {"pola*", "body", {"shoes"}},
      {"pola*", "title", {}},
      {"\"polish shoes\"", "body", {}},
      {"\"polish shoes\"", "title", {"shoes"}},
      {"the", "standfirst", {}},
      {"the", "title", {"polish"}},
      {"-poland", "body", {"polish"}},
      {"title:polish poland", "body", {"shoes"}},
      {"", "title", {"polish", "shoes"}},
  };
  for (const auto& c : cases) EXPECT_EQ(found(c.q, {{"in", c.in}}), c.ids) << c.q << " in " << c.in;
}

TEST_F(ExactnessTest, MarksStandOnlyWhereWordsAreSearched) {
  const SearchAnswer answer = ask("polish", {{"in", "body"}});
  ASSERT_EQ(answer.hits.size(), 1u);
  EXPECT_EQ(answer.hits[0].highlight.title, "The Polish vote");
  ASSERT_EQ(answer.hits[0].highlight.snippets.size(), 1u);
  EXPECT_NE(answer.hits[0].highlight.snippets[0].find("<mark>polished</mark>"), std::string::npos);
}

TEST_F(ExactnessTest, OffsetsBelongToTheStoredTexts) {
  build({make_article("a", "\U0001F600 café Zürich", "One. \U0001F600 In Zürich it rained.")});
  const auto places = [&](const std::string& units) {
    const SearchAnswer answer = ask("zürich", {{"highlight.offsets", units}});
    std::vector<std::vector<std::size_t>> all;
    for (const auto* list : {&answer.hits.at(0).highlight.offsets->marks, &answer.hits.at(0).highlight.offsets->snippets})
      for (const auto& place : *list) all.push_back({static_cast<std::size_t>(place.part), place.begin, place.end});
    return all;
  };
  using Places = std::vector<std::vector<std::size_t>>;
  EXPECT_EQ(places("bytes"), (Places{{0, 11, 18}, {2, 13, 20}, {2, 0, 31}}));
  EXPECT_EQ(places("utf16"), (Places{{0, 8, 14}, {2, 11, 17}, {2, 0, 28}}));
  EXPECT_FALSE(ask("zürich").hits.at(0).highlight.offsets.has_value());
}

}  // namespace
}  // namespace newshound
