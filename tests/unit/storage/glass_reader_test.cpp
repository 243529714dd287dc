// The reader of Xapian's table of postings against Xapian itself, on databases that Xapian made: every term, every posting, terms
// that are not there; and damaged copies, which are refused or read within bounds.
#include "storage/glass_reader.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <xapian.h>

#include "storage/files.h"
#include "storage/glass_format.h"
#include "storage/posting_source.h"
#include "tests/unit/storage/damaged_copies.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::HasSubstr;
using Numbers = std::vector<std::uint32_t>;

struct Postings {
  Numbers documents, frequencies;
  friend bool operator==(const Postings&, const Postings&) = default;
};

Postings postings_of(const PostingList& list) {
  Postings postings;
  list.for_each([&](std::uint32_t document, std::size_t place) {
    postings.documents.push_back(document);
    postings.frequencies.push_back(list.has_frequencies() ? list.frequencies()[place] : 0);
  });
  return postings;
}

Postings postings_of(const Xapian::Database& database, const std::string& term) {
  Postings postings;
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
    postings.documents.push_back(*posting - 1);
    postings.frequencies.push_back(std::min(posting.get_wdf(), 255u));
  }
  return postings;
}

// How many items of the leaves of a table are not the first part of their tag.
std::size_t later_parts(const std::string& table) {
  const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(table[at])); };
  std::size_t parts = 0;
  for (std::size_t block = 0; block < table.size(); block += kGlassBlock) {
    if (byte(block + 4) != 0) continue;
    const std::size_t end = byte(block + 9) * 256 + byte(block + 10);
    for (std::size_t at = kGlassDirectory; at < end; at += 2)
      parts += (byte(block + byte(block + at) * 256 + byte(block + at + 1)) & kGlassFirstPart) == 0 ? 1 : 0;
  }
  return parts;
}

// What a database is made of: for each document its terms with their frequencies.
using Texts = std::vector<std::map<std::string, unsigned>>;

std::string random_term(std::mt19937& random) {
  static const std::string letters = std::string("ab\0c", 4) + "\xff\xe0";
  std::string term;
  for (std::size_t length = 1 + random() % 6; length != 0; --length) term.push_back(letters[random() % letters.size()]);
  if (random() % 16 == 0) term.append(random() % 220, letters[random() % 2]);
  return term;
}

// Thousands of rare terms, many that begin with one another; words that every, every third, every 40th … document has.
Texts random_texts(std::size_t documents, std::size_t terms, unsigned seed) {
  std::mt19937 random{seed};
  Texts texts(documents);
  for (std::size_t i = 0; i < terms; ++i) {
    const std::string term = random_term(random);
    for (std::size_t n = 1 + random() % 4; n != 0; --n) texts[random() % documents][term] = static_cast<unsigned>(random() % 4);
  }
  for (const unsigned share : {1u, 3u, 40u, 150u, 700u})
    for (std::size_t d = 0; d < documents; ++d) {
      const std::string number = std::to_string(share);
      if (random() % share != 0) continue;
      texts[d]["Zcommon" + number] = static_cast<unsigned>(1 + random() % 5);
      texts[d]["XBoolean" + number] = 0;
      if (share < 100)
        texts[d]["Zoften" + number] = static_cast<unsigned>(random() % 20 == 0 ? random() % 70000 : random() % 300);
    }
  return texts;
}

class GlassReaderTest : public FolderFixture {
 protected:
  [[nodiscard]] std::filesystem::path path() const { return folder / "postings"; }

