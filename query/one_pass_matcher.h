// The matcher: evaluates the plan segment by segment, then ranks, counts, and fills facets and histogram in one pass over what
// matched. Postings come from the snapshot's cache, everything else from the columns. One thread.
#pragma once

#include <memory>

#include "query/matcher.h"
#include "query/score_sheet.h"
#include "storage/snapshot.h"

namespace newshound {

class OnePassMatcher : public Matcher {
 public:
  OnePassMatcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker);
  [[nodiscard]] MatchResult match(const PlanNode& plan, const SearchRequest& request, const RankOptions& options) override;

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  unsigned worker_;
  ScoreSheet sheet_;
};

}  // namespace newshound
