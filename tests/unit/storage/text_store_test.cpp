#include "storage/text_store.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "storage/columns.h"
#include "storage/index_error.h"
#include "storage/section_file.h"
#include "storage/stored_article.h"
#include "tests/unit/storage/damaged_copies.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;

std::string encoded(const Article& article) {
  std::string bytes;
  encode_record(article, bytes);
  return bytes;
}

std::vector<std::uint64_t> hashes_of(const std::vector<Article>& articles) {
  std::vector<std::uint64_t> hashes;
  for (const Article& article : articles) hashes.push_back(id_hash(article.id));
  return hashes;
}

// Articles that have sentences in common, as those of a newspaper do.
std::vector<Article> articles(int count) {
  const std::vector<std::string> sentences = {
      "The minister said on Monday that talks would go on. ", "Shares fell by two per cent in early trade. ",
      "Police asked witnesses to come forward. ", "The match ended without a goal. ", "Rain is expected in the north. "};
  std::mt19937 random(7);
  std::vector<Article> all;
  for (int i = 0; i < count; ++i) {
    Article& article = all.emplace_back();
    article.id = "a" + std::to_string(i);
    article.title = "Headline " + std::to_string(i);
    for (int s = 0; s < 60; ++s) article.body += sentences[random() % sentences.size()] + std::to_string(random()) + " ";
  }
  return all;
}

class TextStoreTest : public FolderFixture {
 protected:
  void write(const std::vector<Article>& articles, std::string_view dictionary = {}) const {
    FrameCompressor compressor(dictionary);
    TextStoreWriter writer(path(), dictionary);
    for (std::size_t i = 0; i < articles.size();) {  // in batches of three
      std::string frames;
      std::vector<std::uint32_t> sizes;
      for (; i < articles.size() && sizes.size() < 3; ++i)
        sizes.push_back(static_cast<std::uint32_t>(compressor.compress(encoded(articles[i]), frames)));
      writer.append(frames, sizes);
    }
    for (std::size_t i = 0; i < articles.size();) {  // in batches of two
      std::string ids;
      std::vector<std::uint32_t> sizes;
      for (; i < articles.size() && sizes.size() < 2; ++i) {
        ids += articles[i].id;
        sizes.push_back(static_cast<std::uint32_t>(articles[i].id.size()));
      }
      writer.append_ids(ids, sizes);
    }
    writer.finish();
  }
  void write_frame(std::string_view frame) const {
    TextStoreWriter writer(path(), "");
    const std::vector<std::uint32_t> sizes{static_cast<std::uint32_t>(frame.size())}, id_sizes{1};
    writer.append(frame, sizes);
    writer.append_ids("x", id_sizes);
    writer.finish();
  }
  [[nodiscard]] std::filesystem::path path() const { return folder / "text"; }
};

TEST_F(TextStoreTest, GivesBackArticlesInAnyOrder) {
  auto all = articles(40);
  all[5] = {};  // an article without anything
  write(all);
  const auto hashes = hashes_of(all);
  const TextStore store(path(), hashes);
  TextReader reader;
  for (std::uint32_t i = 0; i < 40; ++i) {
    const std::uint32_t d = i * 17 % 40;
    EXPECT_EQ(reader.read(store, d), all[d]);
  }
}

TEST_F(TextStoreTest, GivesIdsOfAnyForm) {
  auto all = articles(9);
  all[0].id = "seventeen feet";
  all[1].id = "0123456789abcdef0123456789abcdef";   // as made for articles without one: takes half the room
  all[2].id = "0123456789ABCDEF0123456789abcdef";   // nearly
  all[3].id = "0123456789abcdef0123456789abcdef0";  // one more
  all[4].id = "0123456789abcdeg0123456789abcdef";
  all[5].id = "ffffffffffffffffffffffffffffffff";
  all[6].id = "https://post.example/größe?a=1&b=2";
  all[7].id = std::string(512, 'z');
  all[8].id = "seventeen letters";
  for (std::size_t first = 0; first < all.size(); ++first) {  // which the others share bytes with
    std::filesystem::remove(path());
    write(all);
    const auto hashes = hashes_of(all);
    const TextStore store(path(), hashes);
    std::size_t bytes = 0;
    for (std::uint32_t d = 0; d < 9; ++d) {
      EXPECT_EQ(store.id(d), all[d].id);
      EXPECT_EQ(TextReader().read(store, d), all[d]);
      bytes += 1 + all[d].id.size();
    }
    const std::size_t stored = SectionFile(path(), "TEXT", 2).section("ids").size();
    EXPECT_TRUE(first != 0 || stored == bytes - 2 * 16 - 10) << stored;
    std::rotate(all.begin(), all.begin() + 1, all.end());
  }
}

TEST_F(TextStoreTest, SharesAtMostAsManyBytesAsAByteCounts) {
  auto all = articles(4);
  all[0].id = std::string(400, 'z') + "a";
  all[1].id = std::string(400, 'z') + "b";
  all[2].id = std::string(254, 'z');
  all[3].id = "";
  write(all);
  const auto hashes = hashes_of(all);
  const TextStore store(path(), hashes);
  for (std::uint32_t d = 0; d < 4; ++d) EXPECT_EQ(store.id(d), all[d].id);
}

TEST_F(TextStoreTest, AnIdOfAnotherHashIsDamageAndNamesTheDocument) {
  const auto all = articles(3);
  write(all);
  auto hashes = hashes_of(all);
  hashes[1] ^= 1;
  const TextStore store(path(), hashes);
  EXPECT_EQ(store.id(0), "a0");
  EXPECT_EQ(store.id(2), "a2");
  for (const bool whole : {false, true}) {
    try {
      (void)(whole ? TextReader().read(store, 1).id : store.id(1));
      ADD_FAILURE() << whole;
    } catch (const IndexError& error) {
      EXPECT_EQ(error.kind(), IndexError::Kind::kDamaged);
      EXPECT_THAT(error.what(), HasSubstr(path().string()));
      EXPECT_THAT(error.what(), HasSubstr("document 1"));
    }
  }
}

