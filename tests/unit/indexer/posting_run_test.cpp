// Runs of inverted documents, joined: the same postings that Xapian's own writer makes, document by document.
#include "indexer/posting_run.h"

#include <map>
#include <random>

#include <gtest/gtest.h>
#include <xapian.h>

#include "indexer/posting_join.h"
#include "storage/index_error.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

// term -> (document, frequency) in order, and the collection frequency
using Postings = std::map<std::string, std::pair<std::vector<std::pair<Xapian::docid, Xapian::termcount>>, std::uint64_t>>;

Postings postings_of(const Xapian::Database& database, bool forms_too) {
  Postings all;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::string text = *term;
    const bool has_prefix = text[0] >= 'A' && text[0] <= 'Z' && text[0] != 'S';
    if (!has_prefix && !forms_too) continue;
    auto& [list, sum] = all[text];
    sum = database.get_collection_freq(text);
    for (auto posting = database.postlist_begin(text); posting != database.postlist_end(text); ++posting)
      list.emplace_back(*posting, posting.get_wdf());
  }
  return all;
}

std::vector<Article> random_articles(std::size_t count) {
  std::mt19937 engine(7);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(engine() % n); };
  const auto words = [&](std::uint32_t most) {
    std::string text;
    for (std::uint32_t i = 0, n = below(most) + 1; i < n; ++i) {
      const std::uint32_t rank = below(below(2000) + 1);  // few words are frequent
      text += (rank % 50 == 0 ? "Markets" : "word" + std::to_string(rank)) + (below(9) == 0 ? ". " : " ");
    }
    return text;
  };
  std::vector<Article> articles;
  for (std::size_t i = 0; i < count; ++i) {
    Article& article = articles.emplace_back(make_article("id-" + std::to_string(i), words(8), words(120)));
    article.standfirst = below(3) == 0 ? words(15) : "";
    article.outlet = "Outlet " + std::to_string(below(12));
    article.topics = {"Energy", "energy", "Topic " + std::to_string(below(30))};  // two are one term
    article.published.seconds_utc += below(1'000'000);
  }
  return articles;
}

class PostingRunTest : public IndexFixture {
 protected:
  Postings built(std::size_t articles, bool positions, unsigned threads, std::size_t memory_bytes = kDefaultBuildMemory) {
    WriteOptions options;
    options.memory_bytes = memory_bytes;
    options.positions = positions;
    options.threads = threads;
    write(WriteSession::Mode::kBuild, random_articles(articles), options);
    const auto snapshot = Snapshot::open(index, 1);
    EXPECT_EQ(Xapian::Database::check((snapshot->segments()[0].segment->folder / "postings").string(), 0, nullptr), 0u);
    return postings_of(snapshot->postings(0, 0), false);
  }
};

TEST_F(PostingRunTest, PostingsAreThoseOfXapiansWriter) {
  const Postings ours = built(3500, false, 2);
  const Postings xapians = built(3500, true, 2);
  EXPECT_GT(ours.size(), 4000u);
  ASSERT_EQ(ours, xapians);
}

TEST_F(PostingRunTest, ThreadsAndMemoryChangeNothing) {
  const Postings one = built(5000, false, 1);
  EXPECT_EQ(one, built(5000, false, 3));
  EXPECT_EQ(one, built(5000, false, 2, 1)) << "kLeastThreadBytes each";
}

class JoinTest : public IndexFixture {
 protected:
  // Articles indexed into runs of `documents` each, joined.
  Postings joined(const std::vector<Article>& articles, std::size_t documents) {
    DocumentBuilder builder;
    PostingRun run(builder.lexicon());
    std::vector<std::filesystem::path> files;
    std::vector<std::uint32_t> lengths;
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < articles.size(); ++i) {
      Article article = articles[i];
      const BuiltDocument& document = builder.build(article);
      lengths.push_back(document.length);
      run.add(static_cast<std::uint32_t>(i), document);
      if ((i + 1) % documents != 0 && i + 1 != articles.size()) continue;
      run.write(files.emplace_back(folder / ("run-" + std::to_string(i))));
      EXPECT_EQ(run.size(), 0u);
    }
    join_postings(folder / "joined", files, lengths);
    for (const auto& file : files) EXPECT_FALSE(std::filesystem::exists(file)) << file;
    return postings_of(Xapian::Database((folder / "joined").string()), true);
  }
};

TEST_F(JoinTest, WhereRunsEndChangesNothing) {
  const auto articles = random_articles(700);
  const Postings whole = joined(articles, 700);
  EXPECT_GT(whole.size(), 2000u);
  EXPECT_EQ(joined(articles, 1), whole);
  EXPECT_EQ(joined(articles, 97), whole);
}

TEST_F(JoinTest, ARunThatWasCutIsRefused) {
  DocumentBuilder builder;
  PostingRun run(builder.lexicon());
  std::vector<std::uint32_t> lengths;
  for (Article& article : random_articles(20)) {
    const BuiltDocument& document = builder.build(article);
    run.add(static_cast<std::uint32_t>(lengths.size()), document);
    lengths.push_back(document.length);
  }
  std::filesystem::create_directories(folder);
  const std::filesystem::path file = folder / "run";
  run.write(file);
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 2);
  try {
    join_postings(folder / "joined", {file}, lengths);
    ADD_FAILURE() << "joined";
  } catch (const IndexError& error) {
    EXPECT_EQ(error.kind(), IndexError::Kind::kDamaged);
    EXPECT_NE(std::string(error.what()).find(file.string()), std::string::npos);
  }
}

}  // namespace
}  // namespace newshound
