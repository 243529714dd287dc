// The interface of both matchers: a plan and a request in, ranked documents, the exact total and all counts out.
// Hidden and deleted documents never count. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "query/plan.h"
#include "query/published_stats.h"
#include "query/ranking.h"
#include "query/request.h"

namespace newshound {

struct RankedDocument {
  std::uint32_t segment = 0;  // place in the snapshot
  std::uint32_t document = 0;
  double score = 0;  // as sorted by; 0 for date orders
  std::int64_t published = kUndated;
  std::uint64_t id_hash = 0;
};

// Articles by folded value. The texts are views: of the snapshot's columns, or of what was given to own().
struct ValueCounts {
  struct Value {
    std::string_view folded;
    std::string_view display;  // the spelling of the segment where the most articles have it
    std::uint64_t count = 0;
    std::uint64_t display_count = 0;  // articles behind `display`
  };
  std::vector<Value> values;     // sorted by folded
  std::uint64_t with_value = 0;  // articles that have one or more
  std::uint64_t missing = 0;     // articles that have none

  // Adds the counts of another segment, sorted by folded.
  void merge(std::vector<Value>&& others);
  // Keeps a text as long as the counts live.
  [[nodiscard]] std::string_view own(std::string text);

 private:
  std::vector<std::unique_ptr<const std::string>> owned_;
};

struct MatchResult {
  std::uint64_t total = 0;
  std::uint64_t ahead = 0;                               // of them behind the cursor of a date order; all without one
  std::vector<RankedDocument> ranked;                    // the first `top` in the order of the request
  std::vector<ValueCounts> facets;                       // by place in request.facets
  std::vector<ValueCounts> open_facets;                  // by place in request.open_facets
  PublishedStats published_stats, open_published_stats;  // if asked for
  // If a histogram is asked for: the first day of each of its buckets that has articles, as its number since 1970-01-01 in the
  // request's zone -> articles
  std::map<std::int64_t, std::uint64_t> days;
  std::uint64_t undated = 0;  // likewise
};

struct RankOptions {
  Sort sort = Sort::kBest;  // as resolved: an empty query is sorted newest
  std::size_t top = 10;     // how many ranked documents are wanted, from the first on
  Recency recency = {};     // kBest: strength 0 where the query asks for a date
  bool any_order = false;   // orders by score: these documents, but not in order, for who sorts them anew
};

class Matcher {
 public:
  virtual ~Matcher() = default;
  [[nodiscard]] virtual MatchResult match(const PlanNode& plan, const SearchRequest& request, const RankOptions& options) = 0;
};

// Whether `a` comes before `b`: by score (best, relevance) or date, then newest first, then id hash. Undated ones are last in
// both date orders.
[[nodiscard]] bool ranks_before(const RankedDocument& a, const RankedDocument& b, Sort sort);

}  // namespace newshound
