// Sequences verified in documents with every length and ending of a code.
#include "query/verify.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

class VerifyTest : public IndexFixture {};

// Codes 128, 256, 384 … end in the byte that the border between title and body is: the title doesn't end there.
TEST_F(VerifyTest, TheTitleEndsAtItsBorderWhateverTheCodesInIt) {
  constexpr std::size_t kWords = 600;
  std::vector<Article> articles;
  for (std::size_t i = 0; i < kWords; ++i)
    articles.push_back(make_article(fmt::format("a{}", i), fmt::format("word{} ends here", i), "Nothing ends."));
  articles.push_back(make_article("untitled", "", "Here it ends here."));
  build(articles);
  Searcher searcher(Snapshot::open(index, 1), 0);
  const auto total = [&](const std::string& q) {
    SearchRequest request;
    request.q = q;
    return searcher.search(request)->total;
  };
  EXPECT_EQ(total("title:here"), kWords);
  EXPECT_EQ(total("title:\"here\""), kWords);
  EXPECT_EQ(total("title:\"ends here\""), kWords);
  EXPECT_EQ(total("title:(here NEAR/2 ends)"), kWords);
  EXPECT_EQ(total("title:her*"), kWords);
  EXPECT_EQ(total("title:nothing"), 0u);
  EXPECT_EQ(total("title:\"nothing\""), 0u);
  for (std::size_t i = 0; i < kWords; ++i) ASSERT_EQ(total(fmt::format("\"word{} ends\"", i)), 1u) << i;
}

}  // namespace
}  // namespace newshound
