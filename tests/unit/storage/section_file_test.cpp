#include "storage/section_file.h"

#include <cstring>
#include <string>

#include <xxhash.h>

#include "storage/files.h"
#include "storage/offsets.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = IndexError::Kind;

class SectionFileTest : public FolderFixture {
 protected:
  void SetUp() override {
    FolderFixture::SetUp();
    path = folder / "file";
  }
  void write_two() const {
    SectionWriter writer(path, "COLS", 1);
    writer.begin("numbers");
    const std::uint32_t numbers[] = {1, 2, 3};
    writer.append_array(std::span<const std::uint32_t>(numbers));
    writer.begin("text");
    writer.append("hello");
    writer.finish();
  }
  static std::string text(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }
  template <class T>
  static T number(const std::string& bytes, std::size_t at) {
    T value{};
    std::memcpy(&value, bytes.data() + at, sizeof(value));
    return value;
  }
  std::filesystem::path path;
};

TEST_F(SectionFileTest, GivesBackSectionsOfAnySize) {
  const std::size_t sizes[] = {0, 1, 63, 64, 65, 4096, (1u << 18) - 32, 300001, 0};
  {
    SectionWriter writer(path, "TEXT", 7);
    for (std::size_t i = 0; i < std::size(sizes); ++i) {
      writer.begin("s" + std::to_string(i));
      const std::string half(sizes[i] / 2, static_cast<char>('a' + i));
      writer.append(half);
      writer.append(half);
      if (sizes[i] % 2 != 0) writer.append("!");
    }
    writer.finish();
  }
  const SectionFile file(path, "TEXT", 7);
  EXPECT_EQ(file.size_bytes(), std::filesystem::file_size(path));
  EXPECT_FALSE(file.has("s9"));
  for (std::size_t i = 0; i < std::size(sizes); ++i) {
    const auto bytes = file.section("s" + std::to_string(i));
    std::string expected(sizes[i] / 2 * 2, static_cast<char>('a' + i));
    if (sizes[i] % 2 != 0) expected += '!';
    EXPECT_TRUE(text(bytes) == expected) << i;
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(bytes.data()) % 64, 0u) << i;
  }
  // What vector code may read past the end is there and zero.
  const auto last = file.section("s7");
  EXPECT_EQ(text({last.data() + last.size(), 64}), std::string(64, '\0'));
}

// The bytes of docs/index-format.md.
TEST_F(SectionFileTest, IsTheDocumentedFormat) {
  write_two();
  const std::string bytes = read_file(path);
  ASSERT_EQ(bytes.size(), 64u + 64 + 128 + 2 * 40 + 32);
  EXPECT_EQ(bytes.substr(0, 8), "NEWSHND\n");
  EXPECT_EQ(bytes.substr(8, 4), "COLS");
  EXPECT_EQ(number<std::uint32_t>(bytes, 12), 1u);
  EXPECT_EQ(number<std::uint64_t>(bytes, 16), bytes.size());
  EXPECT_EQ(number<std::uint64_t>(bytes, 24), XXH3_64bits(bytes.data(), 24));
  EXPECT_EQ(bytes.substr(128, 5), "hello");
  const std::size_t table = 256;
  EXPECT_EQ(bytes.substr(table, 24), std::string("numbers").append(17, '\0'));
  EXPECT_EQ(number<std::uint64_t>(bytes, table + 24), 64u);
  EXPECT_EQ(number<std::uint64_t>(bytes, table + 32), 12u);
  EXPECT_EQ(number<std::uint64_t>(bytes, table + 64), 128u);
  EXPECT_EQ(number<std::uint64_t>(bytes, table + 72), 5u);
  EXPECT_EQ(number<std::uint64_t>(bytes, bytes.size() - 32), table);
  EXPECT_EQ(number<std::uint64_t>(bytes, bytes.size() - 24), 2u);
  std::string summed = bytes.substr(table, 80 + 16);
  EXPECT_EQ(number<std::uint64_t>(bytes, bytes.size() - 16), XXH3_64bits(summed.data(), summed.size()));
  EXPECT_EQ(bytes.substr(bytes.size() - 8), "NEWSHEND");
}