TEST_F(TextStoreTest, AsManyIdsAsFrames) {
  TextStoreWriter writer(path(), "");
  const std::vector<std::uint32_t> sizes{1, 1};
  writer.append("ab", sizes);
  writer.append_ids("x", std::span(sizes).first(1));
  EXPECT_THROW(writer.finish(), std::logic_error);
}

TEST_F(TextStoreTest, ADictionaryOfItsSamplesMakesTheFileSmaller) {
  const auto all = articles(120);
  std::vector<std::string> records;
  for (const Article& article : all) records.push_back(encoded(article));
  const std::string dictionary = train_text_dictionary(records);
  ASSERT_FALSE(dictionary.empty());
  EXPECT_LE(dictionary.size(), kTextDictionaryBytes);
  EXPECT_EQ(train_text_dictionary(records), dictionary);
  std::string with, without;
  FrameCompressor(dictionary).compress(records[0], with);
  FrameCompressor("").compress(records[0], without);
  EXPECT_LT(with.size(), without.size());

  write(all, dictionary);
  const auto hashes = hashes_of(all);
  const TextStore store(path(), hashes);
  TextReader reader;
  for (std::uint32_t d = 0; d < 120; ++d) EXPECT_EQ(reader.read(store, d), all[d]);
}

TEST_F(TextStoreTest, TooFewSamplesGiveNoDictionary) {
  EXPECT_EQ(train_text_dictionary({}), "");
  EXPECT_EQ(train_text_dictionary(std::vector<std::string>(10, std::string(100'000, 'x'))), "");
  EXPECT_EQ(train_text_dictionary(std::vector<std::string>(1000, "short")), "");
  EXPECT_EQ(train_text_dictionary(std::vector<std::string>(1000, "")), "");
  (void)train_text_dictionary(std::vector<std::string>(60, std::string(10'000, 'x')));  // nothing to learn: no error
}

TEST_F(TextStoreTest, OneReaderReadsManyStores) {
  const auto all = articles(6);
  const auto hashes = hashes_of(all);
  write({all[0]});
  const TextStore first(path(), std::span(hashes).first(1));
  std::filesystem::remove(path());
  write({all[1], all[2]});
  const TextStore second(path(), std::span(hashes).subspan(1, 2));
  TextReader reader;
  EXPECT_EQ(reader.read(second, 1), all[2]);
  EXPECT_EQ(reader.read(first, 0), all[0]);
  EXPECT_EQ(reader.read(second, 0), all[1]);
}

TEST_F(TextStoreTest, AnEmptyStoreIsFine) {
  write({});
  const std::vector<std::uint64_t> one{1};
  EXPECT_NO_THROW(TextStore(path(), {}));
  EXPECT_THROW(TextStore(path(), one), IndexError);  // the columns say otherwise
}

TEST_F(TextStoreTest, ImpossibleFramesAreDamageAndNameTheDocument) {
  const std::string header("\x28\xB5\x2F\xFD\xE0", 5);  // magic; eight bytes of content size follow
  std::string frame;
  FrameCompressor("").compress(encoded(articles(1)[0]), frame);
  struct Case {
    const char* what;
    std::string frame;
  };
  const std::vector<Case> cases = {
      {"empty", ""},
      {"no frame", "these are not the bytes of a frame"},
      {"a size that no memory has", header + std::string("\0\0\0\0\0\0\0\x10", 8)},
      {"a size just over the limit", header + std::string("\x01\0\0\x04\0\0\0\0", 8)},
      {"a frame without content", header + std::string("\x10\0\0\0\0\0\0\0", 8)},
      {"cut short", frame.substr(0, frame.size() - 1)},
      {"another frame behind", frame + frame},
  };
  const std::vector<std::uint64_t> hashes{id_hash("x")};
  for (const Case& c : cases) {
    std::filesystem::remove(path());
    write_frame(c.frame);
    const TextStore store(path(), hashes);
    try {
      (void)TextReader().read(store, 0);
      ADD_FAILURE() << c.what;
    } catch (const IndexError& error) {
      EXPECT_EQ(error.kind(), IndexError::Kind::kDamaged) << c.what;
      EXPECT_THAT(error.what(), HasSubstr(path().string())) << c.what;
      EXPECT_THAT(error.what(), HasSubstr("document 0")) << c.what;
    }
  }
}

TEST_F(TextStoreTest, ARecordOverTheLimitIsRefusedWhenWritten) {
  std::string frames;
  EXPECT_THROW(FrameCompressor("").compress(std::string(kMaxRecordBytes + 1, 'x'), frames), IndexError);
}

TEST_F(TextStoreTest, ADamagedFileGivesTheArticlesOrAnErrorThatNamesIt) {
  const auto all = articles(3);
  write(all);
  const auto hashes = hashes_of(all);
  int errors = 0;
  with_damaged_copies(path(), 7, [&] {
    try {
      const TextStore store(path(), hashes);
      TextReader reader;
      for (std::uint32_t d = 0; d < 3; ++d) EXPECT_EQ(store.id(d), all[d].id);
      for (std::uint32_t d = 0; d < 3; ++d) EXPECT_EQ(reader.read(store, d), all[d]);  // frames have checksums
    } catch (const IndexError& error) {
      EXPECT_THAT(error.what(), HasSubstr(path().string()));
      ++errors;
    }
  });
  EXPECT_GT(errors, 200);
}

}  // namespace
}  // namespace newshound
