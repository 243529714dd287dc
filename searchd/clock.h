// The wall clock of the daemon. Any thread.
#pragma once

#include <chrono>
#include <cstdint>

namespace newshound {

// Seconds since 1970, UTC.
[[nodiscard]] inline std::int64_t now_utc() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace newshound
