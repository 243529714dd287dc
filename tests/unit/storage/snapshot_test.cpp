// Opening an index, checking and counting it; and its bad days: files that are gone, cut, changed, or don't fit each other.
#include "storage/snapshot.h"

#include <atomic>
#include <functional>
#include <thread>

#include "storage/check.h"
#include "storage/stats.h"
#include "tests/unit/storage/damaged_copies.h"
#include "tests/unit/storage/small_index.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class SnapshotTest : public SmallIndexFixture {
 protected:
  static std::vector<std::string> ids(const Snapshot& snapshot) {
    std::vector<std::string> all;
    for_each_article(snapshot, [&](Article&& article) { all.push_back(article.id); });
    return all;
  }
  // Two segments, of three and two documents; one of the first is deleted.
  void make_index() {
    add_segment({small_article("a", "one two", 300), small_article("b", "two three", 200), small_article("c", "three", 100)});
    mark_deleted(catalog.segments[0], {1});
    catalog.segments[0].date_ordered = true;
    add_segment({small_article("d", "four"), small_article("b", "five five")});
    publish();
  }
  [[nodiscard]] std::filesystem::path file(std::size_t segment, const std::string& name) const {
    return segment_folder(index, catalog.segments[segment].number) / name;
  }
  // Makes the catalog's sum of a file that of its bytes now, as if it had been written like this.
  void resum(std::size_t segment, const std::string& name) {
    for (FileSum& sum : catalog.segments[segment].files)
      if (sum.name == name) sum = sum_file(segment_folder(index, catalog.segments[segment].number), name);
  }
};

TEST_F(SnapshotTest, OpensTheNewestGeneration) {
  make_index();
  const auto snapshot = Snapshot::open(index, 2);
  EXPECT_EQ(snapshot->generation(), 1u);
  EXPECT_EQ(snapshot->documents(), 5u);
  EXPECT_EQ(snapshot->articles(), 4u);
  EXPECT_EQ(snapshot->total_length(), 5u * 3 + 2 + 2 + 1 + 1 + 2);
  EXPECT_EQ(snapshot->workers(), 2u);
  EXPECT_THAT(ids(*snapshot), ElementsAre("a", "c", "d", "b"));
  EXPECT_NE(&snapshot->postings(0, 1), &snapshot->postings(1, 1));
  EXPECT_EQ(snapshot->postings(1, 1).get_doccount(), 2u);
  EXPECT_TRUE(snapshot->segments()[0].segment->date_ordered);
}

TEST_F(SnapshotTest, AnIndexWithoutSegmentsIsEmpty) {
  publish();
  const auto snapshot = Snapshot::open(index, 1);
  EXPECT_EQ(snapshot->documents(), 0u);
  EXPECT_EQ(snapshot->total_length(), 0u);
  EXPECT_THAT(ids(*snapshot), IsEmpty());
  EXPECT_THAT(check_index(index), IsEmpty());
  EXPECT_EQ(index_stats(index).articles, 0u);
}

TEST_F(SnapshotTest, SharesWhatIsUnchangedWithTheOneBefore) {
  make_index();
  const auto first = Snapshot::open(index, 1);
  mark_deleted(catalog.segments[1], {0});
  add_segment({small_article("e", "six")});
  publish();
  const auto second = Snapshot::open(index, 1, first);
  ASSERT_EQ(second->segments().size(), 3u);
  EXPECT_EQ(second->segments()[0].segment, first->segments()[0].segment);
  EXPECT_EQ(second->segments()[0].deletions, first->segments()[0].deletions);
  EXPECT_EQ(second->segments()[1].segment, first->segments()[1].segment);
  EXPECT_NE(second->segments()[1].deletions, first->segments()[1].deletions);
  EXPECT_THAT(ids(*second), ElementsAre("a", "c", "b", "e"));
  EXPECT_THAT(ids(*first), ElementsAre("a", "c", "d", "b"));  // to its end a request sees what it saw at first
}

TEST_F(SnapshotTest, ANumberUsedAgainIsNotTakenForTheOldSegment) {
  make_index();
  const auto first = Snapshot::open(index, 1);
  std::filesystem::remove_all(index);
  std::filesystem::create_directories(index / "segments");
  const std::string analyzer = catalog.analyzer;
  catalog = {};
  catalog.analyzer = analyzer;
  add_segment({small_article("z", "other words")});
  publish();
  EXPECT_THAT(ids(*Snapshot::open(index, 1, first)), ElementsAre("z"));
  EXPECT_THAT(ids(*first), ElementsAre("a", "c", "d", "b"));
}

