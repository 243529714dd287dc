// Follows an index: holds the snapshot that new requests use and replaces it within a second of a commit. Opening happens on its
// own thread; requests that run keep the snapshot they began with. If a newer generation can't be opened, the old one goes on
// serving and a log line says why. Any thread may call current().
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "storage/snapshot.h"

namespace newshound {

class IndexWatcher {
 public:
  // Opens the index with `workers` sets of handles; throws IndexError if that fails. Looks for a newer generation each
  // `interval`.
  IndexWatcher(std::filesystem::path index, unsigned workers, std::chrono::milliseconds interval);
  ~IndexWatcher();
  IndexWatcher(const IndexWatcher&) = delete;
  IndexWatcher& operator=(const IndexWatcher&) = delete;

  [[nodiscard]] std::shared_ptr<const Snapshot> current() const;

 private:
  void watch(std::chrono::milliseconds interval);
  void refresh();

  const std::filesystem::path index_;
  const unsigned workers_;
  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::shared_ptr<const Snapshot> snapshot_;
  std::string last_failure_;
  std::thread thread_;
};

}  // namespace newshound
