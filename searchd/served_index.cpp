#include "searchd/served_index.h"

#include <algorithm>
#include <iterator>

namespace newshound {

std::uint64_t ServedIndex::epoch(std::int64_t now_utc) const {
  return static_cast<std::uint64_t>(std::upper_bound(changes.begin(), changes.end(), now_utc) - changes.begin());
}

std::int64_t ServedIndex::next_change(std::int64_t now_utc) const {
  const auto next = std::upper_bound(changes.begin(), changes.end(), now_utc);
  return next == changes.end() ? kNever : *next;
}

std::shared_ptr<const ServedIndex> serve_index(std::shared_ptr<const Snapshot> snapshot) {
  auto served = std::make_shared<ServedIndex>();
  for (const SegmentView& view : snapshot->segments()) {
    const Columns& columns = view.segment->columns;
    for (const std::span<const std::int64_t> instants : {columns.embargo(), columns.expires()})
      std::copy_if(instants.begin(), instants.end(), std::back_inserter(served->changes),
                   [](std::int64_t instant) { return instant != kUndated; });
  }
  std::sort(served->changes.begin(), served->changes.end());
  served->changes.erase(std::unique(served->changes.begin(), served->changes.end()), served->changes.end());
  served->snapshot = std::move(snapshot);
  return served;
}

}  // namespace newshound
