// What happens to the documents of a segment that a plan found: those that may be seen and pass the request's filters stay, and
// facets and statistics are counted on the way. Column by column, so that each loop reads one array. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/article_dates.h"
#include "query/document_set.h"
#include "query/matcher.h"
#include "query/published_range.h"
#include "query/request.h"
#include "query/value_filters.h"
#include "storage/snapshot.h"

namespace newshound {

class SegmentPass {
 public:
  SegmentPass(const SegmentView& view, const SearchRequest& request);

  // Leaves in `set` what passes everything; adds counts to `result`, but for days.
  void run(DocumentSet& set, MatchResult& result);

 private:
  // Documents that fail one filter alone: they count for that filter's own facet in disjunctive mode.
  struct Nearly {
    std::uint64_t filter;  // its bit
    std::vector<std::uint32_t> documents;
  };

  [[nodiscard]] bool is_in_time(std::uint32_t document) const { return dates_.within(asked_, document); }
  void drop_hidden(DocumentSet& set) const;
  void keep_in_time(DocumentSet& set) const;
  void apply_filters(DocumentSet& set, MatchResult& result);
  void apply_value_filters(DocumentSet& set);
  void add_published(std::span<const std::uint32_t> documents, PublishedStats& stats) const;
  void count_facet(Field field, bool disjunctive, std::span<const std::uint32_t> documents, ValueCounts& counts) const;

  const SegmentView& view_;
  const SearchRequest& request_;
  ValueFilters filters_;
  ArticleDates dates_;
  PublishedRange asked_;
  std::vector<Nearly> nearly_;
};

}  // namespace newshound
