// Which segments a merge takes: see merge_index() in indexer/write_session.h. Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "storage/catalog.h"

namespace newshound {

// Segments of a like size (powers of this many documents) that may lie side by side: ten small ones beside a big one double a
// query's time.
inline constexpr std::uint32_t kMergeFactor = 8;

// Places in the catalog of the segments to merge into one; empty = nothing to do. `all`: every segment, unless one clean one is
// all there is. Else every size class that has kMergeFactor members, and segments of which half or more is deleted.
[[nodiscard]] std::vector<std::size_t> choose_merge(const Catalog& catalog, bool all);

}  // namespace newshound
