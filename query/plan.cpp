#include "query/plan.h"

#include <algorithm>

namespace newshound {

double highest_score(const PlanNode& node) {
  double score = 0;
  if (node.kind == PlanKind::kBest) {
    for (const PlanTerm& term : node.terms) score = std::max(score, term.weight);
    return score;
  }
  if (node.kind == PlanKind::kNot) return 0;
  for (const PlanNode& child : node.children)
    score = node.best_only ? std::max(score, highest_score(child)) : score + highest_score(child);
  return score;
}

}  // namespace newshound
