// Articles a second: parsed from JSON, and built into a durable index.
#include <benchmark/benchmark.h>

#include "bench/generated_index.h"

namespace newshound {
namespace {

void BM_Parse(benchmark::State& state) {
  const auto lines = generated_lines(static_cast<std::size_t>(state.range(0)));
  ArticleParser parser({"en", 1767225600});
  std::size_t bytes = 0;
  for (auto _ : state)
    for (const std::string& line : lines) {
      if (!parser.parse(line).article) state.SkipWithError("an article was rejected");
      bytes += line.size();
    }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(BM_Parse)->Name("parse/tiny")->Arg(20);
BENCHMARK(BM_Parse)->Name("parse/2000")->Arg(2000);

void BM_Build(benchmark::State& state) {
  const auto articles = generated_articles(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    const TemporaryIndex index;
    if (index.build(articles).documents != articles.size()) state.SkipWithError("articles are missing");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Build)->Name("build/tiny")->Arg(20)->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Build)->Name("build/5000")->Arg(5000)->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newshound
