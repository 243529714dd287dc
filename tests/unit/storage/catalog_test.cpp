#include "storage/catalog.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "analysis/analyzer.h"
#include "storage/files.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = IndexError::Kind;

Catalog sample(std::uint64_t generation) {
  Catalog catalog;
  catalog.analyzer = analyzer_fingerprint();
  catalog.generation = generation;
  catalog.next_segment = 19;
  catalog.positions = true;
  SegmentEntry dated;
  dated.number = 17;
  dated.documents = 1000;
  dated.deleted = 3;
  dated.date_ordered = true;
  dated.first_published = -86400;
  dated.last_published = 1753113600;
  dated.text_bytes = std::uint64_t{7} << 33;
  dated.deletions = FileSum{"deleted-000041", 192, 0xFFFFFFFFFFFFFFFFu};
  dated.files = {{"columns", 4096, 1}, {"postings/postlist.glass", std::uint64_t{5} << 32, 0x0123456789ABCDEFu}};
  SegmentEntry undated;
  undated.number = 18;
  catalog.segments = {dated, undated};
  return catalog;
}

json parsed(const Catalog& catalog) { return json::parse(catalog_to_json(catalog)); }

// The text of a catalog with a checksum that is right whatever it says.
std::string summed(json content) {
  content.erase("checksum");
  const std::string text = content.dump();
  content["checksum"] = fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
  return content.dump();
}

class CatalogTest : public FolderFixture {};

TEST_F(CatalogTest, ComesBackAsItWas) {
  const Catalog catalog = sample(41);
  EXPECT_EQ(catalog_from_json(catalog_to_json(catalog), "x"), catalog);
  EXPECT_EQ(catalog_from_json(summed(parsed(catalog)), "x"), catalog);  // the rule of the checksum
  EXPECT_EQ(catalog_from_json(catalog_to_json(Catalog{}), "x"), Catalog{});
}

TEST_F(CatalogTest, NamesStemExceptionsIfThereAreAny) {
  Catalog catalog = sample(41);
  EXPECT_FALSE(parsed(catalog).contains("stem_exceptions")) << "a catalog without them reads as it always did";
  catalog.stem_exceptions = FileSum{"settings-000040/stem-exceptions", 120, 0x0123456789ABCDEFu};
  const json whole = parsed(catalog);
  EXPECT_EQ(whole["stem_exceptions"],
            json::parse(R"({"name": "settings-000040/stem-exceptions", "bytes": 120, "xxh3": "0123456789abcdef"})"));
  EXPECT_EQ(catalog_from_json(catalog_to_json(catalog), "x"), catalog);
  for (const char* value : {"null", "7", "{}", R"({"name": "../x", "bytes": 1, "xxh3": "0123456789abcdef"})"}) {
    json changed = whole;
    changed["stem_exceptions"] = json::parse(value);
    refusal(Kind::kDamaged, [&] { (void)catalog_from_json(summed(changed), "x"); });
  }
}

TEST_F(CatalogTest, NamesBoilerplateIfThereIsAny) {
  Catalog catalog = sample(41);
  EXPECT_FALSE(parsed(catalog).contains("boilerplate"));
  catalog.boilerplate = FileSum{"settings-000040/boilerplate", 120, 0x0123456789ABCDEFu};
  EXPECT_EQ(parsed(catalog)["boilerplate"],
            json::parse(R"({"name": "settings-000040/boilerplate", "bytes": 120, "xxh3": "0123456789abcdef"})"));
  EXPECT_EQ(catalog_from_json(catalog_to_json(catalog), "x"), catalog);
}

TEST_F(CatalogTest, NamesFiles) {
  EXPECT_EQ(catalog_name(41), "catalog-000041.json");
  EXPECT_EQ(catalog_name(12345678), "catalog-12345678.json");
  EXPECT_EQ(segment_folder("/idx", 17), "/idx/segments/000017");
  EXPECT_EQ(deletions_name(41), "deleted-000041");
}

TEST_F(CatalogTest, NewestIsTheHighestNumber) {
  EXPECT_FALSE(is_index(folder));
  EXPECT_FALSE(is_index(folder / "missing"));
  for (const char* name :
       {"catalog-000999.json.tmp", "catalog-41.json", "catalog-0000042.json", "catalog-.json", "xcatalog-000043.json",
        "catalog-00004x.json", "catalog-000044.jso", "catalog-99999999999999999999.json", "lock"})
    write_file(folder / name, "");
  EXPECT_EQ(newest_generation(folder), 0u);
  for (const std::uint64_t generation : {7u, 1234567u, 41u}) write_file(folder / catalog_name(generation), "");
  EXPECT_EQ(newest_generation(folder), 1234567u);
  EXPECT_TRUE(is_index(folder));
}

TEST_F(CatalogTest, PublishesForGood) {
  publish_catalog(folder, sample(1));
  const std::string first = read_file(folder / catalog_name(1));
  publish_catalog(folder, sample(2));
  EXPECT_EQ(read_catalog(folder), sample(2));
  EXPECT_EQ(read_file(folder / catalog_name(1)), first);
  EXPECT_THAT(names(folder), ElementsAre("catalog-000001.json", "catalog-000002.json"));
  EXPECT_THAT(refusal(Kind::kIo, [&] { publish_catalog(folder, sample(2)); }), HasSubstr("catalog-000002.json"));
  refusal(Kind::kIo, [&] { publish_catalog(folder / "missing", sample(1)); });
}

