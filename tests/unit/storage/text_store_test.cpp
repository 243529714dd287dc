#include "storage/text_store.h"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "storage/index_error.h"
#include "storage/stored_article.h"
#include "tests/unit/storage/damaged_copies.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;

std::string encoded(const Article& article) {
  std::string bytes;
  encode_article(article, bytes);
  return bytes;
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
  void write(const std::vector<std::string>& records, std::string_view dictionary = {}) const {
    FrameCompressor compressor(dictionary);
    TextStoreWriter writer(path(), dictionary);
    for (std::size_t i = 0; i < records.size();) {  // in batches of three
      std::string frames;
      std::vector<std::uint32_t> sizes;
      for (; i < records.size() && sizes.size() < 3; ++i)
        sizes.push_back(static_cast<std::uint32_t>(compressor.compress(records[i], frames)));
      writer.append(frames, sizes);
    }
    writer.finish();
  }
  void write_frame(std::string_view frame) const {
    TextStoreWriter writer(path(), "");
    const std::vector<std::uint32_t> sizes{static_cast<std::uint32_t>(frame.size())};
    writer.append(frame, sizes);
    writer.finish();
  }
  [[nodiscard]] std::filesystem::path path() const { return folder / "text"; }
};

TEST_F(TextStoreTest, GivesBackArticlesInAnyOrder) {
  const auto all = articles(40);
  std::vector<std::string> records;
  for (const Article& article : all) records.push_back(encoded(article));
  records[5].clear();  // an article without anything
  write(records);
  const TextStore store(path(), 40);
  TextReader reader;
  for (std::uint32_t i = 0; i < 40; ++i) {
    const std::uint32_t d = i * 17 % 40;
    EXPECT_EQ(reader.read(store, d), d == 5 ? Article{} : all[d]);
  }
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

  write(records, dictionary);
  const TextStore store(path(), 120);
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
  write({encoded(all[0])});
  const TextStore first(path(), 1);
  std::filesystem::remove(path());
  write({encoded(all[1]), encoded(all[2])});
  const TextStore second(path(), 2);
  TextReader reader;
  EXPECT_EQ(reader.read(second, 1), all[2]);
  EXPECT_EQ(reader.read(first, 0), all[0]);
  EXPECT_EQ(reader.read(second, 0), all[1]);
}

TEST_F(TextStoreTest, AnEmptyStoreIsFine) {
  write({});
  EXPECT_NO_THROW(TextStore(path(), 0));
  EXPECT_THROW(TextStore(path(), 1), IndexError);  // the catalog says otherwise
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
  for (const Case& c : cases) {
    std::filesystem::remove(path());
    write_frame(c.frame);
    const TextStore store(path(), 1);
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
  write({encoded(all[0]), encoded(all[1]), encoded(all[2])});
  int errors = 0;
  with_damaged_copies(path(), 7, [&] {
    try {
      const TextStore store(path(), 3);
      TextReader reader;
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
