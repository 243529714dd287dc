// What an operator gives a searcher beside the index. A cheap value; what it points to never changes, so threads may share it.
#pragma once

#include <memory>

#include "query/profile.h"
#include "query/synonyms.h"

namespace newshound {

struct SearchSettings {
  Profile profile;
  std::shared_ptr<const Synonyms> synonyms = {};  // null: none
  bool rerank = true;                             // off: the first pass of ranking alone, to measure what the second one costs
};

}  // namespace newshound
