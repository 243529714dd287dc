// What GlassWriter writes is a Xapian database: Xapian's own check finds nothing, and its reader gives back what was written.
#include "storage/glass_writer.h"

#include <map>
#include <random>
#include <sstream>

#include <gtest/gtest.h>
#include <xapian.h>

#include "storage/files.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using Postings = std::map<std::uint32_t, std::uint32_t>;  // document -> frequency
using Terms = std::map<std::string, Postings>;

class GlassWriterTest : public FolderFixture {
 protected:
  void write(const Terms& terms, std::uint32_t documents) {
    lengths_.assign(documents, 0);
    for (const auto& [term, postings] : terms)
      for (const auto& [document, frequency] : postings) lengths_[document] += frequency;
    GlassWriter writer(folder / "postings", lengths_);
    for (const auto& [term, postings] : terms) {
      std::uint64_t sum = 0;
      for (const auto& [document, frequency] : postings) sum += frequency;
      writer.begin(term, static_cast<std::uint32_t>(postings.size()), sum);
      for (const auto& [document, frequency] : postings) writer.add(document, frequency);
    }
    writer.finish();
  }

  void expect_read(const Terms& terms) {
    const std::string path = (folder / "postings").string();
    std::ostringstream talk;
    EXPECT_EQ(Xapian::Database::check(path, Xapian::DBCHECK_SHOW_STATS, &talk), 0u) << talk.str();
    Xapian::Database database(path);
    EXPECT_EQ(database.get_doccount(), lengths_.size());
    EXPECT_EQ(database.get_lastdocid(), lengths_.size());
    std::uint64_t total = 0;
    for (std::uint32_t d = 0; d < lengths_.size(); ++d) {
      total += lengths_[d];
      ASSERT_EQ(database.get_doclength(d + 1), lengths_[d]) << d;
    }
    EXPECT_EQ(database.get_total_length(), total);
    auto expected = terms.begin();
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term, ++expected) {
      ASSERT_NE(expected, terms.end()) << *term;
      ASSERT_EQ(*term, expected->first);
      ASSERT_EQ(term.get_termfreq(), expected->second.size()) << *term;
      expect_postings(database, expected->first, expected->second);
    }
    EXPECT_EQ(expected, terms.end());
  }

  static void expect_postings(const Xapian::Database& database, const std::string& term, const Postings& expected) {
    Postings read;
    std::uint64_t sum = 0;
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
      read[*posting - 1] = posting.get_wdf();
      sum += posting.get_wdf();
    }
    ASSERT_EQ(read, expected) << term;
    EXPECT_EQ(database.get_collection_freq(term), sum) << term;
    const auto middle = std::next(expected.begin(), static_cast<std::ptrdiff_t>(expected.size() / 2))->first;
    auto posting = database.postlist_begin(term);
    posting.skip_to(middle + 1);
    EXPECT_EQ(*posting, middle + 1) << term;
  }

  std::vector<std::uint32_t> lengths_;
};

TEST_F(GlassWriterTest, AFewTerms) {
  const Terms terms{{"Zgold", {{0, 2}, {2, 255}}}, {"Zgolden", {{1, 6}}}, {"ZSgold", {{0, 0}}}};
  write(terms, 3);
  expect_read(terms);
}

TEST_F(GlassWriterTest, NothingAtAllAndDocumentsWithoutTerms) {
  write({}, 0);
  EXPECT_EQ(Xapian::Database((folder / "postings").string()).get_doccount(), 0u);
  write({}, 5);
  expect_read({});
}

TEST_F(GlassWriterTest, KeysThatAreBeginningsOfOneAnother) {
  Terms terms;
  for (std::uint32_t d = 0; d < 9000; ++d) {
    terms["a"][d] = 1 + d % 3;  // several chunks, whose keys lie between those of the terms below
    terms[std::string("a\0", 2)][d] = 200;
    if (d % 7 == 0) terms[std::string("a\0b", 3)][d] = 1;
    terms["a\x01"][d] = 0;
    terms["ab"][d] = d % 300;
  }
  terms[std::string(245, 'z')][8999] = 1;
  write(terms, 9000);
  expect_read(terms);
}

// Three levels of blocks, lists from one posting to all documents.
TEST_F(GlassWriterTest, ManyRandomTerms) {
  std::mt19937 engine(20261125);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(engine() % n); };
  constexpr std::uint32_t kDocuments = 70'000;
  Terms terms;
  for (int t = 0; t < 150'000; ++t) {
    std::string term = "Z";
    const unsigned length = 1 + below(t % 100 == 0 ? 200 : 12);
    for (unsigned i = 0; i < length; ++i) term.push_back(static_cast<char>('a' + below(26)));
    terms[term][below(kDocuments)] = below(256);
  }
  for (int t = 0; t < 40; ++t) {
    Postings& postings = terms["Zfrequent" + std::to_string(t)];
    const unsigned step = 1 + below(50);
    for (std::uint32_t d = below(step); d < kDocuments; d += 1 + below(step)) postings[d] = below(256);
  }
  write(terms, kDocuments);
  expect_read(terms);
}

TEST_F(GlassWriterTest, TheSamePostingsGiveTheSameBytes) {
  const Terms terms{{"Zgold", {{0, 2}, {2, 255}}}, {"Zsilver", {{1, 6}}}};
  const auto bytes = [&] {
    write(terms, 3);
    return read_file(folder / "postings" / "iamglass") + read_file(folder / "postings" / "postlist.glass");
  };
  const std::string first = bytes();
  EXPECT_EQ(bytes(), first);
}

TEST_F(GlassWriterTest, ListsThatAreNotWhatTheySayAreRefused) {
  const std::vector<std::uint32_t> lengths{1, 1, 1};
  GlassWriter writer(folder / "postings", lengths);
  writer.begin("b", 2, 2);
  writer.add(1, 1);
  EXPECT_THROW(writer.add(1, 1), std::logic_error);
  EXPECT_THROW(writer.begin("c", 1, 1), std::logic_error);
  writer.add(2, 1);
  EXPECT_THROW(writer.add(3, 1), std::logic_error);
  writer.begin("a", 1, 1);
  EXPECT_THROW(writer.add(0, 1), std::logic_error) << "terms out of order";
}

}  // namespace
}  // namespace newshound
