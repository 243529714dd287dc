#include "indexer/write_session.h"

#include <fstream>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "indexer/commit.h"
#include "indexer/merge.h"
#include "storage/check.h"
#include "storage/index_error.h"
#include "storage/stats.h"
#include "storage/writer_lock.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class WriteSessionTest : public IndexFixture {};

std::vector<Article> numbered(int from, int to) {
  std::vector<Article> articles;
  for (int i = from; i < to; ++i)
    articles.push_back(make_article(fmt::format("n{}", i), fmt::format("Grain ship {} leaves", i),
                                    fmt::format("The vessel number {} left the harbour with {} tonnes of wheat.", i, i * 10),
                                    fmt::format("2025-{:02}-{:02}", i / 28 % 12 + 1, i % 28 + 1)));
  return articles;
}

TEST_F(WriteSessionTest, BuildHoldsEveryArticleNewestFirstUndatedLast) {
  const std::vector<Article> given = {make_article("old", "A", "x", "2020-01-01"), make_article("undated", "B", "x", ""),
                                      make_article("new", "C", "x", "2025-12-31T10:00:00Z"),
                                      make_article("middle", "D", "x", "2025-12-31")};
  const WriteReport report = build(given);
  EXPECT_EQ(report.added, 4u);
  EXPECT_EQ(report.generation, 1u);
  EXPECT_THAT(ids(), ElementsAre("new", "middle", "old", "undated"));
  for (const Article& article : articles()) EXPECT_NE(std::find(given.begin(), given.end(), article), given.end()) << article.id;
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(WriteSessionTest, TheLastOfEqualIdsStays) {
  build({make_article("a", "First", "x"), make_article("b", "Other", "x"), make_article("a", "Second", "x")});
  ASSERT_EQ(articles().size(), 2u);
  for (const Article& article : articles()) {
    if (article.id != "a") continue;
    EXPECT_EQ(article.title, "Second");
  }
}

TEST_F(WriteSessionTest, AnEmptyBuildIsAnIndexWithoutArticles) {
  build({});
  EXPECT_EQ(Snapshot::open(index, 1)->articles(), 0u);
  EXPECT_THAT(check_index(index), IsEmpty());
  EXPECT_EQ(add({make_article("a", "T", "x")}).documents, 1u);
}

TEST_F(WriteSessionTest, AddMakesAMissingIndexAndIsIdempotent) {
  const auto some = numbered(0, 40);
  EXPECT_EQ(add(some).generation, 1u);
  const WriteReport again = add(some);
  EXPECT_EQ(again.unchanged, 40u);
  EXPECT_EQ(again.added + again.updated, 0u);
  EXPECT_EQ(again.generation, 1u) << "nothing changed: no new generation";
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(WriteSessionTest, AddReplacesAnArticleOfEqualId) {
  build(numbered(0, 30));
  Article changed = numbered(7, 8)[0];
  changed.title = "Corrected";
  const WriteReport report = add({changed, make_article("fresh", "New", "x")});
  EXPECT_EQ(report.updated, 1u);
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.documents, 31u);
  int count = 0;
  for (const Article& article : articles()) {
    if (article.id != "n7") continue;
    EXPECT_EQ(article.title, "Corrected");
    ++count;
  }
  EXPECT_EQ(count, 1);
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(WriteSessionTest, DeleteByIdAndUrlSaysHowManyWent) {
  build(numbered(0, 10));
  const WriteReport report = delete_documents(index, {{"n1", "n2", "nobody"}, {"https://post.example/n3"}}, {});
  EXPECT_EQ(report.deleted, 3u);
  EXPECT_EQ(report.documents, 7u);
  const WriteReport nothing = delete_documents(index, {{"n1"}, {}}, {});
  EXPECT_EQ(nothing.deleted, 0u);
  EXPECT_EQ(nothing.generation, report.generation);
  EXPECT_EQ(ids().size(), 7u);
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(WriteSessionTest, MergeKeepsExactlyTheLiveArticles) {
  build(numbered(0, 60));
  add(numbered(60, 80));
  Article changed = numbered(5, 6)[0];
  changed.body = "Rewritten.";
  add({changed});
  delete_documents(index, {{"n70", "n10"}, {}}, {});
  const auto before = articles();
  const WriteReport report = merge_index(index, true, {});
  EXPECT_EQ(report.documents, before.size());
  const auto snapshot = Snapshot::open(index, 1);
  EXPECT_EQ(snapshot->segments().size(), 1u);
  EXPECT_EQ(snapshot->documents(), before.size()) << "deleted documents are gone from the files";
  const auto after = articles();
  EXPECT_THAT(after, ::testing::UnorderedElementsAreArray(before));
  EXPECT_TRUE(std::is_sorted(after.begin(), after.end(), [](const Article& a, const Article& b) {
    return a.published.seconds_utc > b.published.seconds_utc;
  }));
  EXPECT_THAT(check_index(index), IsEmpty());
  EXPECT_EQ(merge_index(index, true, {}).generation, report.generation) << "one clean segment: nothing to merge";
}

TEST_F(WriteSessionTest, MergeOfDeletedArticlesOnlyLeavesAnEmptyIndex) {
  build({make_article("a", "T", "x")});
  delete_documents(index, {{"a"}, {}}, {});
  merge_index(index, true, {});
  EXPECT_THAT(ids(), IsEmpty());
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(WriteSessionTest, ChoosesSegmentsOfLikeSize) {
  Catalog catalog;
  const auto segment = [&](std::uint32_t documents, std::uint32_t deleted) {
    SegmentEntry entry;
    entry.documents = documents;
    entry.deleted = deleted;
    catalog.segments.push_back(entry);
  };
  segment(100000, 10);
  for (std::uint32_t i = 0; i + 1 < kMergeFactor; ++i) segment(10 + i, 0);
  EXPECT_THAT(choose_merge(catalog, false), IsEmpty());
  segment(20, 0);
  EXPECT_EQ(choose_merge(catalog, false).size(), kMergeFactor);
  segment(5000, 4000);
  EXPECT_THAT(choose_merge(catalog, false), ::testing::Contains(kMergeFactor + 1)) << "mostly deleted";
}

TEST_F(WriteSessionTest, BuildReplacesAnIndexAndItsGenerationGoesOn) {
  build(numbered(0, 5));
  const auto reader = Snapshot::open(index, 1);
  const WriteReport report = build(numbered(10, 12));
  EXPECT_EQ(report.generation, 2u);
  EXPECT_THAT(ids(), UnorderedElementsAre("n10", "n11"));
  std::set<std::string> old;
  for_each_article(*reader, [&](Article&& article) { old.insert(article.id); });
  EXPECT_EQ(old.size(), 5u) << "a snapshot goes on reading what it opened";
}

TEST_F(WriteSessionTest, BuildRefusesAFolderThatIsNotAnIndex) {
  std::filesystem::create_directories(index);
  std::ofstream(index / "thesis.doc") << "dear";
  try {
    build(numbered(0, 1));
    FAIL() << "built over somebody's files";
  } catch (const IndexError& error) {
    EXPECT_THAT(error.what(), HasSubstr("thesis.doc"));
  }
  EXPECT_TRUE(std::filesystem::exists(index / "thesis.doc"));
}

TEST_F(WriteSessionTest, TheSecondWriterIsToldWhoWrites) {
  build(numbered(0, 1));
  const WriterLock lock(index, std::chrono::milliseconds(0), "newshound-indexer build");
  try {
    add(numbered(1, 2));
    FAIL() << "two writers";
  } catch (const IndexError& error) {
    EXPECT_EQ(error.kind(), IndexError::Kind::kLocked);
    EXPECT_THAT(error.what(), HasSubstr("newshound-indexer build"));
    EXPECT_THAT(error.what(), HasSubstr(fmt::format("process {}", getpid())));
  }
}

TEST_F(WriteSessionTest, AnAbandonedOrStoppedSessionLeavesTheIndexAsItWas) {
  build(numbered(0, 3));
  {
    WriteSession session(index, WriteSession::Mode::kAdd, {});
    session.add(make_article("x", "T", "b"));
  }
  EXPECT_EQ(ids().size(), 3u);
  WriteSession session(index, WriteSession::Mode::kBuild, {});
  for (Article& article : numbered(100, 700)) session.add(std::move(article));
  EXPECT_THROW(session.commit([](std::uint64_t, std::uint64_t) { throw std::runtime_error("interrupted"); }), std::runtime_error);
  EXPECT_EQ(ids().size(), 3u);
  for (const auto& entry : std::filesystem::directory_iterator(index / "segments"))
    EXPECT_FALSE(entry.path().filename().string().starts_with("tmp-")) << entry.path();
}

TEST_F(WriteSessionTest, ManyRunsAndThreadsGiveOneOrderedSegment) {
  std::vector<Article> many = numbered(0, 1700);
  write(WriteSession::Mode::kBuild, many, {.threads = 3});
  const auto snapshot = Snapshot::open(index, 1);
  ASSERT_EQ(snapshot->segments().size(), 1u);
  EXPECT_EQ(articles().size(), 1700u);
  EXPECT_THAT(check_index(index), IsEmpty());
  FormEntry entry;
  ASSERT_TRUE(snapshot->segments()[0].segment->vocabulary.find("vessel", entry));
  EXPECT_EQ(entry.documents, 1700u);
}

TEST_F(WriteSessionTest, StatsCountLiveArticles) {
  build(numbered(0, 10));
  delete_documents(index, {{"n0"}, {}}, {});
  const IndexStats stats = index_stats(index);
  EXPECT_EQ(stats.articles, 9u);
  EXPECT_EQ(stats.deleted, 1u);
  ASSERT_EQ(stats.values.at("topic").size(), 2u);
  EXPECT_EQ(stats.values.at("topic")[0].second, 9u);
  EXPECT_GT(stats.disk_bytes, stats.text_bytes);
}

}  // namespace
}  // namespace newshound
