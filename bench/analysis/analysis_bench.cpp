// How fast bytes become terms: normalise, tokenise, fold, stem. Texts are made from a seed, so every run sees the same ones;
// every benchmark checks its answer. Sizes are words of text; /tiny runs once as a test.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "analysis/analyzer.h"
#include "analysis/fold.h"
#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"

namespace newshound {
namespace {

constexpr std::size_t kTinyWords = 100, kManyWords = 200'000;

// Words with the lengths of English (4.7 letters on average), a capital after each full stop, now and then a number or a name
// with an apostrophe.
std::string english(std::size_t words) {
  constexpr std::string_view kWords[] = {
      "the",      "of",          "to",      "and",     "in",    "said",  "for",    "that",   "was",      "on",
      "he",       "with",        "as",      "at",      "by",    "from",  "will",   "has",    "company",  "government",
      "market",   "year",        "shares",  "would",   "they",  "more",  "people", "prices", "minister", "after",
      "reported", "development", "million", "their",   "trade", "which", "new",    "over",   "first",    "being",
      "nations",  "election",    "it's",    "O'Neill", "1,880", "2025",  "AT&T",   "U.S."};
  std::mt19937 random(7);
  std::string text;
  bool begin = true;
  for (std::size_t i = 0; i < words; ++i) {
    std::string word(kWords[(random() % 4 == 0 ? random() : random() % 16) % std::size(kWords)]);
    if (begin && word[0] >= 'a') word[0] = static_cast<char>(word[0] - 32);
    begin = random() % 18 == 0;
    text += word;
    text += begin ? (random() % 4 == 0 ? ".\n\n" : ". ") : random() % 12 == 0 ? ", " : " ";
  }
  return text;
}

// As newspapers print it: curly quotes and apostrophes, dashes, the odd accent.
std::string typographic(std::size_t words) {
  constexpr std::string_view kWords[] = {"said",   "minister’s", "“we",  "agree”", "café", "–",
                                         "prices", "company",    "€500", "and",    "the"};
  std::mt19937 random(7);
  std::string text;
  for (std::size_t i = 0; i < words; ++i) text.append(kWords[random() % std::size(kWords)]).append(" ");
  return text;
}

std::string russian(std::size_t words) {
  constexpr std::string_view kWords[] = {"Правительство", "объявило", "о", "новых", "реформах", "и", "министры", "в", "Москве"};
  std::mt19937 random(7);
  std::string text;
  for (std::size_t i = 0; i < words; ++i) text.append(kWords[random() % std::size(kWords)]).append(" ");
  return text;
}

std::string chinese(std::size_t words) {
  std::string text;
  while (words >= 7) {
    text += "政府宣布了新的经济改革计划。";
    words -= 7;
  }
  return text;
}

using MakeText = std::string (*)(std::size_t words);

void count_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}

void bench_normalize(benchmark::State& state, MakeText make, std::size_t words) {
  const std::string text = make(words);
  for (auto _ : state) {
    const std::string out = normalize(text);
    if (out != text) return state.SkipWithError("clean text was changed");
  }
  count_bytes(state, text);
}

void bench_normalize_dirty(benchmark::State& state, std::size_t words) {
  const std::string text = english(words) + "\r\n\xFF e\xCC\x81";
  for (auto _ : state) {
    const std::string out = normalize(text);
    if (!out.ends_with("\n\xEF\xBF\xBD \xC3\xA9")) return state.SkipWithError("dirty text was not cleaned");
  }
  count_bytes(state, text);
}

void bench_tokenize(benchmark::State& state, MakeText make, std::size_t words) {
  const std::string text = make(words);
  std::size_t tokens = 0, first = 0;
  for (auto _ : state) {
    Tokenizer tokenizer(text);
    Token token;
    tokens = 0;
    while (tokenizer.next(token)) ++tokens;
    if (first == 0) first = tokens;
    if (tokens != first || tokens < words / 2) return state.SkipWithError("wrong number of tokens");
  }
  count_bytes(state, text);
  state.counters["tokens"] = benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsIterationInvariantRate);
}

void bench_fold(benchmark::State& state, std::size_t words) {
  std::string out;
  for (auto _ : state) {
    for (std::size_t i = 0; i < words; ++i) {
      fold_into("Élysée", out);
      if (out != "elysee") return state.SkipWithError("wrong form");
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(words));
}

void bench_stems(benchmark::State& state, std::size_t words) {
  const Analyzer analyzer("en");
  std::vector<std::string> out;
  for (auto _ : state) {
    for (std::size_t i = 0; i < words; ++i) {
      out.clear();
      analyzer.stems("governments", "governments", out);
      if (out.size() != 1 || out[0] != "govern") return state.SkipWithError("wrong stem");
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(words));
}

// Names in quotes: the formatter puts spaces around a bare slash, and the test that runs the tiny ones would not find them.
BENCHMARK_CAPTURE(bench_normalize, english_tiny, english, kTinyWords)->Name("normalize/english/tiny");
BENCHMARK_CAPTURE(bench_normalize, english_many, english, kManyWords)->Name("normalize/english/200k");
BENCHMARK_CAPTURE(bench_normalize, typographic_tiny, typographic, kTinyWords)->Name("normalize/typographic/tiny");
BENCHMARK_CAPTURE(bench_normalize, typographic_many, typographic, kManyWords)->Name("normalize/typographic/200k");
BENCHMARK_CAPTURE(bench_normalize, russian_tiny, russian, kTinyWords)->Name("normalize/russian/tiny");
BENCHMARK_CAPTURE(bench_normalize, russian_many, russian, kManyWords)->Name("normalize/russian/200k");
BENCHMARK_CAPTURE(bench_tokenize, english_tiny, english, kTinyWords)->Name("tokenize/english/tiny");
BENCHMARK_CAPTURE(bench_tokenize, english_many, english, kManyWords)->Name("tokenize/english/200k");
BENCHMARK_CAPTURE(bench_tokenize, typographic_tiny, typographic, kTinyWords)->Name("tokenize/typographic/tiny");
BENCHMARK_CAPTURE(bench_tokenize, typographic_many, typographic, kManyWords)->Name("tokenize/typographic/200k");
BENCHMARK_CAPTURE(bench_tokenize, russian_tiny, russian, kTinyWords)->Name("tokenize/russian/tiny");
BENCHMARK_CAPTURE(bench_tokenize, russian_many, russian, kManyWords)->Name("tokenize/russian/200k");
BENCHMARK_CAPTURE(bench_tokenize, chinese_tiny, chinese, kTinyWords)->Name("tokenize/chinese/tiny");
BENCHMARK_CAPTURE(bench_tokenize, chinese_many, chinese, kManyWords / 10)->Name("tokenize/chinese/20k");
BENCHMARK_CAPTURE(bench_normalize_dirty, tiny, kTinyWords)->Name("normalize/dirty/tiny");
BENCHMARK_CAPTURE(bench_normalize_dirty, many, kManyWords)->Name("normalize/dirty/200k");
BENCHMARK_CAPTURE(bench_fold, tiny, kTinyWords)->Name("fold/tiny");
BENCHMARK_CAPTURE(bench_fold, many, kManyWords)->Name("fold/200k");
BENCHMARK_CAPTURE(bench_stems, tiny, kTinyWords)->Name("stems/tiny");
BENCHMARK_CAPTURE(bench_stems, many, kManyWords)->Name("stems/200k");

}  // namespace
}  // namespace newshound
