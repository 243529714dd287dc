#include "searchd/metrics.h"

#include <array>
#include <map>
#include <mutex>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace newshound {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

// Seconds: from a cached answer to the usual deadline.
const prometheus::Histogram::BucketBoundaries kLatencies = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                            0.025,  0.05,    0.1,    0.25,  0.5,    1,     10};

constexpr std::array<std::string_view, 4> kCacheResults = {"hit", "miss", "shared", "not_modified"};

}  // namespace

struct Metrics::State {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Histogram>& latency = BuildHistogram()
                                                           .Name("newshound_http_request_duration_seconds")
                                                           .Help("From the end of a request's header to its answer, by route.")
                                                           .Register(registry);
  prometheus::Family<prometheus::Counter>& requests =
      BuildCounter().Name("newshound_http_requests_total").Help("Requests answered, by route and status.").Register(registry);
  prometheus::Family<prometheus::Counter>& cache = BuildCounter()
                                                       .Name("newshound_cache_requests_total")
                                                       .Help("Requests to cached routes, by what the cache had.")
                                                       .Register(registry);
  std::array<prometheus::Counter*, 4> cache_results{};
  prometheus::Counter& refused =
      BuildCounter().Name("newshound_connections_refused_total").Help("Connections over a limit.").Register(registry).Add({});
  prometheus::Counter& overload = BuildCounter()
                                      .Name("newshound_requests_refused_total")
                                      .Help("Requests answered 503 because too many were waiting.")
                                      .Register(registry)
                                      .Add({});
  prometheus::Counter& deadline = BuildCounter()
                                      .Name("newshound_requests_stopped_total")
                                      .Help("Requests stopped at their deadline.")
                                      .Register(registry)
                                      .Add({});
  prometheus::Histogram& wait = BuildHistogram()
                                    .Name("newshound_queue_wait_seconds")
                                    .Help("Time that a request waited for a worker.")
                                    .Register(registry)
                                    .Add({}, kLatencies);
  std::map<std::string, prometheus::Histogram*, std::less<>> latencies;
  std::map<std::pair<std::string, unsigned>, prometheus::Counter*, std::less<>> counters;
  std::mutex mutex;  // of the two maps

  State() {
    for (std::size_t i = 0; i < kCacheResults.size(); ++i)
      cache_results[i] = &cache.Add({{"result", std::string(kCacheResults[i])}});
  }

  void set(const char* name, const char* help, double value) {
    BuildGauge().Name(name).Help(help).Register(registry).Add({}).Set(value);
  }
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view route, unsigned status, double seconds) {
  prometheus::Histogram* latency = nullptr;
  prometheus::Counter* counter = nullptr;
  {
    const std::lock_guard lock(state_->mutex);
    auto of_route = state_->latencies.find(route);
    if (of_route == state_->latencies.end()) {
      const std::string name(route);
      of_route = state_->latencies.emplace(name, &state_->latency.Add({{"route", name}}, kLatencies)).first;
    }
    latency = of_route->second;
    auto& of_status = state_->counters[{of_route->first, status}];
    if (of_status == nullptr) of_status = &state_->requests.Add({{"route", of_route->first}, {"status", std::to_string(status)}});
    counter = of_status;
  }
  latency->Observe(seconds);
  counter->Increment();
}

void Metrics::count_cache(CacheResult result) { state_->cache_results[static_cast<std::size_t>(result)]->Increment(); }
void Metrics::count_refused_connection() { state_->refused.Increment(); }
void Metrics::count_overload() { state_->overload.Increment(); }
void Metrics::count_deadline() { state_->deadline.Increment(); }
void Metrics::observe_wait(double seconds) { state_->wait.Observe(seconds); }

std::string Metrics::text(const Gauges& gauges) {
  State& state = *state_;
  state.set("newshound_connections", "Open connections.", static_cast<double>(gauges.connections));
  state.set("newshound_queue_requests", "Requests that wait for a worker.", static_cast<double>(gauges.waiting));
  state.set("newshound_cache_bytes", "Bytes of answers kept.", static_cast<double>(gauges.cache_bytes));
  state.set("newshound_cache_answers", "Answers kept.", static_cast<double>(gauges.cache_answers));
  state.set("newshound_posting_cache_bytes", "Bytes of decoded postings kept.", static_cast<double>(gauges.posting_bytes));
  state.set("newshound_index_generation", "Generation that is served.", static_cast<double>(gauges.generation));
  state.set("newshound_index_articles", "Articles in it that aren't deleted.", static_cast<double>(gauges.articles));
  state.set("newshound_index_segments", "Its segments.", static_cast<double>(gauges.segments));
  state.set("newshound_index_age_seconds", "Since this generation was opened.", gauges.index_age_seconds);
  return prometheus::TextSerializer().Serialize(state.registry.Collect());
}

}  // namespace newshound
