#include "bench/compare/adapter.h"

#include <atomic>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace newshound::comparison {
namespace {

using nlohmann::json;

constexpr unsigned kMostThreads = 64;

double seconds(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

void take_text(simdjson::dom::object object, const char* name, std::string& out) {
  std::string_view text;
  out.clear();
  if (object[name].get(text) == simdjson::SUCCESS) out = text;
}

std::string text_of(const json& object, const char* name) { return object.value(name, std::string()); }

std::vector<std::string> list_of(const json& object, const char* name) { return object.value(name, std::vector<std::string>()); }

json run_pass(EngineThread& thread, std::size_t queries, std::string_view mode) {
  std::vector<double> times(queries);
  std::size_t found = 0;
  for (std::size_t q = 0; q < queries; ++q) {
    thread.prepare(mode);
    const double begin = seconds(CLOCK_THREAD_CPUTIME_ID);
    found += thread.answer(q, mode);
    times[q] = (seconds(CLOCK_THREAD_CPUTIME_ID) - begin) * 1e6;
  }
  return {{"us", times}, {"found", found}};
}

json run_load(std::vector<std::unique_ptr<EngineThread>>& engines, std::size_t queries, const std::string& mode, unsigned count,
              double length) {
  std::atomic<std::uint64_t> answers{0};
  const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), begin = seconds(CLOCK_MONOTONIC);
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < count; ++t)
    threads.emplace_back([&, t] {
      std::uint64_t done = 0;
      for (std::size_t q = t * queries / count; seconds(CLOCK_MONOTONIC) - begin < length; ++q, ++done)
        engines[t]->answer(q % queries, mode);
      answers += done;
    });
  for (std::thread& thread : threads) thread.join();
  return {{"answers", answers.load()},
          {"wall_s", seconds(CLOCK_MONOTONIC) - begin},
          {"cpu_s", seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu}};
}

}  // namespace

void for_each_article(const std::string& corpus, const std::function<void(const BenchArticle&)>& f) {
  std::ifstream in(corpus, std::ios::binary);
  if (!in) throw std::runtime_error(corpus + ": can't be read");
  simdjson::dom::parser parser;
  BenchArticle article;
  for (std::string line; std::getline(in, line);) {
    simdjson::dom::object object;
    if (parser.parse(line).get(object) != simdjson::SUCCESS) throw std::runtime_error(corpus + ": a line isn't a JSON object");
    take_text(object, "id", article.id);
    take_text(object, "url", article.url);
    take_text(object, "title", article.title);
    take_text(object, "body", article.body);
    take_text(object, "published", article.published);
    take_text(object, "outlet", article.outlet);
    article.topics.clear();
    simdjson::dom::array topics;
    std::string_view topic;
    if (object["topics"].get(topics) == simdjson::SUCCESS)
      for (const simdjson::dom::element element : topics)
        if (element.get(topic) == simdjson::SUCCESS) article.topics.emplace_back(topic);
    f(article);
  }
}

std::vector<BenchQuery> read_queries(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file + ": can't be read");
  std::vector<BenchQuery> queries;
  for (std::string line; std::getline(in, line);) {
    const json object = json::parse(line);
    const json filter = object.value("filter", json::object());
    queries.push_back({text_of(object, "kind"), text_of(object, "prefix"), text_of(object, "op") == "or",
                       list_of(object, "terms"), list_of(object, "phrase"), list_of(object, "must"), list_of(object, "any"),
                       list_of(object, "not"), text_of(filter, "from"), text_of(filter, "to"), text_of(filter, "outlet"),
                       text_of(filter, "topic")});
  }
  return queries;
}

int converse(std::size_t queries, const MakeThread& make) {
  std::vector<std::unique_ptr<EngineThread>> threads;
  const auto open = [&](unsigned count) {
    while (threads.size() < count) threads.push_back(make(static_cast<unsigned>(threads.size())));
  };
  open(1);
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string command, mode;
    words >> command >> mode;
    json reply;
    if (command == "pass") {
      reply = run_pass(*threads[0], queries, mode);
    } else if (command == "load") {
      unsigned count = 1;
      double length = 1;
      words >> count >> length;
      if (count == 0 || count > kMostThreads) throw std::runtime_error("an impossible number of threads: " + line);
      open(count);
      reply = run_load(threads, queries, mode, count, length);
    } else if (command == "totals") {
      std::vector<std::uint64_t> totals;
      for (std::size_t q = 0; q < queries; ++q) totals.push_back(threads[0]->total(q));
      reply = {{"totals", totals}};
    } else {
      throw std::runtime_error("unknown command: " + line);
    }
    std::cout << reply.dump() << std::endl;
  }
  return 0;
}

int run_adapter(const OwnIndexEngine& engine, int argc, char** argv) {
  const std::string command = argc == 4 ? argv[1] : "";
  if (command != "index" && command != "serve") {
    std::cerr << "usage: " << engine.program << " index CORPUS DIR | serve DIR QUERIES.jsonl\n";
    return 2;
  }
  try {
    if (command == "index") {
      engine.index(argv[2], argv[3]);
      return 0;
    }
    const std::vector<BenchQuery> queries = read_queries(argv[3]);
    return converse(queries.size(), [&](unsigned) { return engine.open(queries, argv[2]); });
  } catch (const std::exception& error) {
    std::cerr << engine.program << ": " << error.what() << '\n';
    return 2;
  }
}

}  // namespace newshound::comparison
