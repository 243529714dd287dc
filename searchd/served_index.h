// A generation as the daemon serves it: its snapshot, and the instants at which some article of it becomes visible or stops being
// so, by which answers are kept no longer than they are true. Immutable; any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "storage/snapshot.h"

namespace newshound {

struct ServedIndex {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<std::int64_t> changes;  // embargoes and expiries, seconds UTC, sorted, each once

  // How many of them have passed: two answers of the same number see the same articles.
  [[nodiscard]] std::uint64_t epoch(std::int64_t now_utc) const;
  // The next one after now; kNever if there is none.
  [[nodiscard]] std::int64_t next_change(std::int64_t now_utc) const;

  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
};

// Reads the columns of embargoes and expiries.
[[nodiscard]] std::shared_ptr<const ServedIndex> serve_index(std::shared_ptr<const Snapshot> snapshot);

}  // namespace newshound
