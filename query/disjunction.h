// Documents that any of several terms or sets has. For sets that together are not small beside the segment this takes a fraction
// of merging them one after the other (query/document_set.h, unite()), and gives the same to the last bit: scores add up, or the
// best one counts, in the order in which the parts are given. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "query/document_set.h"
#include "query/posting_walk.h"
#include "storage/posting_list.h"

namespace newshound {

// A list with the score of its term, none where that doesn't count; or a set.
struct DisjunctionPart {
  const PostingList* list = nullptr;
  std::optional<TermScore> score = {};
  const DocumentSet* set = nullptr;
};

// `documents`: of the segment.
[[nodiscard]] DocumentSet unite(std::span<const DisjunctionPart> parts, std::uint32_t documents, Combine combine);

}  // namespace newshound
