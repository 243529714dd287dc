// measure_suggest INDEX: how long suggestions take: for 500 titles of the index, every beginning of their first three words from
// one letter on, as somebody types. Asserts that each answer holds only what it may. See docs/measurements.md.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "query/searcher.h"
#include "storage/snapshot.h"
#include "storage/text_store.h"

namespace {

using namespace newshound;  // NOLINT(google-build-using-namespace): a program of its own

double cpu_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// The first three words of a title.
std::string beginning(const std::string& title) {
  std::size_t blanks = 0;
  for (std::size_t i = 0; i < title.size(); ++i)
    if (title[i] == ' ' && ++blanks == 3) return title.substr(0, i);
  return title;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: measure_suggest INDEX\n");
    return 2;
  }
  const auto snapshot = Snapshot::open(argv[1], 1);
  Searcher searcher(snapshot, 0);
  std::mt19937 random(20261124);
  TextReader reader;
  std::vector<double> times;
  std::size_t empty = 0;
  for (int i = 0; i < 500; ++i) {
    const SegmentView& view = snapshot->segments()[random() % snapshot->segments().size()];
    const std::string typed =
        beginning(reader.read(view.segment->text, static_cast<std::uint32_t>(random() % view.segment->documents())).title);
    for (std::size_t size = 1; size <= typed.size(); ++size) {
      if ((static_cast<unsigned char>(typed[size - 1]) & 0x80u) != 0) continue;
      const double begin = cpu_microseconds();
      const SuggestAnswer answer = searcher.suggest({typed.substr(0, size), kDefaultSuggestions, 1764000000, false});
      times.push_back(cpu_microseconds() - begin);
      if (answer.suggestions.empty()) ++empty;
      if (answer.suggestions.size() > kDefaultSuggestions) return 1;
    }
  }
  std::sort(times.begin(), times.end());
  const auto at = [&](std::size_t percent) { return times[times.size() * percent / 100]; };
  fmt::print("{} beginnings, {} without a suggestion; CPU us p50 {:.0f} p95 {:.0f} p99 {:.0f} most {:.0f}\n", times.size(), empty,
             at(50), at(95), at(99), times.back());
  return 0;
}