TEST_F(SnapshotTest, FindsTheDocumentThatIsNotDeleted) {
  make_index();
  const auto snapshot = Snapshot::open(index, 1);
  const auto find = [&](std::size_t segment, const char* id) {
    const SegmentView& view = snapshot->segments()[segment];
    return find_document(snapshot->posting_source(0, segment), view.segment->documents(), *view.deletions,
                         value_term(field_row(Field::kId), id));
  };
  EXPECT_EQ(find(0, "a"), 0);
  EXPECT_EQ(find(0, "b"), -1);
  EXPECT_EQ(find(0, "c"), 2);
  EXPECT_EQ(find(1, "b"), 1);
  EXPECT_EQ(find(1, "a"), -1);
}

// A writer replaces generations and removes the old segment at once, without the grace that readers have: they find another one.
TEST_F(SnapshotTest, FilesThatVanishMeanANewerGeneration) {
  add_segment({small_article("g", "generation")});
  publish();
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int generation = 2; generation <= 15; ++generation) {
      const std::filesystem::path old = segment_folder(index, catalog.segments[0].number);
      catalog.segments.clear();
      add_segment({small_article("g", "generation")});
      publish();
      std::filesystem::remove_all(old);
    }
    done = true;
  });
  std::shared_ptr<const Snapshot> snapshot;
  std::string failure;
  while (!done && failure.empty()) try {
      snapshot = Snapshot::open(index, 1, snapshot);
      if (ids(*snapshot) != std::vector<std::string>{"g"}) failure = "another content";
    } catch (const std::exception& error) {
      failure = error.what();
    }
  writer.join();
  EXPECT_EQ(failure, "");
  EXPECT_EQ(Snapshot::open(index, 1)->generation(), 15u);
}

TEST_F(SnapshotTest, MissingCutAndGrownFilesAreNamed) {
  make_index();
  EXPECT_THAT(check_index(index), IsEmpty());
  std::vector<std::string> files{catalog.segments[0].deletions->name};
  for (const FileSum& sum : catalog.segments[0].files) files.push_back(sum.name);
  EXPECT_GE(files.size(), 8u);
  for (const std::string& name : files) {
    const std::filesystem::path path = file(0, name);
    const std::string whole = read_file(path);
    std::filesystem::remove(path);
    EXPECT_THAT(refusal(IndexError::Kind::kMissing, [&] { (void)Snapshot::open(index, 1); }), HasSubstr(path.string()));
    EXPECT_THAT(check_index(index), ElementsAre(HasSubstr(path.string())));
    for (const std::string& changed : {whole.substr(0, whole.size() - 1), whole + "x", std::string{}}) {
      if (changed == whole) continue;
      write_file(path, changed);
      EXPECT_THAT(refusal(IndexError::Kind::kDamaged, [&] { (void)Snapshot::open(index, 1); }), HasSubstr(path.string()));
      EXPECT_THAT(check_index(index), ElementsAre(HasSubstr(path.string())));
    }
    write_file(path, whole);
  }
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(SnapshotTest, CheckFindsAChangedBitInEveryFile) {
  make_index();
  for (const FileSum& sum : catalog.segments[1].files) {
    const std::string whole = read_file(file(1, sum.name));
    for (const std::size_t at : {std::size_t{0}, whole.size() / 3, whole.size() - 1}) {
      if (whole.empty()) continue;
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 16);
      write_file(file(1, sum.name), changed);
      const auto findings = check_index(index);
      EXPECT_THAT(findings, ElementsAre(HasSubstr(file(1, sum.name).string())));
      EXPECT_THAT(findings, ElementsAre(HasSubstr("restore a backup")));
      try {  // opening needn't notice, but it never crashes, nor does reading
        (void)ids(*Snapshot::open(index, 1));
      } catch (const IndexError& error) {
        EXPECT_THAT(error.what(), HasSubstr(file(1, "").string()));
      }
    }
    write_file(file(1, sum.name), whole);
  }
}

