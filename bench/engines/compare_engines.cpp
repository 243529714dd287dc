// compare_engines INDEX REQUESTS: every request of a file (one query string a line, as behind "/v1/search?") answered by
// our matcher and by Xapian's; prints each difference in totals, facets or scores, and what was compared. Exit code 1 if there is
// any. The index was built with --positions. Also checks what is promised of counts: Σ buckets + other + missing, and that
// filtering by a bucket gives its count. Times are measured by bench/compare.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "analysis/fold.h"
#include "query/parameters.h"
#include "query/searcher.h"
#include "searchd/target.h"
#include "storage/snapshot.h"

namespace {

using namespace newshound;  // NOLINT(google-build-using-namespace): a program of its own

constexpr std::int64_t kNow = 1764000000;
constexpr double kTolerance = 1e-5;  // relative; hits closer than that may change places

struct Tally {
  std::size_t requests = 0, with_hits = 0, differences = 0, hits = 0, buckets = 0, clicked = 0;
};

SearchRequest read_request(const std::string& line) {
  const auto target = parse_target("/v1/search?" + line);
  if (!target) throw std::runtime_error(line + ": " + target.error().message);
  auto request = parse_parameters(target->parameters, kNow, ParameterLimits{0, 0});
  if (!request) throw std::runtime_error(line + ": " + request.error().message);
  request->relax = request->fuzzy = false;
  return *request;
}

SearchAnswer ask(Searcher& searcher, const SearchRequest& request) {
  auto answer = searcher.search(request);
  if (!answer) throw std::runtime_error(answer.error().message);
  return std::move(*answer);
}

bool close(double a, double b) { return std::abs(a - b) <= kTolerance * std::max({std::abs(a), std::abs(b), 1e-9}); }

std::string facet_text(const FacetAnswer& facet) {
  std::string text = fmt::format("missing {} other {} values {}:", facet.missing,
                                 facet.other ? static_cast<long>(*facet.other) : -1, facet.values);
  for (const FacetBucket& bucket : facet.buckets) text += fmt::format(" {}={}", fold_value(bucket.value), bucket.count);
  return text;
}

std::string histogram_text(const SearchAnswer& answer) {
  std::string text;
  if (!answer.histogram) return text;
  for (const HistogramBucket& bucket : answer.histogram->buckets) text += fmt::format(" {}={}", bucket.start, bucket.count);
  return text + fmt::format(" missing {}", answer.histogram->missing);
}

void complain(Tally& tally, const std::string& line, const std::string& what) {
  if (++tally.differences <= 50) fmt::print("DIFFERS {}\n  {}\n", line, what);
}

void compare_hits(const std::string& line, const SearchAnswer& ours, const SearchAnswer& theirs, Tally& tally) {
  if (ours.hits.size() != theirs.hits.size())
    return complain(tally, line, fmt::format("{} hits against {}", ours.hits.size(), theirs.hits.size()));
  for (std::size_t i = 0; i < ours.hits.size(); ++i) {
    const Hit &a = ours.hits[i], &b = theirs.hits[i];
    ++tally.hits;
    if (!close(a.score, b.score)) return complain(tally, line, fmt::format("score at {}: {} against {}", i, a.score, b.score));
    if (a.article.id == b.article.id) continue;
    // The same place may go to another hit only if the scores are as good as equal, which they are: so it must be near in our
    // list too.
    const bool near = std::any_of(ours.hits.begin(), ours.hits.end(),
                                  [&](const Hit& h) { return h.article.id == b.article.id && close(h.score, b.score); });
    const bool at_end = close(a.score, ours.hits.back().score);
    if (!near && !at_end) return complain(tally, line, fmt::format("place {}: {} against {}", i, a.article.id, b.article.id));
  }
}

// Single-valued facets: the counts add up; without a filter of its own, to the total.
void check_sums(const std::string& line, const SearchRequest& request, const SearchAnswer& answer, Tally& tally) {
  for (const FacetAnswer& facet : answer.facets) {
    if (!facet.other) continue;
    std::uint64_t sum = *facet.other + facet.missing;
    for (const FacetBucket& bucket : facet.buckets) sum += bucket.count;
    const bool filtered =
        std::any_of(request.filters.begin(), request.filters.end(), [&](const ValueFilter& f) { return f.field == facet.field; });
    if (!filtered && sum != answer.total) complain(tally, line, fmt::format("facet sums to {}, total {}", sum, answer.total));
  }
}

void click_buckets(Searcher& searcher, const std::string& line, const SearchRequest& request, const SearchAnswer& answer,
                   Tally& tally) {
  for (const FacetAnswer& facet : answer.facets)
    for (const FacetBucket& bucket : facet.buckets) {
      ++tally.buckets;
      if (tally.buckets % 7 != 0) continue;  // every seventh: a click is a request of its own
      SearchRequest clicked = request;
      std::erase_if(clicked.filters, [&](const ValueFilter& f) { return f.field == facet.field; });
      clicked.filters.push_back({facet.field, {bucket.value}, {}});
      clicked.limit = 0;
      ++tally.clicked;
      const std::uint64_t total = ask(searcher, clicked).total;
      if (total != bucket.count)
        complain(tally, line, fmt::format("bucket \"{}\" counts {}, clicking it gives {}", bucket.value, bucket.count, total));
    }
}

int compare(const std::string& index, const std::vector<std::string>& lines) {
  const auto snapshot = Snapshot::open(index, 2);
  Searcher ours(snapshot, 0, Engine::kOnePass), theirs(snapshot, 1, Engine::kXapian);
  Tally tally;
  for (const std::string& line : lines) {
    const SearchRequest request = read_request(line);
    const SearchAnswer a = ask(ours, request), b = ask(theirs, request);
    ++tally.requests;
    if (a.total != 0) ++tally.with_hits;
    if (a.total != b.total) complain(tally, line, fmt::format("total {} against {} ({})", a.total, b.total, a.parsed));
    for (std::size_t f = 0; f < a.facets.size(); ++f)
      if (facet_text(a.facets[f]) != facet_text(b.facets[f]))
        complain(tally, line, facet_text(a.facets[f]) + "\n  against " + facet_text(b.facets[f]));
    if (histogram_text(a) != histogram_text(b))
      complain(tally, line, "histogram" + histogram_text(a) + "\n  against  " + histogram_text(b));
    compare_hits(line, a, b, tally);
    check_sums(line, request, a, tally);
    click_buckets(ours, line, request, a, tally);
  }
  fmt::print("{} requests, {} with hits, {} hits compared, {} buckets, {} clicked: {} differences\n", tally.requests,
             tally.with_hits, tally.hits, tally.buckets, tally.clicked, tally.differences);
  return tally.differences == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: compare_engines INDEX REQUESTS\n", stderr);
    return 2;
  }
  try {
    std::vector<std::string> lines;
    std::ifstream in(argv[2]);
    for (std::string line; std::getline(in, line);)
      if (!line.empty()) lines.push_back(line);
    return compare(argv[1], lines);
  } catch (const std::exception& error) {
    fmt::print(stderr, "compare_engines: {}\n", error.what());
    return 2;
  }
}
