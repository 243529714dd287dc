// Timelines of newest-first documents, whose buckets are searched for, against counting each by itself; and the best documents
// against sorting all.
#include "query/day_counter.h"

#include <algorithm>
#include <numeric>
#include <random>

#include <fmt/format.h>

#include "query/top_documents.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using DayCounterTest = FolderFixture;

TEST_F(DayCounterTest, CountsStretchesAsItCountsDocuments) {
  std::mt19937 random{5};
  std::vector<Article> articles(3000);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    articles[i].id = fmt::format("a{}", i);
    if (i % 50 == 0) continue;  // undated
    const std::int64_t seconds = 1700000000 + static_cast<std::int64_t>(random() % (3 * 365 * 86400u));
    const bool bare = i % 3 == 0;
    articles[i].published = {bare ? seconds / 86400 * 86400 : seconds, bare};
  }
  std::sort(articles.begin(), articles.end(),
            [](const Article& a, const Article& b) { return a.published.seconds_utc > b.published.seconds_utc; });
  ColumnsBuilder builder;
  for (const Article& article : articles) builder.add(article, 10);
  builder.write(folder / "columns");
  const Columns columns(folder / "columns");
  for (const char* zone : {"", "UTC", "America/New_York", "Pacific/Kiritimati"}) {
    for (const Interval interval : {Interval::kDay, Interval::kWeek, Interval::kMonth, Interval::kQuarter, Interval::kYear}) {
      for (const unsigned share : {1u, 3u, 200u}) {
        std::vector<std::uint32_t> documents;
        for (std::uint32_t d = 0; d < articles.size(); ++d)
          if (random() % share == 0) documents.push_back(d);
        DayCounter stretches(zone, interval), one_by_one(zone, interval), days(zone, Interval::kDay);
        stretches.count(documents, columns, true);
        one_by_one.count(documents, columns, false);
        days.count(documents, columns, false);
        MatchResult made, expected, by_day;
        stretches.give(made);
        one_by_one.give(expected);
        days.give(by_day);
        ASSERT_EQ(made.days, expected.days) << zone << " " << static_cast<int>(interval) << " " << share;
        ASSERT_EQ(made.undated, expected.undated);
        if (one_by_one.in_utc()) {
          DayCounter by_bucket(zone, interval);
          by_bucket.count(documents, buckets_of(columns, interval));
          MatchResult without_dates;
          by_bucket.give(without_dates);
          ASSERT_EQ(without_dates.days, expected.days) << static_cast<int>(interval) << " " << share;
          ASSERT_EQ(without_dates.undated, expected.undated);
        }
        const HistogramAnswer shown = make_histogram(made, {interval, true, {}, false}),
                              of_days = make_histogram(by_day, {interval, true, {}, false});
        ASSERT_EQ(shown.buckets.size(), of_days.buckets.size());
        for (std::size_t b = 0; b < shown.buckets.size(); ++b) {
          ASSERT_EQ(shown.buckets[b].start, of_days.buckets[b].start);
          ASSERT_EQ(shown.buckets[b].count, of_days.buckets[b].count);
        }
      }
    }
  }
}

TEST(TopDocumentsTest, KeepsWhatSortingPutsFirst) {
  std::mt19937 random{9};
  for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest}) {
    for (const std::size_t capacity : {0u, 1u, 10u, 200u}) {
      for (const std::size_t all : {0u, 5u, 42u, 43u, 3000u}) {
        TopDocuments top(capacity, sort);
        std::vector<RankedDocument> expected;
        for (std::size_t i = 0; i < all; ++i) {
          const double score = sort == Sort::kRelevance ? static_cast<double>(random() % 50) : 0;
          const auto published = random() % 20 == 0 ? kUndated : static_cast<std::int64_t>(random() % 30);
          expected.push_back({0, static_cast<std::uint32_t>(i), score, published, random()});
          top.add(expected.back());
        }
        const auto before = [&](const RankedDocument& a, const RankedDocument& b) { return ranks_before(a, b, sort); };
        std::sort(expected.begin(), expected.end(), before);
        expected.resize(std::min(all, capacity));
        const std::vector<RankedDocument> kept = top.take();
        ASSERT_EQ(kept.size(), expected.size());
        for (std::size_t i = 0; i < kept.size(); ++i) ASSERT_EQ(kept[i].document, expected[i].document) << capacity << " " << all;
      }
    }
  }
}

}  // namespace
}  // namespace newshound
