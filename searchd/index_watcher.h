// Follows an index: holds the generation that new requests use and replaces it within a second of a commit. Opening happens on
// its own thread; requests that run keep the generation they began with. If a newer one can't be opened, the old one goes on
// serving and a log line says why. Generations that cursors name live on for a while. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "searchd/served_index.h"

namespace newshound {

inline constexpr std::size_t kMaxHeldGenerations = 64;

class IndexWatcher {
 public:
  // Opens the index with `workers` sets of handles; throws IndexError if that fails. Looks for a newer generation each
  // `interval`.
  IndexWatcher(std::filesystem::path index, unsigned workers, std::chrono::milliseconds interval);
  ~IndexWatcher();
  IndexWatcher(const IndexWatcher&) = delete;
  IndexWatcher& operator=(const IndexWatcher&) = delete;

  [[nodiscard]] std::shared_ptr<const ServedIndex> current() const;
  // That generation, if it is the current one or held; null otherwise.
  [[nodiscard]] std::shared_ptr<const ServedIndex> find(std::uint64_t generation) const;
  // A cursor names it: it lives on until `duration` from now.
  void hold(std::uint64_t generation, std::chrono::milliseconds duration);
  // Seconds since the current generation was opened.
  [[nodiscard]] double age_seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Held {
    std::shared_ptr<const ServedIndex> index;  // null until it is replaced
    std::uint64_t generation = 0;
    Clock::time_point until;
  };

  void watch(std::chrono::milliseconds interval);
  void refresh();
  void replace(std::shared_ptr<const ServedIndex> next);
  void drop_expired();

  const std::filesystem::path index_;
  const unsigned workers_;
  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::shared_ptr<const ServedIndex> served_;
  Clock::time_point opened_;
  std::list<Held> held_;  // oldest first
  std::string last_failure_;
  std::thread thread_;
};

}  // namespace newshound
