// An article with the places that a query matched.
#include "query/marked_article.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

class MarkedArticleTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    Article article =
        make_article("a", "Night train", "The night train left.\n\nTrains at night are rare; a train by day is not.");
    article.standfirst = "A train, at last.";
    Article embargoed = make_article("later", "Night train again", "Not yet.");
    embargoed.embargoed_until.seconds_utc = 2000000000;
    build({article, embargoed});
  }
};

TEST_F(MarkedArticleTest, MarksWhatMatchedAndNothingElse) {
  const struct {
    const char* q;
    std::vector<std::string> title, standfirst, body;
  } cases[] = {
      {"", {}, {}, {}},
      {"train", {"train"}, {"train"}, {"train", "Trains", "train"}},
      {"\"night train\"", {"Night train"}, {}, {"night train"}},
      {"title:train", {"train"}, {}, {}},
      {"night -day", {"Night"}, {}, {"night", "night"}},
      {"rare OR zeppelin", {}, {}, {"rare"}},
  };
  Searcher searcher(Snapshot::open(index, 1), 0);
  for (const auto& c : cases) {
    SearchRequest request;
    request.q = c.q;
    request.now_utc = 1753200000;
    const auto found = searcher.marked(request, "a");
    ASSERT_TRUE(found.has_value() && found->has_value()) << c.q;
    const auto texts = [](const std::string& text, const std::vector<MarkedRange>& ranges) {
      std::vector<std::string> parts;
      for (const MarkedRange& range : ranges) parts.push_back(text.substr(range.begin, range.end - range.begin));
      return parts;
    };
    EXPECT_EQ(texts((*found)->article.title, (*found)->title), c.title) << c.q;
    EXPECT_EQ(texts((*found)->article.standfirst, (*found)->standfirst), c.standfirst) << c.q;
    EXPECT_EQ(texts((*found)->article.body, (*found)->body), c.body) << c.q;
  }
}

TEST_F(MarkedArticleTest, GivesOnlyWhatMayBeSeen) {
  Searcher searcher(Snapshot::open(index, 1), 0);
  SearchRequest request;
  request.now_utc = 1753200000;
  for (const char* id : {"later", "nothing"}) EXPECT_FALSE(searcher.marked(request, id)->has_value()) << id;
  request.q = std::string(kMaxQueryBytes + 1, 'x');
  EXPECT_FALSE(searcher.marked(request, "a").has_value());
}

}  // namespace
}  // namespace newshound
