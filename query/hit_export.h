// All hits of a search as JSON Lines, CSV or ids, in date order, part by part: memory is that of one part, however many hits
// there are. Each part goes on behind the last one by a cursor, on one snapshot, so that nothing is twice and nothing is lost.
// One thread at a time; a part may be made by another worker than the one before, on the same snapshot.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/request.h"
#include "query/searcher.h"

namespace newshound {

enum class ExportFormat : unsigned char { kJsonLines, kCsv, kIds };

class HitExport {
 public:
  // `request`: its limit and page don't matter; newest first unless it says oldest. `full_bodies`: also of articles that aren't
  // free.
  HitExport(SearchRequest request, ExportFormat format, bool full_bodies);

  // Appends the next part to `out`; false if it was the last one. An Error only for the first: a bad query.
  [[nodiscard]] Result<bool> next(Searcher& searcher, std::string& out);
  // Hits in all; known after the first part.
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  void append(Hit& hit, std::string& out) const;

  SearchRequest request_;
  ExportFormat format_;
  bool full_bodies_;
  std::vector<std::string> columns_;  // kCsv
  std::uint64_t total_ = 0;
  bool begun_ = false;
};

}  // namespace newshound
