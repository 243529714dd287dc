// The cache of postings: what it gives is what Xapian has; it stays within its bytes; and threads may share it.
#include "storage/posting_cache.h"

#include <filesystem>
#include <memory>
#include <random>
#include <thread>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <xapian.h>

namespace newshound {
namespace {

constexpr std::uint32_t kDocuments = 400;

class PostingCacheTest : public ::testing::Test {
 protected:
  std::filesystem::path folder;
  Xapian::Database database;
  std::unique_ptr<const GlassReader> reader;

  static std::string term(std::uint32_t n) { return "Zt" + std::to_string(n); }
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "newshound-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    Xapian::WritableDatabase writable((folder / "postings").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    // Document d has the terms that divide d + 1, d % 7 times each.
    for (std::uint32_t d = 0; d < kDocuments; ++d) {
      Xapian::Document document;
      for (std::uint32_t n = 1; n <= 60; ++n)
        if ((d + 1) % n == 0) document.add_term(term(n), d % 7);
      writable.add_document(document);
    }
    writable.commit();
    database = Xapian::Database((folder / "postings").string());
    reader = std::make_unique<const GlassReader>(folder / "postings");
  }
  void TearDown() override {
    database.close();
    std::filesystem::remove_all(folder);
  }
  void expect_right(PostingCache& cache, Xapian::Database& postings, std::uint32_t n) const {
    const auto list = cache.list(1, {*reader, postings}, term(n), kDocuments, false);
    ASSERT_NE(list, nullptr);
    ASSERT_EQ(list->size(), kDocuments / n);
    list->for_each([&](std::uint32_t document, std::size_t place) {
      ASSERT_EQ((document + 1) % n, 0u);
      ASSERT_EQ(list->has_frequencies() ? list->frequencies()[place] : 0, document % 7);
    });
    const TermStatistics statistics = cache.statistics(1, {*reader, postings}, term(n));
    ASSERT_EQ(statistics.documents, kDocuments / n);
    ASSERT_EQ(statistics.frequency, postings.get_collection_freq(term(n)));
  }
};

TEST_F(PostingCacheTest, GivesWhatXapianHas) {
  PostingCache cache;
  for (int round = 0; round < 2; ++round)
    for (std::uint32_t n = 1; n <= 60; ++n) ASSERT_NO_FATAL_FAILURE(expect_right(cache, database, n));
  const auto none = cache.list(1, {*reader, database}, "Zabsent", kDocuments, false);
  ASSERT_NE(none, nullptr);
  EXPECT_TRUE(none->empty());
  EXPECT_EQ(cache.statistics(1, {*reader, database}, "Zabsent").documents, 0u);
}

TEST_F(PostingCacheTest, AListThatIsWantedForAFewDocumentsIsDecodedTheSecondTime) {
  PostingCache cache;
  EXPECT_EQ(cache.list(1, {*reader, database}, term(2), kDocuments, true), nullptr);
  const auto second = cache.list(1, {*reader, database}, term(2), kDocuments, true);
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(cache.list(1, {*reader, database}, term(2), kDocuments, true), second);
  EXPECT_EQ(cache.list(2, {*reader, database}, term(2), kDocuments, true), nullptr) << "another segment";
  cache.clear();
  EXPECT_EQ(cache.bytes(), 0u);
  EXPECT_EQ(cache.list(1, {*reader, database}, term(2), kDocuments, true), nullptr);
}

TEST_F(PostingCacheTest, StaysWithinItsBytes) {
  constexpr std::size_t kLimit = 16 * 1500;
  PostingCache cache(kLimit);
  std::mt19937 random{1};
  for (int i = 0; i < 2000; ++i) {
    ASSERT_NO_FATAL_FAILURE(expect_right(cache, database, static_cast<std::uint32_t>(1 + random() % 60)));
    ASSERT_LE(cache.bytes(), kLimit);
  }
  EXPECT_GT(cache.bytes(), kLimit / 4);
  cache.set_limit(0);
  EXPECT_EQ(cache.bytes(), 0u);
  ASSERT_NO_FATAL_FAILURE(expect_right(cache, database, 3));
}

TEST_F(PostingCacheTest, ThreadsShareIt) {
  PostingCache cache(16 * 3000);
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      Xapian::Database mine((folder / "postings").string());
      std::mt19937 random{t};
      for (int i = 0; i < 500; ++i) expect_right(cache, mine, static_cast<std::uint32_t>(1 + random() % 60));
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(HasFailure());
}

}  // namespace
}  // namespace newshound
