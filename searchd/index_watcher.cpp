#include "searchd/index_watcher.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <spdlog/spdlog.h>

#include "storage/catalog.h"

namespace newshound {

IndexWatcher::IndexWatcher(std::filesystem::path index, unsigned workers, std::chrono::milliseconds interval)
    : index_(std::move(index)), workers_(workers), served_(serve_index(Snapshot::open(index_, workers_))), opened_(Clock::now()) {
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

std::shared_ptr<const ServedIndex> IndexWatcher::current() const {
  const std::lock_guard lock(mutex_);
  return served_;
}

double IndexWatcher::age_seconds() const {
  const std::lock_guard lock(mutex_);
  return std::chrono::duration<double>(Clock::now() - opened_).count();
}

std::shared_ptr<const ServedIndex> IndexWatcher::find(std::uint64_t generation) const {
  const std::lock_guard lock(mutex_);
  if (served_->snapshot->generation() == generation) return served_;
  const auto held = std::find_if(held_.begin(), held_.end(), [&](const Held& h) { return h.generation == generation; });
  return held == held_.end() || held->until < Clock::now() ? nullptr : held->index;
}

void IndexWatcher::hold(std::uint64_t generation, std::chrono::milliseconds duration) {
  const std::lock_guard lock(mutex_);
  const auto held = std::find_if(held_.begin(), held_.end(), [&](const Held& h) { return h.generation == generation; });
  const auto until = Clock::now() + duration;
  if (held != held_.end()) {
    held->until = until;
  } else if (served_->snapshot->generation() == generation) {
    held_.push_back({nullptr, generation, until});
  }
}

void IndexWatcher::watch(std::chrono::milliseconds interval) {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, interval, [this] { return stopping_; })) {
    lock.unlock();
    refresh();
    drop_expired();
    lock.lock();
  }
}

void IndexWatcher::refresh() {
  const auto before = current()->snapshot;
  try {
    if (newest_generation(index_) <= before->generation()) return;
    auto next = serve_index(Snapshot::open(index_, workers_, before));
    spdlog::info("generation {} with {} articles replaces generation {}", next->snapshot->generation(),
                 next->snapshot->articles(), before->generation());
    replace(std::move(next));
  } catch (const std::exception& error) {       // damage, permissions, memory: the old generation is still good
    if (last_failure_ == error.what()) return;  // said once
    last_failure_ = error.what();
    spdlog::error("a newer generation can't be opened, generation {} goes on serving: {}", before->generation(), error.what());
  }
}

void IndexWatcher::replace(std::shared_ptr<const ServedIndex> next) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t generation = served_->snapshot->generation();
  for (Held& held : held_)
    if (held.generation == generation) held.index = served_;
  served_ = std::move(next);
  opened_ = Clock::now();
  last_failure_.clear();
}

void IndexWatcher::drop_expired() {
  std::list<Held> dropped;  // closed without the lock
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  for (auto held = held_.begin(); held != held_.end();) {
    const auto next = std::next(held);
    if (held->until < now || held_.size() > kMaxHeldGenerations) dropped.splice(dropped.end(), held_, held);
    held = next;
  }
}

}  // namespace newshound
