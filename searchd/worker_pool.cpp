#include "searchd/worker_pool.h"

#include <utility>

namespace newshound {

WorkerPool::WorkerPool(unsigned workers, std::size_t queue_limit) : queue_limit_(queue_limit) {
  for (unsigned worker = 0; worker < workers; ++worker) threads_.emplace_back([this, worker] { work(worker); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    // A job that an idle thread will take at once isn't waiting.
    if (queue_.size() >= queue_limit_ + idle_) return false;
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

std::size_t WorkerPool::waiting() {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void WorkerPool::set_queue_limit(std::size_t limit) {
  const std::lock_guard lock(mutex_);
  queue_limit_ = limit;
}

void WorkerPool::drop_waiting() {
  std::deque<Job> dropped;  // destroyed without the lock: what a job holds may do anything when it goes
  const std::lock_guard lock(mutex_);
  dropped.swap(queue_);
}

void WorkerPool::work(unsigned worker) {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    --idle_;
    if (queue_.empty()) return;
    Job job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    job(worker);
    job = nullptr;
    lock.lock();
  }
}

}  // namespace newshound
