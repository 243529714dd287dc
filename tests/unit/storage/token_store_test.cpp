#include "storage/token_store.h"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "storage/index_error.h"
#include "tests/unit/storage/damaged_copies.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;

std::string code_bytes(std::uint32_t code) {
  std::uint8_t bytes[kMaxCodeBytes];
  const std::size_t size = encode_code(code, bytes);
  return {reinterpret_cast<const char*>(bytes), size};
}

std::vector<std::uint32_t> codes_of(std::span<const std::uint8_t> bytes) {
  std::vector<std::uint32_t> codes;
  for (const std::uint8_t* at = bytes.data(); at < bytes.data() + bytes.size();) codes.push_back(decode_code(at));
  return codes;
}

TEST(TokenCodeTest, CodesHaveTheBytesOfTheFormat) {
  struct Case {
    std::uint32_t code;
    std::string bytes;
  };
  const std::vector<Case> cases = {
      {0, "\x80"},
      {1, "\x81"},
      {127, "\xFF"},
      {128, std::string("\x00\x80", 2)},
      {129, std::string("\x00\x81", 2)},
      {256, std::string("\x01\x80", 2)},
      {16511, "\x7F\xFF"},
      {16512, std::string("\x00\x00\x80", 3)},
      {2113663, "\x7F\x7F\xFF"},
      {2113664, std::string("\x00\x00\x00\x80", 4)},
      {kMaxCode, "\x7F\x7F\x7F\xFF"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(code_bytes(c.code), c.bytes) << c.code;
    const std::string padded = c.bytes + std::string(4, '\0');
    const auto* at = reinterpret_cast<const std::uint8_t*>(padded.data());
    EXPECT_EQ(decode_code(at), c.code);
    EXPECT_EQ(at - reinterpret_cast<const std::uint8_t*>(padded.data()), static_cast<std::ptrdiff_t>(c.bytes.size()));
  }
}

TEST(TokenCodeTest, OnlyTheLastByteIsTagged) {
  std::mt19937 random(11);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint32_t code = static_cast<std::uint32_t>(random()) % (kMaxCode + 1) >> random() % 28;
    const std::string bytes = code_bytes(code);
    for (std::size_t b = 0; b < bytes.size(); ++b)
      EXPECT_EQ((static_cast<std::uint8_t>(bytes[b]) & 128u) != 0, b + 1 == bytes.size()) << code;
    const std::string padded = bytes + std::string(4, '\0');
    const auto* at = reinterpret_cast<const std::uint8_t*>(padded.data());
    EXPECT_EQ(decode_code(at), code);
  }
}

class TokenStoreTest : public FolderFixture {
 protected:
  void write(const std::vector<std::vector<std::uint32_t>>& documents) const {
    TokenStoreWriter writer(path());
    for (const auto& codes : documents) writer.append(codes);
    writer.finish();
  }
  [[nodiscard]] std::filesystem::path path() const { return folder / "tokens"; }
};

TEST_F(TokenStoreTest, GivesBackTheCodesOfEachDocument) {
  std::mt19937 random(12);
  std::vector<std::vector<std::uint32_t>> documents(200);
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (std::size_t i = 0; i < d * 7 % 300; ++i)
      documents[d].push_back(static_cast<std::uint32_t>(random()) % (kMaxCode + 1) >> random() % 28);
  write(documents);
  const TokenStore store(path(), 200);
  for (std::uint32_t d = 0; d < 200; ++d) EXPECT_EQ(codes_of(store.document(d)), documents[d]) << d;
}

TEST_F(TokenStoreTest, ZerosFollowTheStream) {
  write({{1, 2, 3}, {kMaxCode}});
  const TokenStore store(path(), 2);
  const std::span<const std::uint8_t> last = store.document(1);
  for (std::size_t i = 0; i < 64; ++i) EXPECT_EQ(last.data()[last.size() + i], 0);
}

TEST_F(TokenStoreTest, EmptyStoresAndDocumentsAreFine) {
  write({});
  EXPECT_NO_THROW(TokenStore(path(), 0));
  EXPECT_THROW(TokenStore(path(), 3), IndexError);
  std::filesystem::remove(path());
  write({{}, {}, {5}});
  const TokenStore store(path(), 3);
  EXPECT_TRUE(store.document(0).empty());
  EXPECT_EQ(codes_of(store.document(2)), std::vector<std::uint32_t>{5});
}

TEST_F(TokenStoreTest, ADamagedFileIsReadInBoundsOrIsAnErrorThatNamesIt) {
  write({{1, 2, 300, 0, 70'000}, {}, {kMaxCode, 0, 0, 9}});
  int errors = 0;
  with_damaged_copies(path(), 1, [&] {
    try {
      const TokenStore store(path(), 3);
      for (std::uint32_t d = 0; d < 3; ++d) EXPECT_LE(codes_of(store.document(d)).size(), 64u);
    } catch (const IndexError& error) {
      EXPECT_THAT(error.what(), HasSubstr(path().string()));
      ++errors;
    }
  });
  EXPECT_GT(errors, 200);
}

}  // namespace
}  // namespace newshound
