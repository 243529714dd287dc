// What an operator gives a searcher beside the index. A cheap value; what it points to never changes, so threads may share it.
#pragma once

#include "query/profile.h"

namespace newshound {

struct SearchSettings {
  Profile profile;
};

}  // namespace newshound
