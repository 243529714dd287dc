#include "searchd/index_watcher.h"

#include <exception>
#include <utility>

#include <spdlog/spdlog.h>

#include "storage/catalog.h"

namespace newshound {

IndexWatcher::IndexWatcher(std::filesystem::path index, unsigned workers, std::chrono::milliseconds interval)
    : index_(std::move(index)), workers_(workers), snapshot_(Snapshot::open(index_, workers_)) {
  thread_ = std::thread([this, interval] { watch(interval); });
}

IndexWatcher::~IndexWatcher() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

std::shared_ptr<const Snapshot> IndexWatcher::current() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

void IndexWatcher::watch(std::chrono::milliseconds interval) {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, interval, [this] { return stopping_; })) {
    lock.unlock();
    refresh();
    lock.lock();
  }
}

void IndexWatcher::refresh() {
  const auto before = current();
  try {
    if (newest_generation(index_) <= before->generation()) return;
    auto next = Snapshot::open(index_, workers_, before);
    spdlog::info("generation {} with {} articles replaces generation {}", next->generation(), next->articles(),
                 before->generation());
    const std::lock_guard lock(mutex_);
    snapshot_ = std::move(next);
    last_failure_.clear();
  } catch (const std::exception& error) {       // damage, permissions, memory: the old generation is still good
    if (last_failure_ == error.what()) return;  // said once
    last_failure_ = error.what();
    spdlog::error("a newer generation can't be opened, generation {} goes on serving: {}", before->generation(), error.what());
  }
}

}  // namespace newshound
