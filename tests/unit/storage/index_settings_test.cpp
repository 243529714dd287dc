#include "storage/index_settings.h"

#include "schemas/limits.h"
#include "storage/check.h"
#include "storage/snapshot.h"
#include "storage/stats.h"
#include "storage/writer_lock.h"
#include "tests/unit/storage/small_index.h"

namespace newshound {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Kind = IndexError::Kind;

class IndexSettingsTest : public SmallIndexFixture {
 protected:
  void SetUp() override {
    SmallIndexFixture::SetUp();
    given = *StemExceptions::parse("# ours\nen ratings rating\n", "f");
  }
  // An index of one segment whose settings are `given`.
  void make_index() {
    add_segment({small_article("a", "words")});
    catalog.generation = 1;
    write_settings(index, given, repeated, catalog);
    publish();
    path = index / "settings-000001/stem-exceptions";
  }
  StemExceptions given;
  std::string repeated;  // the boilerplate
  std::filesystem::path path;
};

TEST_F(IndexSettingsTest, NamesFolders) {
  EXPECT_EQ(settings_name(41), "settings-000041");
  EXPECT_EQ(settings_name(12345678), "settings-12345678");
  for (const char* name : {"settings-000041", "settings-12345678"}) EXPECT_TRUE(is_settings_name(name)) << name;
  for (const char* name : {"settings", "settings-", "settings-41", "settings-00004x", "settings-000041.txt", "mysettings-000041"})
    EXPECT_FALSE(is_settings_name(name)) << name;
}

TEST_F(IndexSettingsTest, ASnapshotHasThemAsTheyWereGiven) {
  make_index();
  EXPECT_EQ(read_file(path), given.text());
  EXPECT_EQ(catalog.stem_exceptions, (FileSum{"settings-000001/stem-exceptions", given.text().size(),
                                              sum_file(index, "settings-000001/stem-exceptions").xxh3}));
  EXPECT_EQ(read_stem_exceptions(index, read_catalog(index)), given);
  EXPECT_EQ(Snapshot::open(index, 1)->stem_exceptions(), given);
  EXPECT_THAT(check_index(index), IsEmpty());
  EXPECT_EQ(index_stats(index).bytes_by_kind.at("settings"), given.text().size());
}

TEST_F(IndexSettingsTest, WithoutAFileTheBuiltInListHolds) {
  write_settings(index, StemExceptions::built_in(), "", catalog);
  EXPECT_EQ(catalog.stem_exceptions, std::nullopt);
  EXPECT_EQ(catalog.boilerplate, std::nullopt);
  add_segment({small_article("a", "words")});
  publish();
  EXPECT_THAT(names(index), ElementsAre("catalog-000001.json", "segments"));
  EXPECT_EQ(Snapshot::open(index, 1)->stem_exceptions(), StemExceptions::built_in());
}

TEST_F(IndexSettingsTest, ReplacesWhatAKilledWriterLeft) {
  std::filesystem::create_directories(index / "settings-000001");
  write_file(index / "settings-000001/stem-exceptions", "en half a li");
  write_file(index / "settings-000001/other", "x");
  make_index();
  EXPECT_EQ(Snapshot::open(index, 1)->stem_exceptions(), given);
  EXPECT_THAT(names(index / "settings-000001"), ElementsAre("stem-exceptions"));
}

TEST_F(IndexSettingsTest, DamageIsNamedAtOpeningAndByCheck) {
  make_index();
  const auto open = [&] { (void)Snapshot::open(index, 1); };
  const auto says = AllOf(HasSubstr(path.string()), HasSubstr("newshound-indexer export"), HasSubstr("--stem-exceptions FILE"));
  const std::string whole = given.text();
  std::string changed = whole;
  changed[changed.find("rating\n")] = 'R';
  for (const std::string& text : {std::string{}, whole.substr(1), whole + "\n", changed}) {
    overwrite(path, text);
    EXPECT_THAT(refusal(Kind::kDamaged, open), says) << text;
    EXPECT_THAT(check_index(index), ElementsAre(says));
  }
  std::filesystem::remove(path);
  EXPECT_THAT(refusal(Kind::kMissing, open), says);
  EXPECT_THAT(check_index(index), ElementsAre(says));
  EXPECT_EQ(Snapshot::open(index, 1, nullptr, false)->articles(), 1u) << "export needs no stems";
}

TEST_F(IndexSettingsTest, ARightSumOverAWrongFileIsDamageToo) {
  make_index();
  overwrite(path, "en ratings\n");
  catalog.stem_exceptions = sum_file(index, catalog.stem_exceptions->name);
  publish();
  EXPECT_THAT(refusal(Kind::kDamaged, [&] { (void)Snapshot::open(index, 1); }), HasSubstr("stem-exceptions:1: has 2 words"));
  catalog.stem_exceptions->bytes = kMaxStemExceptionBytes + 1;
  publish();
  EXPECT_THAT(refusal(Kind::kDamaged, [&] { (void)Snapshot::open(index, 1); }), HasSubstr("too large"));
}

TEST_F(IndexSettingsTest, BoilerplateIsKeptAsItIsWithOrWithoutExceptions) {
  repeated = "{\"outlet\":\"The Post\",\"text\":\"Sign up.\"}\n";
  make_index();
  const Catalog both = read_catalog(index);
  EXPECT_EQ(both.boilerplate->name, "settings-000001/boilerplate");
  EXPECT_EQ(read_boilerplate(index, both), repeated);
  EXPECT_EQ(read_stem_exceptions(index, both), given);
  EXPECT_EQ(index_stats(index).bytes_by_kind.at("settings"), given.text().size() + repeated.size());
  remove_unreferenced(index, std::chrono::seconds(0));
  EXPECT_THAT(check_index(index), IsEmpty());
  write_settings(index, StemExceptions::built_in(), repeated, catalog);
  EXPECT_EQ(catalog.stem_exceptions, std::nullopt);
  EXPECT_EQ(read_boilerplate(index, catalog), repeated);
  catalog.boilerplate.reset();
  EXPECT_EQ(read_boilerplate(index, catalog), "");
}

TEST_F(IndexSettingsTest, DamagedBoilerplateIsNamed) {
  repeated = "{\"outlet\":\"The Post\",\"text\":\"Sign up.\"}\n";
  make_index();
  const std::filesystem::path file = index / "settings-000001/boilerplate";
  const auto says = AllOf(HasSubstr(file.string()), HasSubstr("newshound-indexer export"), HasSubstr("--boilerplate FILE"));
  for (const std::string& text : {std::string{}, repeated + "\n", "[" + repeated.substr(1)}) {
    overwrite(file, text);
    EXPECT_THAT(refusal(Kind::kDamaged, [&] { (void)read_boilerplate(index, catalog); }), says) << text;
    EXPECT_THAT(check_index(index), ElementsAre(says));
    EXPECT_EQ(Snapshot::open(index, 1)->articles(), 1u) << "searching needs none";
  }
  std::filesystem::remove(file);
  EXPECT_THAT(refusal(Kind::kMissing, [&] { (void)read_boilerplate(index, catalog); }), says);
}

TEST_F(IndexSettingsTest, AnotherAnalyzerIsRefusedWithTheCommandThatKeepsThem) {
  catalog.analyzer = "another";
  repeated = "{\"outlet\":\"The Post\",\"text\":\"Sign up.\"}\n";
  make_index();
  EXPECT_THAT(refusal(Kind::kIncompatible, [&] { (void)Snapshot::open(index, 1); }),
              HasSubstr("newshound-indexer build NEW - --stem-exceptions " + path.string() + " --boilerplate " +
                        (index / "settings-000001/boilerplate").string()));
}

}  // namespace
}  // namespace newshound
