// Synonyms: one way and two ways, of several words, by language, and highlighted where they stand.
#include "query/synonyms.h"

#include <map>

#include <gtest/gtest.h>

#include "query/parser.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

const char* const kFile =
    "# what editors write\n"
    "en: uk, United Kingdom, Britain\n"
    "en: pm => prime minister\n"
    "de: Bahn, Eisenbahn\n"
    "*: covid, corona virus\n";

std::string expanded(const std::string& q, const std::vector<std::string>& languages = {"en"}) {
  const auto synonyms = Synonyms::parse(kFile, "s");
  EXPECT_TRUE(synonyms);
  return print_ast((*synonyms)->expand(parse_query(q, {})->root, languages));
}

TEST(Synonyms, StandForOneAnother) {
  EXPECT_EQ(expanded("uk"), "uk OR united-kingdom OR britain");
  EXPECT_EQ(expanded("united kingdom trade"), "((united AND kingdom) OR uk OR britain) AND trade");
  EXPECT_EQ(expanded("pm"), "pm OR prime-minister");
  EXPECT_EQ(expanded("prime minister"), "prime AND minister");  // one way
  EXPECT_EQ(expanded("kingdom"), "kingdom");
  EXPECT_EQ(expanded("bahn"), "bahn");
  EXPECT_EQ(expanded("bahn", {"en", "de"}), "bahn OR eisenbahn");
  EXPECT_EQ(expanded("COVID", {"fr"}), "covid OR corona-virus");
}

TEST(Synonyms, LeaveQuotesFieldsAndNotAlone) {
  EXPECT_EQ(expanded("\"uk\""), "\"uk\"");
  EXPECT_EQ(expanded("outlet:uk"), "outlet:uk");
  EXPECT_EQ(expanded("trade -uk"), "trade AND NOT uk");
  EXPECT_EQ(expanded("uk*"), expanded("uk*"));
}

TEST(Synonyms, BadLinesAreNamed) {
  const std::pair<const char*, const char*> cases[] = {
      {"en: a, b\nuk, britain",
       "s:2: no language before a colon; begin the line with one, as in \"en: uk, united kingdom\", or with \"*:\""},
      {"en: uk", "s:1: one entry alone is no synonym; write two, or \"a => b\""},
      {"en: uk,, gb", "s:1: there is no word between two commas; write one, or take a comma away"},
      {"\n\nen: a => b c d e f g h i j", "s:3: \"b c d e f g h i j\" has over 8 words; make it shorter"}};
  for (const auto& [text, message] : cases) {
    const auto read = Synonyms::parse(text, "s");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().message, message);
  }
  EXPECT_TRUE(Synonyms::parse("", "s"));
  EXPECT_FALSE(Synonyms::read("/does/not/exist"));
}

class SynonymsTest : public IndexFixture {};

TEST_F(SynonymsTest, AreFoundAndHighlightedWhereTheyStand) {
  build({make_article("short", "UK trade", "Trade of the UK grew."),
         make_article("long", "Trade", "The United Kingdom sold more; kingdoms did not."),
         make_article("apart", "Trade", "A kingdom, once united."),
         make_article("britain", "Trade", "Britain and the Britains.")});
  Searcher searcher(Snapshot::open(index, 1), 0, Engine::kOnePass, {.profile = {}, .synonyms = *Synonyms::parse(kFile, "s")});
  SearchRequest request;
  request.q = "uk trade";
  request.sort = Sort::kRelevance;
  const auto answer = searcher.search(request);
  EXPECT_EQ(answer->total, 3u);
  std::map<std::string, std::string> snippets;
  for (const Hit& hit : answer->hits) snippets[hit.article.id] = hit.highlight.snippets.at(0);
  EXPECT_EQ(snippets["short"], "<mark>Trade</mark> of the <mark>UK</mark> grew.");
  EXPECT_EQ(snippets["long"], "The <mark>United Kingdom</mark> sold more; kingdoms did not.");
  EXPECT_EQ(snippets["britain"], "<mark>Britain</mark> and the <mark>Britains</mark>.");
  request.q = "united kingdom trade";
  const auto explained = searcher.explain(request, "short");
  EXPECT_TRUE((*explained)->matches);
  ASSERT_EQ((*explained)->clauses.size(), 2u);
  EXPECT_TRUE((*explained)->clauses[0].matches);
  request.q = "uk trade";
  request.exactness = Exactness::kForm;
  EXPECT_EQ(searcher.search(request)->total, 1u);
  request.exactness = Exactness::kStem;
  request.q = "uk";  // a word and its synonym in one article count once, the better one
  const auto grouped = searcher.search(request);
  Searcher plain(Snapshot::open(index, 1), 0);
  const auto alone = plain.search(request);
  ASSERT_EQ(alone->total, 1u);
  for (const Hit& hit : grouped->hits) {
    if (hit.article.id != "short") continue;
    EXPECT_NEAR(hit.score, alone->hits.at(0).score, 1e-6);
  }
}

}  // namespace
}  // namespace newshound
