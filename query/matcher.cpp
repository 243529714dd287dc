#include "query/matcher.h"

namespace newshound {

void ValueCounts::add(const std::string& folded, std::string_view display, std::uint64_t count) {
  Value& value = values[folded];
  value.count += count;
  if (count <= value.display_count) return;
  value.display_count = count;
  value.display = std::string(display);
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
