#include "searchd/archive_summary.h"

#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

class ArchiveSummaryTest : public IndexFixture {
 protected:
  [[nodiscard]] Searcher searcher() const { return {Snapshot::open(index, 1), 0}; }
};

TEST_F(ArchiveSummaryTest, CountsWhatMayBeSeenAndIsKeptWhileThatIsTrue) {
  Article embargoed = make_article("later", "T", "body", "2025-07-23"),
          withheld = make_article("never", "T", "body", "2025-07-24");
  embargoed.embargoed_until = *parse_moment("2025-07-30T12:00:00Z");
  embargoed.outlet = "The Star";
  withheld.status = Status::kWithheld;
  build({make_article("a", "T", "body"), embargoed, withheld});
  const std::int64_t border = embargoed.embargoed_until.seconds_utc;
  ArchiveSummaries summaries;
  Searcher first = searcher();
  ArchiveSummary now = summaries.of(first, border - 1, 0);
  EXPECT_EQ(now.articles, 1u);
  EXPECT_EQ(now.outlets, 1u);
  EXPECT_EQ(format_moment(now.latest), "2025-07-21");
  EXPECT_EQ(summaries.of(first, border + 1, 0).articles, 1u);  // kept: the epoch says that nothing has changed
  now = summaries.of(first, border + 1, 1);
  EXPECT_EQ(now.articles, 2u);
  EXPECT_EQ(now.outlets, 2u);
  EXPECT_EQ(format_moment(now.latest), "2025-07-23");

  add({make_article("b", "T", "body", "2025-07-25")});
  Searcher second = searcher();
  EXPECT_EQ(summaries.of(second, border + 1, 1).articles, 3u);
  EXPECT_EQ(summaries.of(first, border + 1, 1).articles, 2u);  // who still serves the generation before
  EXPECT_EQ(format_moment(summaries.of(second, border + 1, 1).latest), "2025-07-25");
}

TEST_F(ArchiveSummaryTest, NothingIsThere) {
  build({});
  ArchiveSummaries summaries;
  Searcher empty = searcher();
  const ArchiveSummary none = summaries.of(empty, 0, 0);
  EXPECT_EQ(none.articles, 0u);
  EXPECT_EQ(none.latest.seconds_utc, kUndated);
}

}  // namespace
}  // namespace newshound
