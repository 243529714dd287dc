// Xapian's own matcher behind the same interface, for indexes built with --positions: the oracle of the tests, and the way to
// Xapian's remote backend. Reads only what Xapian holds: terms, positions and value slots; the columns and the token store are
// never looked at. Two calls, one for the page and one for the counts: in 1.4 a MatchSpy counts wrongly beside a sort by value
// over remote shards. One thread.
#pragma once

#include <memory>

#include "query/matcher.h"
#include "storage/snapshot.h"

namespace newshound {

class XapianMatcher : public Matcher {
 public:
  // Throws IndexError(kIncompatible) if the index has no positions.
  XapianMatcher(std::shared_ptr<const Snapshot> snapshot, unsigned worker);
  ~XapianMatcher() override;
  [[nodiscard]] MatchResult match(const PlanNode& plan, const SearchRequest& request, const RankOptions& options) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newshound
