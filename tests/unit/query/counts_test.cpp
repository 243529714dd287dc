// Counts for people who count: split timelines, shares, facets by prefix, AND within topics.
#include "query/counts.h"

#include <numeric>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "query/parameters.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

class CountsTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    std::vector<Article> articles;
    for (std::size_t i = 0; i < 48; ++i) {
      Article a =
          make_article(fmt::format("a{}", i), i % 3 == 0 ? "Coal" : "Football", "Text.", fmt::format("2025-{:02}-10", 1 + i % 6));
      a.topics = {i % 2 == 0 ? "Energy" : "Sport"};
      if (i % 4 == 0) a.topics.emplace_back("Labour");
      a.outlet = i % 5 == 0 ? "Kurier" : i % 5 == 1 ? "La Gazette" : "The Post";
      articles.push_back(a);
    }
    build(articles);
    searcher = std::make_unique<Searcher>(Snapshot::open(index, 1), 0);
  }
  void TearDown() override {
    searcher.reset();
    IndexFixture::TearDown();
  }
  SearchAnswer ask(const Parameters& parameters) { return *searcher->search(*parse_parameters(parameters, 1760000000, {})); }
  std::unique_ptr<Searcher> searcher;
};

TEST_F(CountsTest, ATimelineSplitByAFieldAddsUpToItsTotals) {
  const SearchAnswer answer = ask({{"q", "coal"}, {"histogram", "month"}, {"histogram.by", "outlet"}});
  ASSERT_EQ(answer.histogram->series.size(), 3u);
  EXPECT_EQ(answer.histogram->by, Field::kOutlet);
  EXPECT_EQ(answer.histogram->series[0].value, "The Post");
  ASSERT_GE(answer.histogram->buckets.size(), 2u);
  for (std::size_t b = 0; b < answer.histogram->buckets.size(); ++b) {
    std::uint64_t sum = 0;
    for (const HistogramSeries& series : answer.histogram->series) sum += series.counts.at(b);
    EXPECT_EQ(sum, answer.histogram->buckets[b].count);
  }
  for (const HistogramSeries& series : answer.histogram->series) {
    const std::uint64_t all = std::accumulate(series.counts.begin(), series.counts.end(), std::uint64_t{0});
    EXPECT_EQ(ask({{"q", "coal"}, {"outlet", series.value}}).total, all) << series.value;
  }
}

TEST_F(CountsTest, SharesAreOfAllThatPassesTheFilters) {
  for (const char* outlet : {"", "The Post"}) {
    Parameters parameters = {{"q", "coal"}, {"histogram", "month"}, {"histogram.share", "1"}},
               everything = {{"histogram", "month"}};
    if (*outlet != '\0') {
      parameters.emplace_back("outlet", outlet);
      everything.emplace_back("outlet", outlet);
    }
    const SearchAnswer answer = ask(parameters), all = ask(everything);
    std::map<std::string, std::uint64_t> totals;
    for (const HistogramBucket& bucket : all.histogram->buckets) totals[bucket.start] = bucket.count;
    ASSERT_FALSE(answer.histogram->buckets.empty());
    for (const HistogramBucket& bucket : answer.histogram->buckets)
      EXPECT_DOUBLE_EQ(*bucket.share, static_cast<double>(bucket.count) / static_cast<double>(totals.at(bucket.start)));
  }
}

TEST_F(CountsTest, PartsOfAHistogramAskForOne) {
  EXPECT_TRUE(ask({{"histogram.by", "topic"}}).histogram);
  EXPECT_EQ(ask({{"histogram.share", "1"}, {"histogram", "year"}}).histogram->interval, Interval::kYear);
  EXPECT_FALSE(parse_parameters({{"histogram.by", "colour"}}, 0, {}));
}

TEST_F(CountsTest, FacetsAreSearchedByTheBeginningsOfTheirWords) {
  const auto values = [&](const std::string& q) {
    std::vector<std::string> all;
    const SearchAnswer answer = ask({{"facets", "outlet"}, {"facets.q", q}});
    for (const FacetBucket& bucket : answer.facets.at(0).buckets) all.push_back(bucket.value);
    EXPECT_EQ(answer.facets[0].values, all.size());
    std::uint64_t sum = *answer.facets[0].other + answer.facets[0].missing;
    for (const FacetBucket& bucket : answer.facets[0].buckets) sum += bucket.count;
    EXPECT_EQ(sum, answer.total);
    return all;
  };
  using Values = std::vector<std::string>;
  EXPECT_EQ(values("ga"), (Values{"La Gazette"}));
  EXPECT_EQ(values("the po"), (Values{"The Post"}));
  EXPECT_EQ(values("ost"), Values{});
  EXPECT_EQ(values("").size(), 3u);
}

TEST_F(CountsTest, EveryTopicGivenWithAllIsNeeded) {
  EXPECT_EQ(ask({{"topic.all", "energy"}, {"topic.all", "LABOUR"}}).total, 12u);
  EXPECT_EQ(ask({{"topic.all", "Energy,Labour"}}).total, 12u);
  EXPECT_EQ(ask({{"topic.all", "Sport"}, {"topic.all", "Labour"}}).total, 0u);
  EXPECT_EQ(ask({{"topic.all", "nothing"}}).total, 0u);
  EXPECT_EQ(ask({{"topic.all", "Energy"}, {"topic", "-Labour"}}).total, 12u);
  // It narrows its own facet, as any other filter does; a plain choice of topics doesn't.
  const SearchAnswer narrowed = ask({{"topic.all", "Labour"}, {"facets", "topic"}});
  EXPECT_EQ(narrowed.facets.at(0).buckets.size(), 2u);
  EXPECT_EQ(narrowed.facets[0].buckets[0].count, 12u);
  EXPECT_EQ(ask({{"topic", "Labour"}, {"facets", "topic"}}).facets.at(0).buckets.size(), 3u);
}

}  // namespace
}  // namespace newshound
