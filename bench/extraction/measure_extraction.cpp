// measure_extraction FOLDER [--pages]: precision, recall and F1 of the text, accuracy of title, day and authors on the pages of a
// folder (truth.h), each missed day, and the time taken beside that of a bare parse of the same pages.
#include <algorithm>
#include <cmath>
#include <ctime>
#include <exception>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gumbo.h>

#include "analysis/fold.h"
#include "bench/extraction/shingles.h"
#include "bench/extraction/truth.h"
#include "indexer/article_parser.h"
#include "indexer/html_page.h"
#include "indexer/page_text.h"
#include "schemas/article_json.h"

namespace newshound {
namespace {

constexpr std::int64_t kNoLimit = 4102444800;  // 2100: pages of any age may be measured

struct Share {
  int right = 0, all = 0;
  void count(bool is_right) {
    right += is_right ? 1 : 0;
    ++all;
  }
  [[nodiscard]] double value() const { return all > 0 ? static_cast<double>(right) / all : 0; }
};

struct Totals {
  double precision = 0, recall = 0, page_f1 = 0;
  int bodies = 0;
  Share title, day, near_day, authors, no_authors;
  double parse_seconds = 0, extract_seconds = 0;
  std::size_t bytes = 0;
  std::vector<std::string> missed_days, pages;
};

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void parse_only(const std::string& page) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

// All that `newshound-indexer extract` does with a page, but reading it.
Article extract(const ArticleParser& parser, const std::string& page, Totals& totals) {
  const double begin = cpu_seconds();
  Result<Article> article = read_html_page(page, {{}, {}, kNoLimit});
  Article result;
  if (article) {
    ParsedArticle parsed = parser.finish(std::move(*article));
    if (parsed.article) result = std::move(*parsed.article);
  }
  const std::string line = article_to_json(result);
  totals.extract_seconds += cpu_seconds() - begin;
  return result;
}

bool same_names(std::vector<std::string> a, std::vector<std::string> b) {
  for (auto* names : {&a, &b}) {
    for (std::string& name : *names) name = fold_value(name);
    std::sort(names->begin(), names->end());
  }
  return a == b;
}

void count_day(const std::string& name, const PageTruth& truth, const Article& article, Totals& totals) {
  const auto wanted = parse_moment(truth.date);
  if (!wanted) return;
  const std::string got = article.published.seconds_utc == kUndated ? "none" : format_date(article.published.seconds_utc);
  const auto got_day = parse_moment(got);
  totals.day.count(got == truth.date);
  totals.near_day.count(got_day && std::abs(got_day->seconds_utc - wanted->seconds_utc) <= kSecondsPerDay);
  if (got != truth.date)
    totals.missed_days.push_back(fmt::format("{}\ttruth {}\tfound {}\t{}", name, truth.date,
                                             article.published.seconds_utc == kUndated ? got : format_moment(article.published),
                                             truth.url));
}

void measure_page(const std::string& name, const PageTruth& truth, const Article& article, Totals& totals) {
  if (truth.has_body) {
    // The standfirst is part of the text as people mark it.
    const Match match = match_shingles(truth.body, article.standfirst + "\n\n" + article.body);
    totals.precision += match.precision;
    totals.recall += match.recall;
    totals.page_f1 += f1(match);
    ++totals.bodies;
    totals.pages.push_back(
        fmt::format("{:.3f}\t{:.3f}\t{:.3f}\t{}\t{}", f1(match), match.precision, match.recall, name, truth.url));
  }
  if (!truth.title.empty()) totals.title.count(letters_key(truth.title) == letters_key(article.title));
  count_day(name, truth, article, totals);
  if (truth.has_authors && !truth.authors.empty()) totals.authors.count(same_names(truth.authors, article.authors));
  if (truth.has_authors && truth.authors.empty()) totals.no_authors.count(article.authors.empty());
}

void print(const Totals& totals, bool pages) {
  const double count = std::max(1, totals.bodies);
  const Match mean{totals.precision / count, totals.recall / count};
  fmt::print("body        precision {:.3f}  recall {:.3f}  F1 {:.3f}  (mean F1 of a page {:.3f}, {} pages)\n", mean.precision,
             mean.recall, f1(mean), totals.page_f1 / count, totals.bodies);
  const auto line = [](const char* what, const Share& share) {
    fmt::print("{:11} {:.3f}  ({} of {})\n", what, share.value(), share.right, share.all);
  };
  line("title", totals.title);
  line("day", totals.day);
  line("within 1 day", totals.near_day);
  line("authors", totals.authors);
  line("no authors", totals.no_authors);
  fmt::print("time        bare parse {:.2f} s, extract {:.2f} s = {:.2f} times; {:.1f} MB of HTML a CPU second\n",
             totals.parse_seconds, totals.extract_seconds, totals.extract_seconds / std::max(1e-9, totals.parse_seconds),
             static_cast<double>(totals.bytes) / 1e6 / std::max(1e-9, totals.extract_seconds));
  if (!totals.missed_days.empty()) fmt::print("\nmissed days\n");
  for (const std::string& missed : totals.missed_days) fmt::print("{}\n", missed);
  if (!pages) return;
  fmt::print("\nF1\tprecision\trecall\tpage\n");
  for (const std::string& page : totals.pages) fmt::print("{}\n", page);
}

int run(const std::string& folder, bool pages) {
  Totals totals;
  const ArticleParser parser({"en", kNoLimit});
  for (const auto& [name, truth] : read_truth(folder + "/truth.json")) {
    const std::string page = read_whole_file(folder + "/html/" + name + ".html");
    totals.bytes += page.size();
    // Each goes first on every other page: whoever comes second finds the page in the processor's cache.
    const bool parse_first = totals.bodies % 2 == 0;
    Article article;
    if (!parse_first) article = extract(parser, page, totals);
    const double begin = cpu_seconds();
    parse_only(page);
    totals.parse_seconds += cpu_seconds() - begin;
    if (parse_first) article = extract(parser, page, totals);
    measure_page(name, truth, article, totals);
  }
  print(totals, pages);
  return 0;
}

}  // namespace
}  // namespace newshound

int main(int argc, char** argv) {
  const bool pages = argc == 3 && std::string(argv[2]) == "--pages";
  if (argc != 2 && !pages) {
    fmt::print(stderr, "usage: measure_extraction FOLDER [--pages]\nFOLDER holds truth.json and html/NAME.html\n");
    return 2;
  }
  try {
    return newshound::run(argv[1], pages);
  } catch (const std::exception& error) {
    fmt::print(stderr, "measure_extraction: {}\n", error.what());
    return 2;
  }
}
