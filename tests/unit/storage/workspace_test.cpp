#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include "storage/catalog.h"
#include "storage/files.h"
#include "storage/writer_lock.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;
using Kind = IndexError::Kind;

class WorkspaceTest : public FolderFixture {
 protected:
  void SetUp() override {
    FolderFixture::SetUp();
    index = folder / "index";
    segments = index / "segments";
    std::filesystem::create_directories(segments);
  }
  // A segment's folder, changed `ago` before now, with deletion files of these generations.
  void segment(std::uint64_t number, std::chrono::seconds ago, const std::vector<std::uint64_t>& deletions = {}) const {
    const auto path = segment_folder(index, number);
    std::filesystem::create_directories(path);
    write_file(path / "columns", "x");
    for (const std::uint64_t generation : deletions) {
      write_file(path / deletions_name(generation), "x");
      age(path / deletions_name(generation), ago);
    }
    age(path, ago);
  }
  struct Named {
    std::uint64_t number, deletions;  // deletions: of that generation, 0 for none
  };
  void catalog(std::uint64_t generation, const std::vector<Named>& named, std::chrono::seconds ago) const {
    Catalog content;
    content.generation = generation;
    for (const Named& n : named) {
      SegmentEntry& entry = content.segments.emplace_back();
      entry.number = n.number;
      if (n.deletions != 0) entry.deletions = FileSum{deletions_name(n.deletions), 1, 1};
    }
    publish_catalog(index, content);
    age(index / catalog_name(generation), ago);
  }
  std::filesystem::path index, segments;
};

TEST_F(WorkspaceTest, LeavesNothingUnlessPublished) {
  {
    const SegmentWorkspace workspace(index);
    EXPECT_THAT(workspace.path().filename().string(), ::testing::MatchesRegex("tmp-[0-9a-f]{16}"));
    write_file(workspace.path() / "columns", "x");
  }
  EXPECT_THAT(names(segments), IsEmpty());
}

TEST_F(WorkspaceTest, PublishesUnderItsNumber) {
  {
    SegmentWorkspace workspace(index);
    write_file(workspace.path() / "columns", "new");
    segment(7, 0s, {3});  // left by a writer that was killed before its catalog
    workspace.publish(7);
  }
  EXPECT_THAT(names(segments), ElementsAre("000007"));
  EXPECT_THAT(names(segments / "000007"), ElementsAre("columns"));
  EXPECT_EQ(read_file(segments / "000007" / "columns"), "new");
}

TEST_F(WorkspaceTest, NeverReplacesASegmentInUse) {
  segment(7, 0s);
  catalog(3, {{7, 0}}, 0s);
  SegmentWorkspace workspace(index);
  EXPECT_THAT(refusal(Kind::kIo, [&] { workspace.publish(7); }), HasSubstr("000007"));
  EXPECT_EQ(read_file(segments / "000007" / "columns"), "x");
}

TEST_F(WorkspaceTest, CleansWhatNoCatalogNames) {
  segment(1, 1h);             // named by catalog 1, which goes
  segment(2, 1h, {2, 3, 9});  // 2 by catalog 2, which stays; 3 by the newest; 9 by nobody
  segment(3, 1h);             // by the newest
  segment(4, 1h);             // by nobody
  segment(5, 0s);             // by nobody, but just made
  write_file(segments / "notes.txt", "not ours");
  age(segments / "notes.txt", 1h);
  write_file(index / "catalog-000004.json.tmp", "");
  catalog(1, {{1, 0}, {2, 0}}, 3h);
  catalog(2, {{2, 2}}, 1h);
  catalog(3, {{2, 3}, {3, 0}}, 1min);
  remove_unreferenced(index, 10min);
  EXPECT_THAT(names(index), ElementsAre("catalog-000002.json", "catalog-000003.json", "segments"));
  EXPECT_THAT(names(segments), ElementsAre("000002", "000003", "000005", "notes.txt"));
  EXPECT_THAT(names(segments / "000002"), ElementsAre("columns", "deleted-000002", "deleted-000003"));

  remove_unreferenced(index, 0s);
  EXPECT_THAT(names(index), ElementsAre("catalog-000003.json", "segments"));
  EXPECT_THAT(names(segments), ElementsAre("000002", "000003", "notes.txt"));
  EXPECT_THAT(names(segments / "000002"), ElementsAre("columns", "deleted-000003"));
}

