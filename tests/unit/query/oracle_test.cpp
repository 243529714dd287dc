// Our matcher against Xapian's over the same index: random articles in several segments, some deleted, hidden or undated, and
// random queries with every operator. Totals, facets, histograms, order and scores must be the same.
#include <cmath>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "query/parameters.h"
#include "query/searcher.h"
#include "tests/unit/indexer/index_fixture.h"

namespace newshound {
namespace {

constexpr std::int64_t kNow = 1760000000;  // 2025-10-09

class OracleTest : public IndexFixture {
 protected:
  std::mt19937 random{20251009};

  std::size_t below(std::size_t n) { return random() % n; }  // std distributions differ between libraries

  std::string word() {
    static const std::vector<std::string> words = {
        "oil",      "oils",    "price",   "prices", "priced", "market", "markets", "marketing", "grain",  "ship",
        "shipping", "shipped", "the",     "of",     "The",    "OIL",    "Zürich",  "zurich",    "café",   "cafés",
        "résumé",   "resume",  "don't",   "AT&T",   "U.S.",   "C++",    "1,880",   "2025",      "e-mail", "naïve",
        "Straße",   "strasse", "running", "ran",    "runs",   "bank",   "banks",   "banking",   "tariff", "tariffs"};
    // The front of the list is frequent.
    return words[std::min(below(words.size()), below(words.size()))];
  }
  std::string text(std::size_t words) {
    std::string out;
    for (std::size_t i = 0; i < words; ++i) out += (i == 0 ? "" : below(9) == 0 ? ". " : " ") + word();
    return out;
  }
  Article article(std::size_t number) {
    static const std::vector<std::string> outlets = {"The Post", "Kurier", "La Gazette", "kurier", ""};
    static const std::vector<std::string> topics = {"Energy", "Trade", "energy", "Sport", "Café culture"};
    static const std::vector<std::string> languages = {"en", "en", "en", "de", "fr"};
    Article a = make_article(fmt::format("a{}", number), text(1 + below(7)), text(below(60)),
                             below(12) == 0 ? "" : fmt::format("2025-{:02}-{:02}", 1 + below(12), 1 + below(28)));
    if (below(3) == 0) a.standfirst = text(below(12));
    a.outlet = outlets[below(outlets.size())];
    a.topics.clear();
    for (std::size_t i = below(4); i > 0; --i) a.topics.push_back(topics[below(topics.size())]);
    if (below(2) == 0) a.authors = {below(2) == 0 ? "Ada Lovelace" : "Ada Byron"};
    a.language = languages[below(languages.size())];
    if (below(25) == 0) a.status = Status::kWithheld;
    if (below(25) == 0) a.embargoed_until = {kNow + 5 - static_cast<std::int64_t>(below(11)), false};
    if (below(25) == 0) a.expires = {kNow + 5 - static_cast<std::int64_t>(below(11)), false};
    return a;
  }
  std::string leaf() {
    switch (below(13)) {
      case 0: return "\"" + word() + " " + word() + "\"";
      case 1: return "\"" + word() + "\"";
      case 2: return fmt::format("({} NEAR/{} {})", word(), 1 + below(6), word());
      case 3: return fmt::format("({} ADJ/{} {})", word(), 1 + below(4), word());
      case 4: return fmt::format("\"{} {} {}\"~{}", word(), word(), word(), 1 + below(5));
      case 5: return below(2) == 0 ? "mark*" : "pri*";
      case 6: return "title:" + word();
      case 7: return below(2) == 0 ? "outlet:kurier" : "topic:\"energy\"";
      case 8: return below(2) == 0 ? "author:ada" : "author:(lovelace ada)";
      case 9: return "date:2025-03..2025-08";
      case 10: return below(2) == 0 ? "title:\"" + word() + " " + word() + "\"" : "title:mar*";
      default: return word();
    }
  }
  std::string query(int depth) {
    if (depth == 0 || below(3) == 0) return leaf();
    switch (below(4)) {
      case 0: return "(" + query(depth - 1) + " OR " + query(depth - 1) + ")";
      case 1: return "(" + query(depth - 1) + " NOT " + query(depth - 1) + ")";
      case 2: return "(" + query(depth - 1) + " AND " + query(depth - 1) + " AND " + query(depth - 1) + ")";
      default: return query(depth - 1) + " " + query(depth - 1);
    }
  }
  SearchRequest request() {
    static const std::vector<std::string> sorts = {"relevance", "best", "newest", "oldest"};
    Parameters parameters = {{"q", query(2)},          {"sort", sorts[below(4)]},
                             {"limit", "500"},         {"facets", "outlet,topic,author,lang"},
                             {"facets.limit", "50"},   {"histogram", below(2) == 0 ? "day" : "month"},
                             {"highlight.count", "1"}, {"relax", "0"},
                             {"fuzzy", "off"}};
    if (below(8) == 0) parameters.emplace_back("topic.all", below(2) == 0 ? "energy" : "Trade,Sport");
    if (below(4) == 0) parameters.emplace_back("outlet", below(2) == 0 ? "KURIER" : "-The Post");
    if (below(4) == 0) parameters.emplace_back("topic", "energy");
    if (below(4) == 0) parameters.emplace_back("topic", "-Trade");
    if (below(5) == 0) parameters.emplace_back("from", "2025-02");
    if (below(5) == 0) parameters.emplace_back("to", "2025-09-15");
    if (below(3) == 0) parameters.emplace_back("facets.mode", "conjunctive");
    if (below(6) == 0) parameters.emplace_back("lang", "en");
    const auto parsed = parse_parameters(parameters, kNow, {0, 0});
    if (!parsed) throw std::runtime_error(parsed.error().message);
    return *parsed;
  }
};

std::string counts_of(const SearchAnswer& answer) {
  std::string text = fmt::format("total {}", answer.total);
  for (const FacetAnswer& facet : answer.facets) {
    text += fmt::format("\n{} missing {} values {} other {}:", field_row(facet.field).parameter, facet.missing, facet.values,
                        facet.other ? static_cast<long>(*facet.other) : -1);
    for (const FacetBucket& bucket : facet.buckets) text += fmt::format(" {}", bucket.count);
  }
  text += fmt::format("\nundated {}:", answer.histogram->missing);
  for (const HistogramBucket& bucket : answer.histogram->buckets) text += fmt::format(" {}={}", bucket.start, bucket.count);
  return text;
}

TEST_F(OracleTest, EveryAnswerIsTheSameAsXapians) {
  WriteOptions options;
  options.positions = true;
  std::vector<Article> first;
  for (std::size_t i = 0; i < 300; ++i) first.push_back(article(i));
  write(WriteSession::Mode::kBuild, first, options);
  for (std::size_t s = 0; s < 4; ++s) {
    std::vector<Article> more;
    for (std::size_t i = 0; i < 40; ++i) more.push_back(article(below(400)));  // some of them replace others
    add(more);
  }
  delete_documents(index, {{"a1", "a2", "a3", "a100", "a200"}, {}}, {});

  const auto snapshot = Snapshot::open(index, 2);
  ASSERT_EQ(snapshot->segments().size(), 5u);
  Searcher ours(snapshot, 0, Engine::kOnePass), theirs(snapshot, 1, Engine::kXapian);
  std::size_t with_hits = 0;
  for (int i = 0; i < 3000; ++i) {
    const SearchRequest asked = request();
    // Lists come from Xapian, or decoded from the cache; and the cache may be too small.
    if (i % 5 == 0) snapshot->posting_cache().clear();
    if (i % 500 == 0) snapshot->posting_cache().set_limit(i % 1000 == 0 ? 20000 : PostingCache::kDefaultBytes);
    const auto a = ours.search(asked), b = theirs.search(asked);
    ASSERT_TRUE(a && b) << asked.q;
    ASSERT_EQ(counts_of(*a), counts_of(*b)) << asked.q << "\n" << a->parsed;
    ASSERT_EQ(a->hits.size(), b->hits.size()) << asked.q;
    if (a->total != 0) ++with_hits;
    // Xapian 1.4 takes the weights of expanded wildcards from each shard alone (a known failure upstream): only counts are
    // compared there.
    if (asked.q.find('*') != std::string::npos) continue;
    // Behind a filter and over several shards, Xapian 1.4.22 may score the words of a phrase or NEAR that is one side of an OR
    // although they don't stand as it wants them ("market runs priced" for "market priced"; without the filter it doesn't).
    const bool filtered = !asked.filters.empty() || asked.from_utc != kUndated || asked.to_utc != kUndated;
    if (filtered && asked.q.find(" OR ") != std::string::npos) continue;
    for (std::size_t h = 0; h < a->hits.size(); ++h) {
      const double x = a->hits[h].score, y = b->hits[h].score;
      ASSERT_LE(std::abs(x - y), 1e-5 * std::max(std::abs(x), 1e-3)) << asked.q << " place " << h;
      if (asked.sort == Sort::kNewest || asked.sort == Sort::kOldest) {
        ASSERT_EQ(a->hits[h].article.id, b->hits[h].article.id) << asked.q << " place " << h;
      }
    }
  }
  EXPECT_GT(with_hits, 1400u);
}

// Neither limit nor page nor order changes a count.
void expect_same_counts_on_every_page(Searcher& searcher, const SearchRequest& asked, const SearchAnswer& answer,
                                      std::size_t number) {
  SearchRequest other = asked;
  other.limit = number % 7;
  other.page = 1 + number % 5;
  other.sort = static_cast<Sort>(number % 4);
  const auto again = searcher.search(other);
  ASSERT_TRUE(again);
  ASSERT_EQ(counts_of(*again), counts_of(answer)) << asked.q;
}

// With one of a facet's options chosen, the others keep their counts.
void expect_others_keep_theirs(Searcher& searcher, const SearchRequest& asked, const FacetAnswer& facet) {
  SearchRequest chosen = asked;
  const auto own = [&](const ValueFilter& f) { return f.field == facet.field && f.all.empty(); };
  std::erase_if(chosen.filters, own);
  chosen.filters.push_back({facet.field, {facet.buckets[0].value}, {}});
  chosen.facets = {facet.field};
  const auto answer = searcher.search(chosen);
  ASSERT_TRUE(answer);
  const FacetAnswer& again = answer->facets[0];
  ASSERT_EQ(again.buckets.size(), facet.buckets.size());
  for (std::size_t b = 0; b < facet.buckets.size(); ++b) {
    ASSERT_EQ(again.buckets[b].value, facet.buckets[b].value) << asked.q;
    ASSERT_EQ(again.buckets[b].count, facet.buckets[b].count) << asked.q << " " << facet.buckets[b].value;
  }
}

// A bucket's count is the total of the request with this facet's filter replaced by the bucket; single-valued facets add up.
TEST_F(OracleTest, CountsAreThoseOfTheFilteredRequests) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 300; ++i) articles.push_back(article(i));
  build(articles);
  Searcher searcher(Snapshot::open(index, 1), 0);
  for (std::size_t i = 0; i < 1000; ++i) {
    const SearchRequest asked = request();
    const auto answer = searcher.search(asked);
    ASSERT_TRUE(answer);
    ASSERT_NO_FATAL_FAILURE(expect_same_counts_on_every_page(searcher, asked, *answer, i));
    for (const FacetAnswer& facet : answer->facets) {
      if (asked.facet_mode == FacetMode::kDisjunctive && !facet.buckets.empty()) {
        ASSERT_NO_FATAL_FAILURE(expect_others_keep_theirs(searcher, asked, facet));
      }
      for (const FacetBucket& bucket : facet.buckets) {
        SearchRequest clicked = asked;
        if (asked.facet_mode == FacetMode::kDisjunctive) {
          std::erase_if(clicked.filters, [&](const ValueFilter& f) { return f.field == facet.field && f.all.empty(); });
          clicked.filters.push_back({facet.field, {bucket.value}, {}});
          EXPECT_EQ(searcher.search(clicked)->total, bucket.count) << asked.q << " " << bucket.value;
        }
      }
      if (!facet.other) continue;
      SearchRequest open = asked;
      if (asked.facet_mode == FacetMode::kDisjunctive)
        std::erase_if(open.filters, [&](const ValueFilter& f) { return f.field == facet.field && f.all.empty(); });
      std::uint64_t sum = *facet.other + facet.missing;
      for (const FacetBucket& bucket : facet.buckets) sum += bucket.count;
      EXPECT_EQ(searcher.search(open)->total, sum) << asked.q;
    }
  }
}

