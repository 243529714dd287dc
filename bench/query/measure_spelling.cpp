// measure_spelling INDEX: how often the first correction is right, how often a right word would be replaced, and how long it
// takes. Words of five letters or more in five articles or more; 2,000 of them with one random edit that gives no word of the
// index, 5,000 as they are. See docs/measurements.md.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "query/spelling.h"

namespace {

using namespace newshound;  // NOLINT(google-build-using-namespace): a program of its own

std::mt19937 g_random(20261124);

std::size_t below(std::size_t n) { return g_random() % n; }

std::string edit(std::string word) {
  const char letter = static_cast<char>('a' + below(26));
  const std::size_t at = below(word.size());
  switch (below(4)) {
    case 0: word.erase(at, 1); break;
    case 1: word.insert(below(word.size() + 1), 1, letter); break;
    case 2: word[at] = letter; break;
    default:
      if (at + 1 < word.size()) std::swap(word[at], word[at + 1]);
  }
  return word;
}

double cpu_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: measure_spelling INDEX\n");
    return 2;
  }
  const auto snapshot = Snapshot::open(argv[1], 1);
  const Speller speller(*snapshot);
  std::vector<std::string> words;
  const auto plain = [](const std::string& form) {
    return std::all_of(form.begin(), form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  };
  for (const SegmentView& view : snapshot->segments())
    view.segment->vocabulary.for_each_prefixed("", [&](const FormEntry& entry) {
      if (entry.form.size() >= 5 && entry.documents >= 5 && plain(entry.form)) words.push_back(entry.form);
      return true;
    });
  std::size_t right = 0, tried = 0, replaced = 0;
  std::vector<double> times;
  while (tried < 2000) {
    const std::string meant = words[below(words.size())], typed = edit(meant);
    if (speller.documents(typed) != 0) continue;
    ++tried;
    const double begin = cpu_microseconds();
    const auto corrections = speller.corrections(typed, 3);
    times.push_back(cpu_microseconds() - begin);
    if (!corrections.empty() && corrections[0].form == meant) ++right;
  }
  for (int i = 0; i < 5000; ++i) {
    const std::string& word = words[below(words.size())];
    if (!suspect_corrections(speller, word, speller.documents(word)).empty()) ++replaced;
  }
  std::sort(times.begin(), times.end());
  fmt::print("{} words; first correction right {:.1f} %; right words replaced {}; CPU us p50 {:.0f} p95 {:.0f} p99 {:.0f}\n",
             words.size(), 100.0 * static_cast<double>(right) / static_cast<double>(tried), replaced, times[times.size() / 2],
             times[times.size() * 95 / 100], times[times.size() * 99 / 100]);
  return 0;
}
