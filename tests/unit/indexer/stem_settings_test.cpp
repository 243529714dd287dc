// Stem exceptions from a build on: what writes an index keeps them and makes its terms with them.
#include <gmock/gmock.h>

#include "storage/check.h"
#include "storage/index_error.h"
#include "storage/stem_stats.h"
#include "storage/writer_lock.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class StemSettingsTest : public IndexFixture {
 protected:
  WriteReport build_with(const std::string& text, const std::vector<Article>& articles) const {
    WriteOptions options;
    options.exceptions = StemExceptions::parse(text, "stems.txt").value();
    return write(WriteSession::Mode::kBuild, articles, options);
  }
  // The forms that share the first stem of `word`, and their documents.
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> forms(const std::string& word) const {
    const auto stats = stem_stats(*Snapshot::open(index, 1), word);
    EXPECT_TRUE(stats) << word;
    return stats->stems.at(0).forms;
  }
  static constexpr const char* kText = "en covid coronavirus\nen prices prices\n";
};

TEST_F(StemSettingsTest, AddMergeAndDeleteCarryThemOver) {
  build_with(kText,
             {make_article("1", "Covid", "Prices"), make_article("2", "Coronavirus", "Price"), make_article("3", "T", "x")});
  add({make_article("4", "Covid prices", "x")});
  const auto expected = [&](std::uint64_t covid) {
    const auto snapshot = Snapshot::open(index, 1);
    EXPECT_EQ(snapshot->stem_exceptions().text(), kText);
    EXPECT_EQ(snapshot->catalog().stem_exceptions->name, "settings-000001/stem-exceptions");
    EXPECT_THAT(forms("coronavirus"), ElementsAre(Pair("covid", covid), Pair("coronavirus", 1)));
    EXPECT_THAT(forms("prices"), ElementsAre(Pair("prices", covid)));
    EXPECT_THAT(forms("price"), ElementsAre(Pair("price", 1)));
    EXPECT_THAT(check_index(index), IsEmpty());
  };
  expected(2);
  delete_documents(index, {{"3"}, {}}, {});
  expected(2);
  merge_index(index, true, {});
  EXPECT_EQ(Snapshot::open(index, 1)->segments().size(), 1u);
  expected(2);
  remove_unreferenced(index, std::chrono::seconds(0));
  add({make_article("5", "Covid", "prices")});
  expected(3);
}

TEST_F(StemSettingsTest, AnEmptyIndexKeepsThemForWhatIsAdded) {
  build_with(kText, {});
  EXPECT_EQ(Snapshot::open(index, 1)->stem_exceptions().text(), kText);
  add({make_article("1", "Covid", "x"), make_article("2", "Coronavirus", "x")});
  EXPECT_EQ(forms("covid").size(), 2u);
}

TEST_F(StemSettingsTest, TheNextBuildBeginsAnew) {
  build_with(kText, {make_article("1", "Prices", "x")});
  const WriteReport other = build_with("en x y\n", {make_article("1", "Prices and price", "x")});
  EXPECT_EQ(other.dropped_settings, "");
  EXPECT_EQ(Snapshot::open(index, 1)->catalog().stem_exceptions->name, "settings-000002/stem-exceptions");
  EXPECT_EQ(forms("prices").size(), 2u);
  const WriteReport none = build({make_article("1", "Prices", "x")});
  EXPECT_EQ(none.dropped_settings, "settings-000002/stem-exceptions");
  EXPECT_EQ(Snapshot::open(index, 1)->stem_exceptions(), StemExceptions::built_in());
  EXPECT_EQ(build({make_article("1", "Prices", "x")}).dropped_settings, "");
  remove_unreferenced(index, std::chrono::seconds(0));
  for (const auto& entry : std::filesystem::directory_iterator(index))
    EXPECT_EQ(entry.path().filename().string().find("settings"), std::string::npos) << entry.path();
}

TEST_F(StemSettingsTest, ABuildGoesOnWhereAFirstOneWasKilled) {
  std::filesystem::create_directories(index / "settings-000001");
  EXPECT_EQ(build_with(kText, {make_article("1", "Prices", "x")}).generation, 1u);
}

TEST_F(StemSettingsTest, NothingIsAddedToAnIndexWhoseFileIsDamaged) {
  build_with(kText, {make_article("1", "Prices", "x")});
  std::filesystem::resize_file(index / "settings-000001/stem-exceptions", 3);
  try {
    const WriteSession session(index, WriteSession::Mode::kAdd, {});
    FAIL() << "an add that analyses otherwise than the index";
  } catch (const IndexError& error) {
    EXPECT_EQ(error.kind(), IndexError::Kind::kDamaged);
    EXPECT_THAT(error.what(), HasSubstr("settings-000001/stem-exceptions"));
  }
  EXPECT_THROW(merge_index(index, true, {}), IndexError);
  build_with(kText, {make_article("1", "Prices", "x")});
  EXPECT_THAT(check_index(index), IsEmpty());
}

TEST_F(StemSettingsTest, StatsTellLanguagesExceptionsAndCounts) {
  Article german = make_article("3", "Preise", "der Covid");
  german.language = "de";
  build_with(kText, {make_article("1", "Covid", "Coronavirus university"), make_article("2", "Universities' day", "x"), german});
  add({make_article("4", "Covid covid", "x")});
  const auto snapshot = Snapshot::open(index, 1);
  const StemStats covid = *stem_stats(*snapshot, "COVID");
  EXPECT_EQ(covid.form, "covid");
  ASSERT_EQ(covid.stems.size(), 2u);
  EXPECT_EQ(covid.stems[0].stem, "coronavirus");
  EXPECT_EQ(covid.stems[0].documents, 2u);
  ASSERT_EQ(covid.stems[0].languages.size(), 1u);
  EXPECT_EQ(covid.stems[0].languages[0].code, "en");
  EXPECT_TRUE(covid.stems[0].languages[0].given);
  EXPECT_EQ(covid.stems[1].languages[0].code, "de");
  EXPECT_FALSE(covid.stems[1].languages[0].given);
  EXPECT_EQ(covid.stems[1].documents, 1u);
  EXPECT_THAT(forms("universities"), ElementsAre(Pair("universities", 1), Pair("university", 1)));
  for (const char* word : {"", "two words", "covid-19", "!"}) {
    const auto refused = stem_stats(*snapshot, word);
    ASSERT_FALSE(refused) << word;
    EXPECT_THAT(refused.error().message, HasSubstr("is not one word"));
  }
}

}  // namespace
}  // namespace newshound