// A bare date counts as that day in every zone; an instant as the day that the zone's clock shows.
TEST_F(OracleTest, BareDatesAreDaysInEveryZone) {
  build({make_article("date", "T", "word", "2025-07-21"), make_article("evening", "T", "word", "2025-07-21T23:30:00Z"),
         make_article("night", "T", "word", "2025-07-22T02:30:00Z")});
  Searcher searcher(Snapshot::open(index, 1), 0);
  const struct {
    std::string zone;
    std::uint64_t total;
  } cases[] = {{"UTC", 2}, {"America/New_York", 3}, {"Asia/Tokyo", 1}, {"Pacific/Auckland", 1}};
  for (const auto& c : cases) {
    for (const bool in_query : {true, false}) {
      Parameters parameters = {{"q", in_query ? "date:2025-07-21" : "word"}, {"tz", c.zone}, {"histogram", "day"}};
      if (!in_query) parameters.insert(parameters.end(), {{"from", "2025-07-21"}, {"to", "2025-07-21"}});
      const auto request = parse_parameters(parameters, kNow, {0, 0});
      ASSERT_TRUE(request);
      const auto answer = searcher.search(*request);
      EXPECT_EQ(answer->total, c.total) << c.zone << in_query;
      ASSERT_EQ(answer->histogram->buckets.size(), 1u) << c.zone;
      EXPECT_EQ(answer->histogram->buckets[0].start, "2025-07-21") << c.zone;
    }
  }
}

