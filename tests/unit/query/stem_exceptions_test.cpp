// Stem exceptions from the article to the hit: what an index was built with decides what a query finds.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class StemExceptionsSearchTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    WriteOptions options;
    options.positions = true;  // for Xapian's matcher
    write(WriteSession::Mode::kBuild, corpus(), options);
  }
  static std::vector<Article> corpus() {
    return {make_article("university", "The university's new chair", "A university in the north."),
            make_article("universe", "The age of the universe", "Many universes, perhaps."),
            make_article("organ", "A church organ", "Its organs are restored."),
            make_article("organization", "Trade organizations", "They organized a fair."),
            make_article("covid", "Covid cases fall", "Hospitals say so."),
            make_article("virus", "Coronavirus tests", "Few were made."),
            make_article("rates", "Interest rates", "The bank cut its rate."),
            make_article("ratings", "Credit ratings", "A good rating.")};
  }
  // The ids that both matchers find, sorted.
  [[nodiscard]] std::vector<std::string> found(const std::string& query) const {
    SearchRequest request;
    request.q = query;
    request.now_utc = 1767225600;
    const auto ids_of = [&](Engine engine) {
      const auto answer = Searcher(Snapshot::open(index, 1), 0, engine).search(request);
      std::vector<std::string> ids;
      for (const Hit& hit : answer.value().hits) ids.push_back(hit.article.id);
      std::sort(ids.begin(), ids.end());
      return ids;
    };
    std::vector<std::string> ids = ids_of(Engine::kOnePass);
    EXPECT_EQ(ids_of(Engine::kXapian), ids) << query;
    return ids;
  }
};

TEST_F(StemExceptionsSearchTest, TheBuiltInListKeepsWordsApartAndPluralsTogether) {
  for (const char* query : {"university", "universities", "Universities", "university's", "title:universities"})
    EXPECT_THAT(found(query), ElementsAre("university")) << query;
  for (const char* query : {"universe", "universes"}) EXPECT_THAT(found(query), ElementsAre("universe")) << query;
  EXPECT_THAT(found("organ"), ElementsAre("organ"));
  EXPECT_THAT(found("organizing"), ElementsAre("organization"));
  EXPECT_THAT(found("covid"), ElementsAre("covid"));
  EXPECT_THAT(found("rating"), ElementsAre("rates", "ratings")) << "what Porter joins and the list doesn't part";
}

TEST_F(StemExceptionsSearchTest, MarksAreWhatMatched) {
  SearchRequest request;
  request.q = "universities";
  request.now_utc = 1767225600;
  const auto answer = Searcher(Snapshot::open(index, 1), 0).search(request);
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->hits.size(), 1u);
  EXPECT_THAT(answer->hits[0].highlight.title, HasSubstr("<mark>university&#39;s</mark>"));
}

TEST_F(StemExceptionsSearchTest, AFileJoinsAndSeparatesForIndexAndQueries) {
  WriteOptions options;
  options.positions = true;
  options.exceptions = StemExceptions::parse(
                           "en covid coronavirus\nen rating rating\nen ratings rating\nen universe univers\n"
                           "en universes univers\nen university univers\nen universities univers\n",
                           "stems.txt")
                           .value();
  write(WriteSession::Mode::kBuild, corpus(), options);
  EXPECT_THAT(found("covid"), ElementsAre("covid", "virus"));
  EXPECT_THAT(found("coronavirus"), ElementsAre("covid", "virus"));
  EXPECT_THAT(found("\"covid cases\""), ElementsAre("covid"));
  EXPECT_THAT(found("ratings"), ElementsAre("ratings"));
  EXPECT_THAT(found("rates"), ElementsAre("rates"));
  EXPECT_THAT(found("universe"), ElementsAre("universe", "university")) << "a file undoes the built-in list";
  EXPECT_THAT(found("organ"), ElementsAre("organ")) << "and leaves the rest of it";
  add({make_article("later", "Covid again", "New ratings")});
  EXPECT_THAT(found("coronavirus"), ElementsAre("covid", "later", "virus"));
  EXPECT_THAT(found("rates"), ElementsAre("rates"));
  merge_index(index, true, {});
  EXPECT_THAT(found("coronavirus rating"), ElementsAre("later"));
  WriteOptions plain;
  plain.positions = true;
  write(WriteSession::Mode::kBuild, corpus(), plain);
  EXPECT_THAT(found("covid"), ElementsAre("covid"));
}

}  // namespace
}  // namespace newshound
