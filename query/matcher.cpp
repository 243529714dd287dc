#include "query/matcher.h"

#include <utility>

namespace newshound {

void ValueCounts::merge(std::vector<Value>&& others) {
  if (values.empty()) {
    values = std::move(others);
    return;
  }
  std::vector<Value> merged;
  merged.reserve(values.size() + others.size());
  auto a = values.begin();
  for (const Value& b : others) {
    while (a != values.end() && a->folded < b.folded) merged.push_back(*a++);
    if (a == values.end() || a->folded != b.folded) {
      merged.push_back(b);
      continue;
    }
    Value& both = merged.emplace_back(*a++);
    both.count += b.count;
    if (b.display_count <= both.display_count) continue;
    both.display_count = b.display_count;
    both.display = b.display;
  }
  merged.insert(merged.end(), a, values.end());
  values = std::move(merged);
}

std::string_view ValueCounts::own(std::string text) {
  return *owned_.emplace_back(std::make_unique<const std::string>(std::move(text)));
}

bool ranks_before(const RankedDocument& a, const RankedDocument& b, Sort sort) {
  if (sort == Sort::kOldest && a.published != b.published) {
    if (a.published == kUndated || b.published == kUndated) return b.published == kUndated;
    return a.published < b.published;
  }
  if ((sort == Sort::kBest || sort == Sort::kRelevance) && a.score != b.score) return a.score > b.score;
  // kUndated is the smallest number: last.
  if (a.published != b.published) return a.published > b.published;
  return a.id_hash < b.id_hash;
}

}  // namespace newshound
