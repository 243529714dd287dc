// What an operator gives a searcher beside the index. A cheap value; what it points to never changes, so threads may share it.
#pragma once

#include <memory>

#include "query/profile.h"
#include "query/synonyms.h"

namespace newshound {

struct SearchSettings {
  Profile profile;
  std::shared_ptr<const Synonyms> synonyms = {};  // null: none
};

}  // namespace newshound
