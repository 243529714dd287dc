// Answers a second by kind of query: ten hits with snippets and three facets. Words are taken from the articles, so every query
// has hits.
#include <functional>

#include <benchmark/benchmark.h>

#include "analysis/tokenizer.h"
#include "bench/generated_index.h"
#include "query/searcher.h"

namespace newshound {
namespace {

constexpr std::int64_t kNow = 1767225600;

// The words of an article's title, as a query of each kind.
std::string query_of(const Article& article, const std::string& kind) {
  std::vector<std::string> words;
  Tokenizer tokenizer(article.title);
  Token token;
  while (tokenizer.next(token)) words.emplace_back(token.form);
  if (words.size() < 2) return words.empty() ? "" : words[0];
  if (kind == "phrase") return "\"" + words[0] + " " + words[1] + "\"";
  if (kind == "either") return words[0] + " OR " + words[1];
  if (kind == "prefix") return words[0].size() < 3 ? words[0] : words[0].substr(0, 3) + "*";
  return words[0] + " " + words[1];
}

void BM_Search(benchmark::State& state, const std::string& kind, std::size_t count) {
  const auto articles = generated_articles(count);
  const TemporaryIndex index;
  index.build(articles);
  Searcher searcher(Snapshot::open(index.path(), 1), 0);
  SearchRequest request;
  request.now_utc = kNow;
  request.sort = Sort::kRelevance;
  request.facets = {Field::kOutlet, Field::kTopic, Field::kLanguage};
  std::size_t next = 0;
  for (auto _ : state) {
    request.q = query_of(articles[next++ % articles.size()], kind);
    const auto answer = searcher.search(request);
    if (!answer || answer->total == 0 || answer->hits.empty())
      state.SkipWithError("a query made of an article's title found nothing");
  }
}

const bool registered = [] {
  for (const char* kind : {"words", "phrase", "either", "prefix"}) {
    benchmark::RegisterBenchmark((std::string(kind) + "/tiny").c_str(), BM_Search, kind, 50);
    benchmark::RegisterBenchmark((std::string(kind) + "/5000").c_str(), BM_Search, kind, 5000)->Unit(benchmark::kMicrosecond);
  }
  return true;
}();

}  // namespace
}  // namespace newshound