TEST_F(CatalogTest, AFullDiskLeavesTheOldTruth) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP();
  publish_catalog(folder, sample(1));
  std::filesystem::create_symlink("/dev/full", folder / "catalog-000002.json.tmp");
  EXPECT_THAT(refusal(Kind::kIo, [&] { publish_catalog(folder, sample(2)); }), HasSubstr("free space"));
  EXPECT_EQ(read_catalog(folder), sample(1));
  EXPECT_THAT(names(folder), ElementsAre("catalog-000001.json"));
}

TEST_F(CatalogTest, RefusalsNameThingAndRemedy) {
  const auto read = [&] { (void)read_catalog(folder); };
  EXPECT_THAT(refusal(Kind::kMissing, read),
              AllOf(HasSubstr(folder.string()), HasSubstr("newshound-indexer build " + folder.string())));

  Catalog other = sample(1);
  other.analyzer = "another-fingerprint";
  publish_catalog(folder, other);
  EXPECT_THAT(refusal(Kind::kIncompatible, read), AllOf(HasSubstr("another-fingerprint"), HasSubstr(analyzer_fingerprint()),
                                                        HasSubstr("newshound-indexer export " + folder.string())));
  EXPECT_EQ(read_catalog(folder, false), other);

  json later = parsed(sample(2));
  later["schema_version"] = kSchemaVersion + 1;
  later.erase("segments");  // a later version may have anything else
  write_file(folder / catalog_name(2), summed(later));
  EXPECT_THAT(refusal(Kind::kIncompatible, read), AllOf(HasSubstr(fmt::format("version {}", kSchemaVersion + 1)),
                                                        HasSubstr(fmt::format("reads {}", kSchemaVersion)), HasSubstr("export")));

  // Never the one before instead.
  publish_catalog(folder, sample(3));
  write_file(folder / catalog_name(4), "{");
  EXPECT_THAT(refusal(Kind::kDamaged, read), HasSubstr("catalog-000004.json"));
  write_file(folder / catalog_name(5), catalog_to_json(sample(4)));
  EXPECT_THAT(refusal(Kind::kDamaged, read), AllOf(HasSubstr("catalog-000005.json"), HasSubstr("generation 4")));
}

TEST_F(CatalogTest, NoticesEveryTruncationAndFlippedBit) {
  const Catalog catalog = sample(41);
  const std::string text = catalog_to_json(catalog);
  for (std::size_t size = 0; size + 1 < text.size(); ++size)  // the last byte is a line break
    refusal(Kind::kDamaged, [&] { (void)catalog_from_json(text.substr(0, size), "x"); });
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = text;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      try {
        EXPECT_EQ(catalog_from_json(changed, "x"), catalog) << at;  // white space for white space
      } catch (const IndexError& error) {
        EXPECT_EQ(error.kind(), Kind::kDamaged) << error.what();
      }
    }
  }
}

TEST_F(CatalogTest, RefusesWrongTypesUnderARightSum) {
  const struct {
    const char* at;  // JSON pointer
    const char* value;
  } cases[] = {
      {"/schema_version", "-1"},
      {"/schema_version", "1.0"},
      {"/schema_version", "\"1\""},
      {"/analyzer", "7"},
      {"/generation", "-1"},
      {"/generation", "1e3"},
      {"/next_segment", "true"},
      {"/positions", "1"},
      {"/segments", "{}"},
      {"/segments", "null"},
      {"/segments/0", "7"},
      {"/segments/1/number", "17"},
      {"/segments/0/documents", "4294967296"},
      {"/segments/0/documents", "2"},
      {"/segments/0/date_ordered", "null"},
      {"/segments/0/first_published", "\"2025-07-21\""},
      {"/segments/0/last_published", "1.5"},
      {"/segments/0/text_bytes", "[]"},
      {"/segments/0/deletions", "\"deleted-000041\""},
      {"/segments/0/deletions/name", "\"../deleted-000041\""},
      {"/segments/0/files", "{\"a\": 1}"},
      {"/segments/0/files/0/name", "\"/etc/passwd\""},
      {"/segments/0/files/0/name", "\"a/../../b\""},
      {"/segments/0/files/0/name", "\"\""},
      {"/segments/0/files/0/name", "\"a\\u0000b\""},
      {"/segments/0/files/0/xxh3", "\"12\""},
      {"/segments/0/files/0/xxh3", "\"0x00000000000001\""},
      {"/segments/0/files/0/xxh3", "\" 00000000000000\""},
      {"/segments/0/files/0/xxh3", "1"},
      {"/segments/0/files/0/bytes", "-5"},
  };
  for (const auto& c : cases) {
    json changed = parsed(sample(41));
    changed[json::json_pointer(c.at)] = json::parse(c.value);
    EXPECT_THAT(refusal(Kind::kDamaged, [&] { (void)catalog_from_json(summed(changed), "/idx/c.json"); }),
                HasSubstr("/idx/c.json"))
        << c.at << " " << c.value;
  }
  const json whole = parsed(sample(41));
  for (const auto& [name, value] : whole.items()) {
    json changed = whole;
    changed.erase(name);
    if (name != "checksum") refusal(Kind::kDamaged, [&] { (void)catalog_from_json(summed(changed), "x"); });
  }
}

TEST_F(CatalogTest, SurvivesHostileText) {
  const std::string deep(1u << 20, '[');
  for (const std::string& text :
       {std::string{}, std::string("null"), std::string("[]"), std::string("{}"), std::string(1, '\0'), deep,
        "{\"checksum\": " + deep, std::string("{\"checksum\": \"\xff\"}"), std::string("{\"checksum\": 7}")})
    refusal(Kind::kDamaged, [&] { (void)catalog_from_json(text, "x"); });
}

}  // namespace
}  // namespace newshound
