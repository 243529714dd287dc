#include "searchd/worker_pool.h"

#include <atomic>
#include <future>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace newshound {
namespace {

TEST(WorkerPoolTest, RefusesWhatTheQueueCannotHold) {
  for (const std::size_t limit : {0u, 1u, 3u}) {
    WorkerPool pool(2, limit);
    std::promise<void> open;
    const std::shared_future<void> opened = open.get_future().share();
    std::promise<void> begun[2];
    for (std::promise<void>& worker_begun : begun) {
      // With no queue at all a job is taken only once a thread waits for it.
      while (!pool.submit([&worker_begun, opened](unsigned) {
        worker_begun.set_value();
        opened.wait();
      }))
        std::this_thread::yield();
      worker_begun.get_future().wait();
    }
    std::atomic<std::size_t> done = 0;
    for (std::size_t i = 0; i < limit; ++i) EXPECT_TRUE(pool.submit([&done](unsigned) { ++done; })) << i << " of " << limit;
    EXPECT_FALSE(pool.submit([&done](unsigned) { ++done; })) << limit;
    EXPECT_FALSE(pool.submit([&done](unsigned) { ++done; })) << limit;
    EXPECT_EQ(done, 0u);
    open.set_value();
    // Room again, as soon as the waiting ones have begun.
    std::promise<void> last;
    while (!pool.submit([&last](unsigned) { last.set_value(); })) std::this_thread::yield();
    last.get_future().wait();
  }
}

TEST(WorkerPoolTest, FinishesWhatIsQueuedBeforeItEnds) {
  std::atomic<int> done = 0;
  {
    WorkerPool pool(3, 1000);
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(pool.submit([&done](unsigned) { ++done; }));
  }
  EXPECT_EQ(done, 500);
}

TEST(WorkerPoolTest, DropsWhatWaitsWhenToldTo) {
  std::atomic<int> done = 0;
  {
    WorkerPool pool(1, 1000);
    std::promise<void> begun, open;
    ASSERT_TRUE(pool.submit([&](unsigned) {
      begun.set_value();
      open.get_future().wait();
    }));
    begun.get_future().wait();
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(pool.submit([&done](unsigned) { ++done; }));
    pool.drop_waiting();
    ASSERT_TRUE(pool.submit([&done](unsigned) { done += 100; }));
    open.set_value();
  }
  EXPECT_EQ(done, 100);
}

TEST(WorkerPoolTest, TellsEachJobWhichWorkerRunsIt) {
  constexpr unsigned kWorkers = 4;
  std::mutex mutex;
  std::set<unsigned> seen;
  std::promise<void> all;
  {
    WorkerPool pool(kWorkers, 100);
    const std::shared_future<void> every = all.get_future().share();
    for (unsigned i = 0; i < kWorkers; ++i) {
      ASSERT_TRUE(pool.submit([&, every](unsigned worker) {
        {
          const std::lock_guard lock(mutex);
          seen.insert(worker);
          if (seen.size() == kWorkers) all.set_value();
        }
        every.wait();  // so that each worker has exactly one
      }));
    }
  }
  EXPECT_EQ(seen, (std::set<unsigned>{0, 1, 2, 3}));
}

TEST(WorkerPoolTest, LosesNoJobOfManySubmitters) {
  std::atomic<int> done = 0, refused = 0;
  {
    WorkerPool pool(2, 8);
    std::vector<std::thread> submitters;
    for (int t = 0; t < 4; ++t) {
      submitters.emplace_back([&] {
        for (int i = 0; i < 2000; ++i)
          if (!pool.submit([&done](unsigned) { ++done; })) ++refused;
      });
    }
    for (std::thread& submitter : submitters) submitter.join();
  }
  EXPECT_EQ(done + refused, 8000);
}

}  // namespace
}  // namespace newshound
