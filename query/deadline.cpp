#include "query/deadline.h"

namespace newshound {
namespace {

using Clock = std::chrono::steady_clock;
constexpr Clock::time_point kNone = Clock::time_point::max();
thread_local Clock::time_point deadline_of_thread = kNone;

}  // namespace

DeadlineScope::DeadlineScope(Clock::time_point deadline) : before_(deadline_of_thread) { deadline_of_thread = deadline; }
DeadlineScope::~DeadlineScope() { deadline_of_thread = before_; }

void check_deadline() {
  if (deadline_of_thread != kNone && Clock::now() > deadline_of_thread) throw DeadlinePassed();
}

}  // namespace newshound
