// The bad days of files: every file of an index cut short, changed in one bit, or gone. Opening or checking says so and names the
// file; nothing crashes, and what isn't noticed at opening is noticed by check.
#include <fstream>

#include <gmock/gmock.h>

#include "storage/check.h"
#include "storage/files.h"
#include "storage/index_error.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;

class DamageTest : public IndexFixture {
 protected:
  void SetUp() override {
    IndexFixture::SetUp();
    std::vector<Article> articles;
    for (int i = 0; i < 30; ++i)
      articles.push_back(make_article("a" + std::to_string(i), "Headline " + std::to_string(i), "Some words in a body."));
    WriteOptions options;
    options.exceptions = StemExceptions::parse("en headlines headline\nen body bodies\n", "stems.txt").value();
    write(WriteSession::Mode::kBuild, articles, options);
    delete_documents(index, {{"a3"}, {}}, {});
  }

  // Every file of the newest generation, relative to the index.
  [[nodiscard]] std::vector<std::string> files() const {
    const Catalog catalog = read_catalog(index);
    std::vector<std::string> names{catalog_name(catalog.generation), catalog.stem_exceptions.value().name};
    for (const SegmentEntry& entry : catalog.segments) {
      const std::string base = std::filesystem::relative(segment_folder(index, entry.number), index).string() + "/";
      for (const FileSum& sum : entry.files) names.push_back(base + sum.name);
      if (entry.deletions) names.push_back(base + entry.deletions->name);
    }
    return names;
  }

  // What opening says, else what check says; empty if neither notices.
  [[nodiscard]] std::string complaint() const {
    try {
      const auto snapshot = Snapshot::open(index, 1);
      for_each_article(*snapshot, [](Article&&) {});
    } catch (const IndexError& error) {
      return error.what();
    }
    try {
      const auto findings = check_index(index);
      return findings.empty() ? "" : findings[0];
    } catch (const IndexError& error) {
      return error.what();
    }
  }

  // What a complaint about a file must name: the file, or the folder of Xapian's database, whose files Xapian opens.
  static std::string named(const std::string& file) {
    return file.find("postings/") != std::string::npos ? "postings" : std::filesystem::path(file).filename().string();
  }

  // Runs `change` on a copy of each file's content and expects a complaint that names it.
  template <class Change>
  void expect_noticed(Change change) {
    for (const std::string& name : files()) {
      const std::string whole = read_file(index / name);
      change(index / name, whole);
      EXPECT_THAT(complaint(), HasSubstr(named(name))) << name;
      write_file(index / name, whole);
      EXPECT_EQ(complaint(), "") << name << " was put back";
    }
  }
};

TEST_F(DamageTest, TruncatedFilesAreNoticed) {
  expect_noticed(
      [](const std::filesystem::path& path, const std::string& whole) { write_file(path, whole.substr(0, whole.size() / 2)); });
  expect_noticed([](const std::filesystem::path& path, const std::string&) { write_file(path, ""); });
}

TEST_F(DamageTest, EveryFlippedBitIsNoticed) {
  for (const double where : {0.0, 0.1, 0.35, 0.5, 0.8, 0.999})
    expect_noticed([&](const std::filesystem::path& path, const std::string& whole) {
      std::string changed = whole;
      changed[static_cast<std::size_t>(where * static_cast<double>(whole.size()))] ^= 4;
      write_file(path, changed);
    });
}

TEST_F(DamageTest, MissingFilesAreNamed) {
  for (const std::string& name : files()) {
    if (name.starts_with("catalog")) continue;  // without its catalog an index is the one of the catalog before
    const std::string whole = read_file(index / name);
    std::filesystem::remove(index / name);
    EXPECT_THAT(complaint(), HasSubstr(named(name))) << name;
    write_file(index / name, whole);
  }
}

TEST_F(DamageTest, ACatalogThatIsNotWholeIsNeverPassedOver) {
  write_file(index / catalog_name(read_catalog(index).generation + 1), "{");
  try {
    (void)Snapshot::open(index, 1);
    FAIL() << "fell back to an older catalog";
  } catch (const IndexError& error) {
    EXPECT_EQ(error.kind(), IndexError::Kind::kDamaged);
  }
}

TEST_F(DamageTest, OtherVersionsAreRefusedWithTheCommandThatRebuilds) {
  Catalog catalog = read_catalog(index);
  ++catalog.generation;
  catalog.analyzer = "t0f0-xapian0";
  publish_catalog(index, catalog);
  try {
    (void)Snapshot::open(index, 1);
    FAIL();
  } catch (const IndexError& error) {
    EXPECT_EQ(error.kind(), IndexError::Kind::kIncompatible);
    EXPECT_THAT(error.what(), HasSubstr("newshound-indexer export"));
  }
  catalog.schema_version = 999;
  ++catalog.generation;
  publish_catalog(index, catalog);
  EXPECT_THROW((void)read_catalog(index, false), IndexError);
}

TEST_F(DamageTest, ABuildReplacesADamagedIndex) {
  write_file(index / catalog_name(read_catalog(index).generation), "not json");
  build({make_article("fresh", "T", "x")});
  EXPECT_THAT(ids(), ::testing::ElementsAre("fresh"));
  EXPECT_EQ(complaint(), "");
}

TEST_F(DamageTest, NoIndexAtAllNamesTheFolderAndTheCommand) {
  try {
    (void)Snapshot::open(folder / "nowhere", 1);
    FAIL();
  } catch (const IndexError& error) {
    EXPECT_EQ(error.kind(), IndexError::Kind::kMissing);
    EXPECT_THAT(error.what(), HasSubstr("nowhere"));
    EXPECT_THAT(error.what(), HasSubstr("newshound-indexer build"));
  }
}

}  // namespace
}  // namespace newshound
