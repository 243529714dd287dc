// The matcher: evaluates the plan segment by segment, then ranks, counts, and fills facets and histogram in one pass over what
// matched. Postings come from the snapshot's cache, everything else from the columns. One thread.
#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "query/day_counter.h"
#include "query/matcher.h"
#include "storage/snapshot.h"

namespace newshound {

class OnePassMatcher : public Matcher {
 public:
  OnePassMatcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker);
  [[nodiscard]] MatchResult match(const PlanNode& plan, const SearchRequest& request, const RankOptions& options) override;

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  unsigned worker_;
  // Of a segment that is newest first; made when they are asked for.
  [[nodiscard]] std::span<const DocumentBucket> buckets(std::size_t segment, Interval interval);

  std::map<std::pair<std::size_t, Interval>, std::vector<DocumentBucket>> buckets_;  // by segment and interval
};

}  // namespace newshound