TEST_F(SectionFileTest, ChecksLengthsOfArraysAndNames) {
  write_two();
  const SectionFile file(path, "COLS", 1);
  EXPECT_THAT(file.array<std::uint32_t>("numbers", 3), ElementsAre(1, 2, 3));
  for (const std::size_t count : {std::size_t{0}, std::size_t{2}, std::size_t{4}})
    EXPECT_THAT(refusal(Kind::kDamaged, [&] { (void)file.array<std::uint32_t>("numbers", count); }), HasSubstr("numbers"));
  EXPECT_THAT(refusal(Kind::kDamaged, [&] { (void)file.section("missing"); }),
              AllOf(HasSubstr(path.string()), HasSubstr("\"missing\"")));
}

TEST_F(SectionFileTest, NoticesEveryTruncation) {
  write_two();
  const std::string bytes = read_file(path);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    overwrite(path, bytes.substr(0, size));
    EXPECT_THAT(refusal(Kind::kDamaged, [&] { const SectionFile file(path, "COLS", 1); }), HasSubstr(path.string())) << size;
  }
  overwrite(path, bytes + "x");
  refusal(Kind::kDamaged, [&] { const SectionFile file(path, "COLS", 1); });
}

TEST_F(SectionFileTest, NoticesEveryFlippedBitOfHeaderTableAndFooter) {
  write_two();
  const std::string bytes = read_file(path);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at >= 32 && at < bytes.size() - 112) continue;  // contents: the catalog's sums
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      overwrite(path, changed);
      refusal(Kind::kDamaged, [&] { const SectionFile file(path, "COLS", 1); });
    }
  }
}

// Sections that lie outside, under sums that are right.
TEST_F(SectionFileTest, RefusesImpossibleTables) {
  write_two();
  const std::string bytes = read_file(path);
  const std::size_t table = bytes.size() - 112;
  const struct {
    std::size_t at;
    std::uint64_t value;
  } cases[] = {
      {table + 24, 65},                             // not aligned
      {table + 24, 0},                              // the header
      {table + 24, table},                          // the table itself
      {table + 24, ~std::uint64_t{63}},             // far outside
      {table + 32, table - 63},                     // no zeros before the table
      {table + 32, ~std::uint64_t{0} - 64},         // length wraps around
      {bytes.size() - 32, 64},                      // table elsewhere
      {bytes.size() - 24, 1},                       // too few sections for where the table begins
      {bytes.size() - 24, std::uint64_t{1} << 59},  // sections × 40 wraps around
  };
  for (const auto& c : cases) {
    std::string changed = bytes;
    std::memcpy(changed.data() + c.at, &c.value, 8);
    const std::uint64_t sum = XXH3_64bits(changed.data() + table, 96);
    std::memcpy(changed.data() + bytes.size() - 16, &sum, 8);
    overwrite(path, changed);
    refusal(Kind::kDamaged, [&] { const SectionFile file(path, "COLS", 1); });
  }
}

TEST_F(SectionFileTest, SaysWhatIsWrongAndWhatToDo) {
  const auto segment = folder / "segments" / "000017";
  std::filesystem::create_directories(segment);
  path = segment / "columns";
  const auto open = [&](const char* kind, std::uint32_t version) { const SectionFile file(path, kind, version); };
  EXPECT_THAT(refusal(Kind::kMissing, [&] { open("COLS", 1); }), HasSubstr(path.string()));
  write_two();
  EXPECT_THAT(refusal(Kind::kDamaged, [&] { open("TEXT", 1); }),
              AllOf(HasSubstr(path.string()), HasSubstr("newshound-indexer check " + folder.string()),
                    HasSubstr("newshound-indexer export " + folder.string())));
  EXPECT_THAT(refusal(Kind::kIncompatible, [&] { open("COLS", 2); }),
              AllOf(HasSubstr("version 1"), HasSubstr("reads 2"), HasSubstr("newshound-indexer build")));
  EXPECT_THAT(refusal(Kind::kIo, [&] { const SectionFile file(segment, "COLS", 1); }), HasSubstr(segment.string()));
}

