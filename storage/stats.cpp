#include "storage/stats.h"

#include <algorithm>
#include <utility>

#include "storage/snapshot.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxValues = 1000;

struct Counted {
  std::string display;
  std::uint64_t count = 0, display_count = 0;
};

void count_values(const Snapshot& snapshot, const FieldRow& row, IndexStats& stats) {
  std::map<std::string, Counted> merged;
  for (const SegmentView& view : snapshot.segments()) {
    const OrdinalColumn& column = view.segment->columns.ordinals(row.field);
    std::vector<std::uint64_t> counts(column.values() + 1, 0);
    for (std::uint32_t d = 0; d < view.segment->documents(); ++d)
      if (!view.deletions->contains(d)) column.for_each(d, [&](std::uint32_t ordinal) { ++counts[ordinal]; });
    for (std::uint32_t o = 1; o <= column.values(); ++o) {
      if (counts[o] == 0) continue;
      Counted& value = merged[std::string(column.folded(o))];
      value.count += counts[o];
      if (counts[o] <= value.display_count) continue;
      value.display_count = counts[o];
      value.display = column.value(o);
    }
  }
  auto& values = stats.values[std::string(row.parameter)];
  for (auto& [folded, value] : merged) values.emplace_back(std::move(value.display), value.count);
  std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (values.size() > kMaxValues) values.resize(kMaxValues);
}

void add_segment(const SegmentEntry& entry, IndexStats& stats) {
  stats.articles += entry.documents - entry.deleted;
  stats.deleted += entry.deleted;
  stats.text_bytes += entry.text_bytes;
  for (const FileSum& sum : entry.files) stats.bytes_by_kind[sum.name.substr(0, sum.name.find('/'))] += sum.bytes;
  if (entry.deletions) stats.bytes_by_kind["deletions"] += entry.deletions->bytes;
  if (entry.first_published == kUndated) return;
  stats.first_published =
      stats.first_published == kUndated ? entry.first_published : std::min(stats.first_published, entry.first_published);
  stats.last_published = std::max(stats.last_published, entry.last_published);
}

}  // namespace

IndexStats index_stats(const std::filesystem::path& index) {
  const auto snapshot = Snapshot::open(index, 1);
  IndexStats stats;
  stats.catalog = snapshot->catalog();
  for (const SegmentEntry& entry : stats.catalog.segments) add_segment(entry, stats);
  for (const auto& settings : {stats.catalog.stem_exceptions, stats.catalog.boilerplate})
    if (settings) stats.bytes_by_kind["settings"] += settings->bytes;
  stats.bytes_by_kind["catalog"] = catalog_to_json(stats.catalog).size();
  for (const auto& [kind, bytes] : stats.bytes_by_kind) stats.disk_bytes += bytes;
  for (const FieldRow& row : field_table())
    if (row.facet) count_values(*snapshot, row, stats);
  return stats;
}

}  // namespace newshound
