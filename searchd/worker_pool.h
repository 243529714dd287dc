// The threads that search, behind a bounded queue. The I/O thread submits and never waits. Any thread may submit.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace newshound {

class WorkerPool {
 public:
  using Job = std::function<void(unsigned worker)>;  // worker: 0 … workers - 1; must not throw

  WorkerPool(unsigned workers, std::size_t queue_limit);
  ~WorkerPool();  // finishes what is queued, then joins
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False, and nothing happens, if `queue_limit` jobs are waiting already.
  [[nodiscard]] bool submit(Job job);
  // Jobs that wait.
  [[nodiscard]] std::size_t waiting();
  void set_queue_limit(std::size_t limit);
  // Throws away the jobs that no worker has begun.
  void drop_waiting();

 private:
  void work(unsigned worker);

  std::mutex mutex_;
  std::size_t queue_limit_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace newshound
