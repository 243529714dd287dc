// What to mark for a plan, in the forms of one segment's vocabulary. Only what can make an article match: nothing below NOT, no
// filters. Pure; any thread.
#pragma once

#include "query/highlighter.h"
#include "query/plan.h"
#include "storage/snapshot.h"

namespace newshound {

[[nodiscard]] HighlightPlan highlight_plan(const PlanNode& plan, const Segment& segment);

}  // namespace newshound
