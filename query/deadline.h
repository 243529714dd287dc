// The time by which a thread must be done with what it works on: a request past it stops instead of keeping a worker from others.
// Set for a scope, looked at in every loop whose length the index decides. Thread-local, as a worker does one thing at a time and
// the loops lie deep in the matcher.
#pragma once

#include <chrono>
#include <stdexcept>

namespace newshound {

struct DeadlinePassed : std::runtime_error {
  DeadlinePassed() : std::runtime_error("the search took too long") {}
};

class DeadlineScope {
 public:
  explicit DeadlineScope(std::chrono::steady_clock::time_point deadline);
  ~DeadlineScope();
  DeadlineScope(const DeadlineScope&) = delete;
  DeadlineScope& operator=(const DeadlineScope&) = delete;

 private:
  std::chrono::steady_clock::time_point before_;
};

// Throws DeadlinePassed if this thread's deadline has passed; without one, never. About 25 ns: call it for a thousand postings,
// or for a document that is read.
void check_deadline();

}  // namespace newshound
