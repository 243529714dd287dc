// What the C++ programs of this comparison share: articles and queries in, and the conversation with run.py. An engine is a
// function from a query and a way of asking to a number of hits; this measures it. The conversation, a line of JSON for each line
// of standard input:
//   pass MODE              every query once: {"us": [CPU microseconds of the thread, by query], "found": hits in all}
//   load MODE THREADS S    for S seconds on THREADS threads: {"answers", "wall_s", "cpu_s"}
//   totals                 {"totals": [exact number of matches, by query]}
// MODE: top10, snippets, page, newest, facets; what they mean: README.md. Times are those of the thread, so that whoever else
// computes on the machine stays out of them as far as that can be.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace newshound::comparison {

struct BenchArticle {
  std::string id, url, title, body, published, outlet;
  std::vector<std::string> topics;
};

struct BenchQuery {
  std::string kind, prefix;
  bool any_term = false;  // of `terms`; else all
  std::vector<std::string> terms, phrase, must, any, none;
  std::string from, to, outlet, topic;  // empty: no filter; days
};

// Calls f for each line of a JSON Lines file; throws std::runtime_error for one that isn't JSON.
void for_each_article(const std::string& corpus, const std::function<void(const BenchArticle&)>& f);
[[nodiscard]] std::vector<BenchQuery> read_queries(const std::string& file);

// One thread's access to an index.
class EngineThread {
 public:
  virtual ~EngineThread() = default;
  // Answers query `number` in the way `mode`; the number of hits that were given, or of matches where there are none.
  virtual std::size_t answer(std::size_t number, std::string_view mode) = 0;
  // What must be done before each query of a mode, outside of its time.
  virtual void prepare(std::string_view /*mode*/) {}
  virtual std::uint64_t total(std::size_t number) = 0;
};

using MakeThread = std::function<std::unique_ptr<EngineThread>(unsigned thread)>;

// Answers standard input until its end. Returns the exit code.
int converse(std::size_t queries, const MakeThread& make);

// An engine whose index is made here, too.
struct OwnIndexEngine {
  std::string_view program;
  std::function<void(const std::string& corpus, const std::string& folder)> index;
  std::function<std::unique_ptr<EngineThread>(const std::vector<BenchQuery>& queries, const std::string& folder)> open;
};
// The main program of one: "index CORPUS DIR" or "serve DIR QUERIES.jsonl". Returns the exit code.
int run_adapter(const OwnIndexEngine& engine, int argc, char** argv);

}  // namespace newshound::comparison