  // Committed three times, so that blocks of the tree were split and chunks made longer; `compacted` as segments are.
  void write(const Texts& texts, bool compacted) const {
    const std::string fresh = (compacted ? folder / "fresh" : path()).string();
    Xapian::WritableDatabase database(fresh, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
    for (std::size_t d = 0; d < texts.size(); ++d) {
      Xapian::Document document;
      for (const auto& [term, frequency] : texts[d]) document.add_term(term, frequency);
      database.add_document(document);
      if (d % (texts.size() / 3 + 1) == 0) database.commit();
    }
    database.commit();
    if (compacted) database.compact(path().string());
  }

  static void expect_same(const GlassReader& reader, const Xapian::Database& database, const std::string& term) {
    const auto statistics = reader.statistics(term);
    ASSERT_TRUE(statistics);
    EXPECT_EQ(statistics->documents, database.get_termfreq(term)) << term;
    EXPECT_EQ(statistics->frequency, database.get_collection_freq(term)) << term;
    const auto list = reader.list(term, database.get_doccount());
    ASSERT_TRUE(list);
    EXPECT_TRUE(postings_of(*list) == postings_of(database, term)) << term;
  }

  // Every term, and some that no document has: before, between and behind them.
  void expect_all_same() const {
    const Xapian::Database database(path().string());
    const GlassReader reader(path());
    ASSERT_TRUE(reader.readable());
    std::size_t terms = 0;
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term, ++terms)
      ASSERT_NO_FATAL_FAILURE(expect_same(reader, database, *term));
    EXPECT_FALSE(HasFailure());
    const std::set<std::string> all(database.allterms_begin(), database.allterms_end());
    std::mt19937 random{7};
    std::vector<std::string> absent{std::string("\0", 1), "\x01", "zzz", "\xff\xff\xff\xff\xff", std::string(250, 'a'),
                                    std::string(300, 'a')};
    for (int i = 0; i < 1000; ++i) absent.push_back(random_term(random) + "b");
    for (const std::string& term : absent) {
      if (all.contains(term)) continue;
      EXPECT_EQ(reader.statistics(term)->documents, 0u) << term;
      EXPECT_TRUE(reader.list(term, database.get_doccount())->empty()) << term;
    }
  }
};

TEST_F(GlassReaderTest, ReadsWhatXapianReads) {
  write(random_texts(9000, 6000, 1), false);
  expect_all_same();
}

TEST_F(GlassReaderTest, ReadsWhatXapianReadsOfACompactedDatabase) {
  write(random_texts(9000, 6000, 2), true);
  expect_all_same();
}

TEST_F(GlassReaderTest, ReadsTermsThatBeginWithOneAnother) {
  Texts texts(300);
  for (std::size_t d = 0; d < texts.size(); ++d)
    for (const std::string& term :
         {std::string("a"), std::string("ab"), std::string("a\0b", 3), std::string("a\0", 2), std::string("a\0\0", 3),
          std::string("a\xff"), std::string("\0", 1), std::string("\0\xe0", 2)})
      if (d % term.size() == 0) texts[d][term] = static_cast<unsigned>(d);
  write(texts, true);
  expect_all_same();
}

TEST_F(GlassReaderTest, ReadsListsOfManyChunksAndTagsInParts) {
  const std::string long_term(240, 'c');  // with it a chunk is longer than an item may be
  Texts texts(60000);
  for (std::size_t d = 0; d < texts.size(); ++d) {
    texts[d]["a"] = static_cast<unsigned>(d % 5);
    if (d % 5000 < 40) texts[d]["b"] = 1;
    texts[d][long_term] = static_cast<unsigned>(d % 3);
    if (d % 2 == 0 || d > 40000) texts[d][std::string("a\0b", 3)] = static_cast<unsigned>(d % 130);
  }
  write(texts, true);
  EXPECT_GT(later_parts(read_file(path() / "postlist.glass")), 50u);
  expect_all_same();
}

TEST_F(GlassReaderTest, ReadsOneBlockAndNone) {
  write({{{"a", 1}, {"b", 300}}, {{"b", 127}}, {{"c", 128}}}, true);
  expect_all_same();
  std::filesystem::remove_all(path());
  std::filesystem::remove_all(folder / "fresh");
  write({}, true);
  expect_all_same();
}

