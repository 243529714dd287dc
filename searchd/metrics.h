// What Prometheus reads at /metrics: names as its conventions have them, base units, and never a query, an address or a key.
// Counting: any thread. text() collects.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace newshound {

// The state of the moment, filled when it is asked for.
struct Gauges {
  std::size_t connections = 0, waiting = 0, cache_bytes = 0, cache_answers = 0, posting_bytes = 0;
  std::uint64_t generation = 0, articles = 0, segments = 0;
  double index_age_seconds = 0;  // since the generation was opened
};

enum class CacheResult : unsigned char { kHit, kMiss, kShared, kNotModified };  // kShared: waited for an equal request in flight

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // `route`: a label of searchd/router.h.
  void count_request(std::string_view route, unsigned status, double seconds);
  void count_cache(CacheResult result);
  void count_refused_connection();
  void count_overload();              // 503 because of a full queue
  void count_deadline();              // work that was stopped
  void observe_wait(double seconds);  // in the queue

  // Text format 0.0.4.
  [[nodiscard]] std::string text(const Gauges& gauges);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newshound