TEST_F(WorkspaceTest, ManyCatalogsGoByTheEighth) {
  segment(1, 1h);
  segment(2, 1h);
  for (std::uint64_t generation = 1; generation <= 26; ++generation)
    catalog(generation, {{generation == 1 ? 1u : 2u, 0}}, generation <= 3 ? 1h : 1min);
  remove_unreferenced(index, 10min);  // 2 were replaced long ago, beside 24 others
  EXPECT_EQ(names(segments).size(), 2u);
  EXPECT_EQ(names(index).size(), 27u);
  age(index / catalog_name(4), 1h);
  remove_unreferenced(index, 10min);  // 3 beside 23
  EXPECT_THAT(names(segments), ElementsAre("000002"));
  EXPECT_EQ(names(index).size(), 24u);
}

TEST_F(WorkspaceTest, CleansSettingsThatNoCatalogNames) {
  for (const char* name : {"settings-000001", "settings-000002", "settings-000003", "settings-000004", "settings-mine"}) {
    std::filesystem::create_directories(index / name);
    write_file(index / name / "stem-exceptions", "x");
    if (std::string_view(name) != "settings-000004") age(index / name, 1h);  // 4: just made, by a writer that was killed
  }
  for (const std::uint64_t generation : {1u, 2u, 3u}) {
    Catalog content;
    content.generation = generation;
    content.stem_exceptions =
        FileSum{generation == 3 ? "settings-000003/stem-exceptions" : "settings-000001/stem-exceptions", 1, 1};
    publish_catalog(index, content);
    age(index / catalog_name(generation), generation == 3 ? 1min : 1h);
  }
  remove_unreferenced(index, 10min);
  EXPECT_THAT(names(index), ElementsAre("catalog-000002.json", "catalog-000003.json", "segments", "settings-000001",
                                        "settings-000003", "settings-000004", "settings-mine"));
  remove_unreferenced(index, 0s);
  EXPECT_THAT(names(index), ElementsAre("catalog-000003.json", "segments", "settings-000003", "settings-mine"));
}

TEST_F(WorkspaceTest, CleansAbandonedFoldersOnly) {
  const pid_t child = fork();
  if (child == 0) {
    const SegmentWorkspace workspace(index);
    raise(SIGKILL);
  }
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  ASSERT_EQ(names(segments).size(), 1u);
  const SegmentWorkspace alive(index);
  age(alive.path(), 1h);
  std::filesystem::create_directories(segments / "tmp-young");
  std::filesystem::create_directories(segments / "tmp-old");
  age(segments / "tmp-old", 1h);
  remove_unreferenced(index, 10min);
  EXPECT_THAT(names(segments), ElementsAre(alive.path().filename().string(), "tmp-young"));
}

TEST_F(WorkspaceTest, KeepsSegmentsWhileAnOldCatalogCannotBeRead) {
  segment(1, 1h);
  segment(2, 1h);
  write_file(index / catalog_name(1), "of another version");
  catalog(2, {{2, 0}}, 1min);
  remove_unreferenced(index, 10min);
  EXPECT_THAT(names(segments), ElementsAre("000001", "000002"));
  age(index / catalog_name(2), 1h);
  remove_unreferenced(index, 10min);
  EXPECT_THAT(names(index), ElementsAre("catalog-000002.json", "segments"));
  EXPECT_THAT(names(segments), ElementsAre("000002"));
}

TEST_F(WorkspaceTest, KeepsEverythingWithoutASoundCatalog) {
  segment(1, 1h);
  remove_unreferenced(index, 0s);
  EXPECT_THAT(names(segments), ElementsAre("000001"));
  write_file(index / catalog_name(1), "{");
  EXPECT_THAT(refusal(Kind::kDamaged, [&] { remove_unreferenced(index, 0s); }), HasSubstr("catalog-000001.json"));
  EXPECT_THAT(names(segments), ElementsAre("000001"));
}

}  // namespace
}  // namespace newshound
