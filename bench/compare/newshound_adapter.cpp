// newshound_adapter INDEX QUERIES.jsonl: Newshound in the comparison (adapter.h). The index is made by newshound-indexer. Beside
// the modes of the others it knows endings: "page:plain" without the second pass of ranking, "page:cold" with the posting cache
// emptied before each query, "top10:texts" with the stored articles, where top10 and newest alone give ids and scores.
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bench/compare/adapter.h"
#include "query/parameters.h"
#include "query/searcher.h"
#include "storage/snapshot.h"

namespace newshound::comparison {
namespace {

constexpr std::int64_t kNow = 1764000000;
constexpr unsigned kWorkers = 4;

std::string query_text(const BenchQuery& query) {
  std::vector<std::string> parts;
  if (!query.terms.empty()) parts.push_back(fmt::format("{}", fmt::join(query.terms, query.any_term ? " OR " : " ")));
  if (!query.phrase.empty()) parts.push_back(fmt::format("\"{}\"", fmt::join(query.phrase, " ")));
  for (const std::string& word : query.must) parts.push_back("+" + word);
  if (!query.any.empty()) parts.push_back(fmt::format("({})", fmt::join(query.any, " OR ")));
  for (const std::string& word : query.none) parts.push_back("-" + word);
  if (!query.prefix.empty()) parts.push_back(query.prefix + "*");
  return fmt::format("{}", fmt::join(parts, " "));
}

SearchRequest request_of(const BenchQuery& query, std::string_view mode) {
  const std::string_view way = mode.substr(0, mode.find(':'));
  const bool page = way == "page", snippets = page || way == "snippets";
  Parameters parameters = {{"q", query_text(query)},
                           {"sort", way == "newest" ? "newest" : "relevance"},
                           {"limit", way == "facets" ? "0" : "10"},
                           {"highlight.count", snippets ? "1" : "0"},
                           {"highlight.length", "200"}};
  if (page || way == "facets")
    parameters.insert(parameters.end(), {{"facets", "outlet,topic"}, {"facets.limit", "10"}, {"histogram", "month"}});
  for (const auto& [name, value] :
       {std::pair{"from", query.from}, {"to", query.to}, {"outlet", query.outlet}, {"topic", query.topic}})
    if (!value.empty()) parameters.emplace_back(name, value);
  auto request = parse_parameters(parameters, kNow, {0, 0});
  if (!request) throw std::runtime_error(request.error().message);
  request->relax = request->fuzzy = request->divide_lists = false;
  request->highlight.wanted = snippets;
  request->texts = snippets || mode.ends_with(":texts");
  return std::move(*request);
}

class NewshoundThread : public EngineThread {
 public:
  NewshoundThread(const std::vector<BenchQuery>& queries, const std::shared_ptr<const Snapshot>& snapshot, unsigned worker)
      : queries_(queries),
        snapshot_(snapshot),
        ranked_(snapshot, worker),
        plain_(snapshot, worker, Engine::kOnePass, {.profile = {}, .synonyms = {}, .rerank = false}) {}

  std::size_t answer(std::size_t number, std::string_view mode) override {
    const std::string_view way = mode.substr(0, mode.find(':'));
    Searcher& searcher = mode.ends_with(":plain") ? plain_ : ranked_;
    const auto answer = searcher.search(request_of(queries_[number], mode));
    if (!answer) throw std::runtime_error(answer.error().message);
    return way == "facets" ? answer->total : answer->hits.size();
  }
  void prepare(std::string_view mode) override {
    if (mode.ends_with(":cold")) snapshot_->posting_cache().clear();
  }
  std::uint64_t total(std::size_t number) override {
    const auto answer = ranked_.search(request_of(queries_[number], "facets"));
    if (!answer) throw std::runtime_error(answer.error().message);
    return answer->total;
  }

 private:
  const std::vector<BenchQuery>& queries_;
  std::shared_ptr<const Snapshot> snapshot_;
  Searcher ranked_, plain_;
};

int run(const std::string& index, const std::string& file) {
  const std::vector<BenchQuery> queries = read_queries(file);
  const auto snapshot = Snapshot::open(index, kWorkers);
  return converse(queries.size(), [&](unsigned thread) {
    if (thread >= kWorkers) throw std::runtime_error(fmt::format("at most {} threads", kWorkers));
    return std::make_unique<NewshoundThread>(queries, snapshot, thread);
  });
}

}  // namespace
}  // namespace newshound::comparison

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: newshound_adapter INDEX QUERIES.jsonl\n", stderr);
    return 2;
  }
  try {
    return newshound::comparison::run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "newshound_adapter: {}\n", error.what());
    return 2;
  }
}