TEST_F(SectionFileTest, RemovesWhatIsNotFinished) {
  {
    SectionWriter writer(path, "COLS", 1);
    writer.begin("numbers");
    writer.append(std::string(1u << 20, 'x'));
    EXPECT_THROW(writer.begin("a name of twenty-six letters"), std::logic_error);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_THAT(refusal(Kind::kIo, [&] { const SectionWriter writer(folder / "no" / "file", "COLS", 1); }), HasSubstr("/no/file"));
}

TEST_F(SectionFileTest, ReportsAFullDisk) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP();
  std::filesystem::create_symlink("/dev/full", path);
  const auto write = [&] { write_two(); };
  EXPECT_THAT(refusal(Kind::kIo, write), AllOf(HasSubstr(path.string()), HasSubstr("No space"), HasSubstr("free space")));
  std::filesystem::create_symlink("/dev/full", folder / "whole");
  EXPECT_THAT(refusal(Kind::kIo, [&] { write_file(folder / "whole", "x"); }), HasSubstr("free space"));
}

TEST_F(SectionFileTest, OffsetsKeepTheirBorders) {
  const std::uint64_t wide = std::uint64_t{5} << 32;
  const struct {
    std::vector<std::uint64_t> offsets;
    std::size_t section_bytes;
  } cases[] = {{{0}, 4}, {{0, 3, 3, 10}, 16}, {{0, 0xFFFFFFFFu}, 8}, {{0, 0x100000000u}, 16}, {{0, 7, wide}, 24}};
  for (const auto& c : cases) {
    SectionWriter writer(path, "TEXT", 1);
    write_offsets(writer, "at", c.offsets);
    writer.finish();
    const SectionFile file(path, "TEXT", 1);
    EXPECT_EQ(file.section("at").size(), c.section_bytes);
    const std::size_t entries = c.offsets.size() - 1;
    const Offsets offsets(file, "at", entries, c.offsets.back());
    EXPECT_EQ(offsets.entries(), entries);
    for (std::size_t i = 0; i < entries; ++i)
      EXPECT_EQ(offsets.range(i), (std::pair{c.offsets[i], c.offsets[i + 1]})) << i << " of " << entries;
    refusal(Kind::kDamaged, [&] { const Offsets more(file, "at", entries + 1, c.offsets.back()); });
    if (c.offsets.back() != 0xFFFFFFFFu)  // one more would be another width
      refusal(Kind::kDamaged, [&] { const Offsets longer(file, "at", entries, c.offsets.back() + 1); });
  }
}

TEST_F(SectionFileTest, OffsetsOutOfOrderAreDamage) {
  SectionWriter writer(path, "TEXT", 1);
  write_offsets(writer, "at", std::vector<std::uint64_t>{0, 9, 4, 99, 10});
  write_offsets(writer, "from one", std::vector<std::uint64_t>{1, 10});
  writer.finish();
  const SectionFile file(path, "TEXT", 1);
  const Offsets offsets(file, "at", 4, 10);
  EXPECT_EQ(offsets.range(0).second, 9u);
  for (const std::size_t i : {1u, 2u, 3u})
    EXPECT_THAT(refusal(Kind::kDamaged, [&] { (void)offsets.range(i); }), HasSubstr("out of order")) << i;
  refusal(Kind::kDamaged, [&] { const Offsets other(file, "from one", 1, 10); });
}

TEST_F(SectionFileTest, SealsAFolderWithoutItsLock) {
  std::filesystem::create_directories(folder / "postings");
  write_file(folder / "columns", "abc");
  write_file(folder / "postings" / "postlist.glass", "");
  write_file(folder / "lock", "x");
  const std::vector<FileSum> expected{{"columns", 3, XXH3_64bits("abc", 3)}, {"postings/postlist.glass", 0, XXH3_64bits("", 0)}};
  EXPECT_EQ(seal_folder(folder), expected);
  EXPECT_THAT(refusal(Kind::kIo, [&] { (void)seal_folder(folder / "no"); }), HasSubstr("/no"));
}

}  // namespace
}  // namespace newshound