TEST_F(GlassReaderTest, LeavesOutDocumentsThatTheSegmentHasNot) {
  write(random_texts(3000, 10, 3), true);
  const Xapian::Database database(path().string());
  const GlassReader reader(path());
  for (const char* term : {"Zcommon1", "Zcommon3", "Zcommon150", "XBoolean40"})
    for (const std::uint32_t all : {0u, 1u, 1500u, 2999u}) {
      Postings expected = postings_of(database, term);
      const auto kept = static_cast<std::size_t>(std::lower_bound(expected.documents.begin(), expected.documents.end(), all) -
                                                 expected.documents.begin());
      expected.documents.resize(kept);
      expected.frequencies.resize(kept);
      EXPECT_TRUE(postings_of(*reader.list(term, all)) == expected) << term << " under " << all;
      EXPECT_TRUE(postings_of(*reader.list(term, all)) ==
                  postings_of(read_xapian_postings(const_cast<Xapian::Database&>(database), term, all)));
    }
}

TEST_F(GlassReaderTest, LeavesToXapianWhatItDoesNotKnow) {
  write({{{"a", 1}}}, true);
  Xapian::Database database(path().string());
  EXPECT_FALSE(GlassReader(path()).statistics("")) << "no term";
  const std::string whole = read_file(path() / "iamglass");
  for (const std::size_t at : {0u, 14u, 15u}) {
    std::string other = whole;
    other[at] = static_cast<char>(other[at] + 1);
    overwrite(path() / "iamglass", other);
    const GlassReader reader(path());
    EXPECT_FALSE(reader.readable()) << at;
    EXPECT_FALSE(reader.statistics("a"));
    EXPECT_FALSE(reader.list("a", 1));
    EXPECT_EQ(read_statistics({reader, database}, "a").documents, 1u);
    EXPECT_EQ(read_postings({reader, database}, "a", 1).size(), 1u);
  }
  EXPECT_FALSE(GlassReader(folder / "absent").readable());
}

TEST_F(GlassReaderTest, SaysWhichFileIsDamagedAndWhatHelps) {
  Texts texts(9000);
  for (auto& text : texts) text = {{"a", 1}};
  write(texts, true);
  std::string table = read_file(path() / "postlist.glass");
  for (std::size_t block = 0; block < table.size(); block += kGlassBlock) table[block + 4] = 9;  // its level
  overwrite(path() / "postlist.glass", table);
  const GlassReader reader(path());
  const std::string message = refusal(IndexError::Kind::kDamaged, [&] { (void)reader.list("a", 9000); });
  EXPECT_THAT(message, HasSubstr((path() / "postlist.glass").string()));
  EXPECT_THAT(message, HasSubstr("newshound-indexer check"));
}

TEST_F(GlassReaderTest, DamagedFilesAreRefusedOrReadWithinBounds) {
  constexpr std::uint32_t kDocuments = 2000;
  write(random_texts(kDocuments, 300, 4), true);
  std::vector<std::string> terms;
  {
    const Xapian::Database database(path().string());
    terms.assign(database.allterms_begin(), database.allterms_end());
  }
  std::mt19937 random{5};
  std::shuffle(terms.begin(), terms.end(), random);
  terms.resize(40);
  terms.insert(terms.end(), {"Zcommon1", "Zoften1", "Zoften3", "Zcommon700", "XBoolean3", "absent"});
  std::size_t refused = 0;
  const auto read = [&] {
    const GlassReader reader(path());
    for (const std::string& term : terms) try {
        (void)reader.statistics(term);
        const auto list = reader.list(term, kDocuments);
        if (!list) continue;
        const Postings postings = postings_of(*list);
        ASSERT_TRUE(std::is_sorted(postings.documents.begin(), postings.documents.end()));
        ASSERT_TRUE(postings.documents.empty() || postings.documents.back() < kDocuments);
      } catch (const IndexError& error) {
        ASSERT_EQ(error.kind(), IndexError::Kind::kDamaged);
        ++refused;
      }
  };
  with_damaged_copies(path() / "iamglass", 1, read);
  with_damaged_copies(path() / "postlist.glass", 101, read);
  EXPECT_GT(refused, 100u);
}

}  // namespace
}  // namespace newshound