// With date=modified the bounds are about the last change, in segments with and without changed articles alike; orders, the
// timeline and date: stay with the publication.
TEST_F(OracleTest, BoundsMayBeAboutTheLastChange) {
  Article changed = make_article("changed", "T", "word", "2025-07-01T10:00:00Z"),
          by_day = make_article("by-day", "T", "word", "2025-06-30T10:00:00Z");
  changed.modified = *parse_moment("2025-07-21T23:30:00Z");
  by_day.modified = *parse_moment("2025-07-21");
  build({changed, by_day, make_article("never", "T", "word", "2025-07-21T12:00:00Z"), make_article("undated", "T", "word", "")});
  add({make_article("alone", "T", "word", "2025-07-21")});
  Searcher searcher(Snapshot::open(index, 1), 0);
  const auto found = [&](Parameters parameters) {
    parameters.insert(parameters.end(), {{"date", "modified"}, {"sort", "newest"}});
    const auto answer = searcher.search(*parse_parameters(parameters, kNow, {0, 0}));
    std::vector<std::string> ids;
    for (const Hit& hit : answer->hits) ids.push_back(hit.article.id);
    return ids;
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(found({{"q", "word"}, {"from", "2025-07-21"}, {"to", "2025-07-21"}}), (Ids{"never", "alone", "changed", "by-day"}));
  EXPECT_EQ(found({{"q", "word"}, {"from", "2025-07-22"}, {"tz", "Asia/Tokyo"}}), Ids{"changed"});
  EXPECT_EQ(found({{"q", "word"}, {"to", "2025-07-20"}}), Ids{});
  EXPECT_EQ(found({{"q", "word date:2025-07-01"}, {"from", "2025-07-21"}}), Ids{"changed"});
  EXPECT_EQ(found({{"q", "word"}}).size(), 5u);
}

// Counts never depend on page, limit or sort.
TEST_F(OracleTest, CountsDoNotDependOnThePage) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 200; ++i) articles.push_back(article(i));
  build(articles);
  Searcher searcher(Snapshot::open(index, 1), 0);
  for (int i = 0; i < 100; ++i) {
    SearchRequest asked = request();
    const auto whole = searcher.search(asked);
    std::vector<std::string> paged;
    asked.limit = 7;
    for (asked.page = 1; (asked.page - 1) * asked.limit < whole->total; ++asked.page) {
      const auto page = searcher.search(asked);
      EXPECT_EQ(counts_of(*page), counts_of(*whole)) << asked.q;
      for (const Hit& hit : page->hits) paged.push_back(hit.article.id);
    }
    std::vector<std::string> all;
    for (const Hit& hit : whole->hits) all.push_back(hit.article.id);
    EXPECT_EQ(paged, all) << asked.q;
  }
}

}  // namespace
}  // namespace newshound
