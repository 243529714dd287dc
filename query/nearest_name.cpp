#include "query/nearest_name.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace newshound {
namespace {

constexpr std::size_t kMaxCompared = 64;  // bytes; no known name is longer, and the distance costs the product of both lengths

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

NearestName nearest_name(std::string_view wrong, std::span<const std::string_view> names) {
  NearestName nearest;
  if (wrong.size() > kMaxCompared) return nearest;
  std::size_t least = static_cast<std::size_t>(-1);
  for (const std::string_view name : names) {
    const std::size_t distance = edit_distance(wrong, name);
    if (distance >= least) continue;
    least = distance;
    nearest.name = name;
  }
  // A third of the letters wrong, or one in a short name: more is another word.
  nearest.close = !nearest.name.empty() && least <= std::max<std::size_t>(1, nearest.name.size() / 3) && least < wrong.size();
  return nearest;
}

}  // namespace newshound
