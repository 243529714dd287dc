// The archive as a whole, as every page tells it below: made by one search over all of it, and kept as long as it is true.
// ArchiveSummaries: any number of threads.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "query/searcher.h"
#include "schemas/moment.h"

namespace newshound {

struct ArchiveSummary {
  std::uint64_t articles = 0, outlets = 0;  // those that may be seen
  Moment latest;                            // publication of the newest; undated if there is none
};

class ArchiveSummaries {
 public:
  // What `searcher` sees at `now_utc`, of which `epoch` is ServedIndex::epoch(). Throws what a search throws.
  [[nodiscard]] ArchiveSummary of(Searcher& searcher, std::int64_t now_utc, std::uint64_t epoch);

 private:
  struct Kept {
    std::uint64_t generation = 0, epoch = 0;
    ArchiveSummary summary;
  };
  std::mutex mutex_;
  std::optional<Kept> kept_;  // of the newest generation that was asked for
};

}  // namespace newshound
