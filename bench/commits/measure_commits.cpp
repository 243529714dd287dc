// measure_commits INDEX ARTICLES.jsonl [--commits N] [--articles N] [--every N]: how an index lives through a day of commits.
// Adds the articles of a file to an index, some at a time, as `newshound-indexer add` does (each commit durable, then merged by
// the policy), and after each opens the new generation as the daemon does and asks queries of it. Prints a table, a row for every
// N commits: segments, milliseconds of a commit and until its articles are found (p50, p99), milliseconds of a merge (most), CPU
// microseconds of a query (p50, p99), bytes written over bytes of new segments. The commits follow one another without a pause:
// what a second of waiting would change is only when they come. The INDEX is changed: measure on a copy.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "analysis/tokenizer.h"
#include "indexer/article_parser.h"
#include "indexer/write_session.h"
#include "query/searcher.h"
#include "storage/catalog.h"

namespace {

using namespace newshound;  // NOLINT(google-build-using-namespace): a program of its own

constexpr std::int64_t kNow = 1767225600;
constexpr std::size_t kQueries = 40;  // asked after each commit

using Clock = std::chrono::steady_clock;
double ms_since(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

double cpu_us() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

// Bytes that this process has given to the disk so far.
std::uint64_t written_bytes() {
  std::ifstream in("/proc/self/io");
  for (std::string name; in >> name;) {
    std::uint64_t value = 0;
    in >> value;
    if (name == "write_bytes:") return value;
  }
  throw std::runtime_error("/proc/self/io can't be read");
}

std::uint64_t segment_bytes(const SegmentEntry& entry) {
  std::uint64_t sum = 0;
  for (const FileSum& file : entry.files) sum += file.bytes;
  return sum;
}

// The first two words of a title.
std::string query_of(const Article& article) {
  Tokenizer tokenizer(article.title);
  std::string text;
  Token token;
  for (int words = 0; words < 2 && tokenizer.next(token); ++words) text += (words == 0 ? "" : " ") + std::string(token.form);
  return text;
}

struct Row {
  std::vector<double> commit_ms, found_ms, query_us;
  double merge_ms = 0;
};

class Day {
 public:
  Day(std::string index, const std::string& file) : index_(std::move(index)), in_(file) {
    if (!in_) throw std::runtime_error(file + ": can't be read");
    snapshot_ = Snapshot::open(index_, 1);
  }

  void commit(std::size_t count, Row& row) {
    const std::vector<Article> articles = next(count);
    const auto begin = Clock::now();
    {
      WriteSession session(index_, WriteSession::Mode::kAdd, {});
      for (const Article& article : articles) session.add(Article(article));
      (void)session.commit();
    }
    row.commit_ms.push_back(ms_since(begin));
    snapshot_ = Snapshot::open(index_, 1, snapshot_);
    Searcher searcher(snapshot_, 0);
    if (!searcher.article(articles.back().id, kNow)) throw std::runtime_error("an article of the commit isn't there");
    row.found_ms.push_back(ms_since(begin));
    new_bytes_ += segment_bytes(snapshot_->catalog().segments.back());
    ask(searcher, articles, row);
    const auto merge_begin = Clock::now();
    (void)merge_index(index_, false, {});
    row.merge_ms = std::max(row.merge_ms, ms_since(merge_begin));
  }

  void print(std::size_t commits, Row& row) const {
    const double amplification =
        new_bytes_ == 0 ? 0 : static_cast<double>(written_bytes() - written_before_) / static_cast<double>(new_bytes_);
    fmt::print("| {} | {} | {} | {:.0f} / {:.0f} | {:.0f} / {:.0f} | {:.0f} | {:.0f} / {:.0f} | {:.1f} |\n", commits,
               read_catalog(index_).segments.size(), snapshot_->articles(), percentile(row.commit_ms, .5),
               percentile(row.commit_ms, .99), percentile(row.found_ms, .5), percentile(row.found_ms, .99), row.merge_ms,
               percentile(row.query_us, .5), percentile(row.query_us, .99), amplification);
    std::fflush(stdout);
  }

 private:
  std::vector<Article> next(std::size_t count) {
    std::vector<Article> articles;
    for (std::string line; articles.size() < count && std::getline(in_, line);) {
      auto parsed = parser_.parse(line);
      if (!parsed.article) continue;
      parsed.article->id = fmt::format("commit-{}", ++number_);
      articles.push_back(std::move(*parsed.article));
    }
    if (articles.size() < count) throw std::runtime_error("the file has too few articles");
    return articles;
  }

  void ask(Searcher& searcher, const std::vector<Article>& articles, Row& row) {
    for (std::size_t i = 0; i < kQueries; ++i) {
      SearchRequest request;
      request.q = query_of(articles[i % articles.size()]);
      request.now_utc = kNow;
      request.facets = {Field::kOutlet, Field::kTopic};
      const double begin = cpu_us();
      if (!searcher.search(request)) throw std::runtime_error("a query failed");
      row.query_us.push_back(cpu_us() - begin);
    }
  }

  std::string index_;
  std::ifstream in_;
  ArticleParser parser_{{"en", kNow}};
  std::shared_ptr<const Snapshot> snapshot_;
  std::uint64_t number_ = 0, new_bytes_ = 0, written_before_ = written_bytes();
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("How an index lives through many commits; it is changed.");
  std::string index, file;
  std::size_t commits = 1000, articles = 1, every = 100;
  app.add_option("index", index, "index, which is changed: a copy")->required();
  app.add_option("articles", file, "articles to add, JSON Lines")->required();
  app.add_option("--commits", commits, "how many (default 1000; a day of one a second: 86400)");
  app.add_option("--articles", articles, "of each commit (default 1)")->check(CLI::PositiveNumber);
  app.add_option("--every", every, "commits a row of the table (default 100)")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  try {
    Day day(index, file);
    fmt::print(
        "| commits | segments | articles | commit ms p50 / p99 | until found | merge ms, most | query CPU µs p50 / p99 | written "
        "/ new |\n");
    fmt::print("|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    Row row;
    for (std::size_t i = 1; i <= commits; ++i) {
      day.commit(articles, row);
      if (i % every != 0 && i != commits) continue;
      day.print(i, row);
      row = {};
    }
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "measure_commits: {}\n", error.what());
    return 2;
  }
}