TEST_F(SnapshotTest, CheckComparesWhatStandsTwice) {
  struct Case {
    const char* finding;
    std::function<void()> change;
  };
  const std::vector<Case> cases = {
      {"marks 1 documents, the catalog says 2", [this] { catalog.segments[0].deleted = 2; }},
      {"marks 0 documents, the catalog says 1", [this] { catalog.segments[1].deleted = 1; }},
      {"document 1 is newer than the one before",
       [this] {
         add_segment({small_article("x", "w", 100), small_article("y", "w", 200)}).date_ordered = true;
       }},
      {"document 1 differs from the columns",
       [this] {
         add_segment({small_article("d", "four"), small_article("other", "five five")});
         std::filesystem::copy_file(file(2, "text"), file(1, "text"), std::filesystem::copy_options::overwrite_existing);
         resum(1, "text");
       }},
      {"its lengths add up to",
       [this] {
         add_segment({small_article("d", "four"), small_article("b", "five five five")});
         std::filesystem::copy_file(file(2, "columns"), file(1, "columns"), std::filesystem::copy_options::overwrite_existing);
         resum(1, "columns");
       }},
      {"documents",
       [this] {
         std::filesystem::copy_file(file(0, "columns"), file(1, "columns"), std::filesystem::copy_options::overwrite_existing);
         resum(1, "columns");
       }},
  };
  make_index();
  const Catalog sound = catalog;
  for (const Case& c : cases) {
    const std::string text = read_file(file(1, "text")), columns = read_file(file(1, "columns"));
    c.change();
    publish();
    EXPECT_THAT(check_index(index), ElementsAre(HasSubstr(c.finding)));
    write_file(file(1, "text"), text);
    write_file(file(1, "columns"), columns);
    const std::uint64_t generation = catalog.generation, next = catalog.next_segment;
    catalog = sound;
    catalog.generation = generation;
    catalog.next_segment = next;
    publish();
    EXPECT_THAT(check_index(index), IsEmpty());
  }
}

TEST_F(SnapshotTest, ADamagedCatalogIsOneFindingAndNoIndexIsAnError) {
  EXPECT_THAT(refusal(IndexError::Kind::kMissing, [&] { (void)check_index(index); }), HasSubstr("newshound-indexer build"));
  make_index();
  const std::filesystem::path path = index / catalog_name(1);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);  // all but the line's end is all
  ASSERT_THAT(check_index(index), IsEmpty());
  with_damaged_copies(path, 5, [&] { EXPECT_THAT(check_index(index), ElementsAre(HasSubstr(path.string()))); });
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(SnapshotTest, StatsCountWhatIsNotDeleted) {
  std::vector<Article> articles;
  for (const char* id : {"a", "b", "c"}) articles.push_back(small_article(id, "words"));
  articles[0].topics = {"Trade", "Energy"};
  articles[1].topics = {"Trade"};
  articles[2].topics = {"Sport"};
  mark_deleted(add_segment(articles), {2});
  catalog.segments[0].first_published = 100;
  catalog.segments[0].last_published = 200;
  articles = {small_article("d", "words"), small_article("e", "words")};
  for (Article& article : articles) article.topics = {"ENERGY"};
  articles[1].outlet = "Other";
  add_segment(articles);
  catalog.segments[1].first_published = 50;
  catalog.segments[1].last_published = 60;
  publish();

  const IndexStats stats = index_stats(index);
  EXPECT_EQ(stats.articles, 4u);
  EXPECT_EQ(stats.deleted, 1u);
  EXPECT_EQ(stats.text_bytes, 5 * std::string("Title of awords").size());
  EXPECT_EQ(stats.first_published, 50);
  EXPECT_EQ(stats.last_published, 200);
  EXPECT_THAT(stats.values.at("topic"), ElementsAre(Pair("ENERGY", 3), Pair("Trade", 2)));
  EXPECT_THAT(stats.values.at("outlet"), ElementsAre(Pair("The Post", 3), Pair("Other", 1)));
  EXPECT_THAT(stats.values.at("section"), IsEmpty());
  EXPECT_FALSE(stats.values.contains("id"));
  std::uint64_t on_disk = 0;
  for (const auto& [kind, bytes] : stats.bytes_by_kind) on_disk += bytes;
  EXPECT_EQ(stats.disk_bytes, on_disk);
  EXPECT_EQ(stats.bytes_by_kind.at("catalog"), std::filesystem::file_size(index / catalog_name(1)));
  EXPECT_EQ(stats.bytes_by_kind.at("text"),
            std::filesystem::file_size(file(0, "text")) + std::filesystem::file_size(file(1, "text")));
  EXPECT_GT(stats.bytes_by_kind.at("postings"), 0u);
  EXPECT_EQ(stats.bytes_by_kind.at("deletions"), catalog.segments[0].deletions->bytes);
}

}  // namespace
}  // namespace newshound
