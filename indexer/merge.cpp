// Merging: documents of several segments go, newest first, through the segment builder again, read from the stored text.
// (Xapian's own compaction can only lay databases one after the other, which keeps the date order only for disjoint ranges
// without deletions.) Test: tests/unit/indexer/write_session_test.cpp.
#include "indexer/merge.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "indexer/commit.h"
#include "indexer/segment_builder.h"
#include "indexer/write_session.h"
#include "storage/snapshot.h"
#include "storage/text_store.h"
#include "storage/writer_lock.h"

namespace newshound {
namespace {

// Where a merged document came from: place of the segment in the snapshot, document.
struct Source {
  std::uint32_t segment;
  std::uint32_t document;
};

std::vector<Source> live_documents(const Snapshot& snapshot, const std::vector<std::size_t>& sources) {
  std::vector<Source> order;
  for (const std::size_t s : sources) {
    const SegmentView& view = snapshot.segments()[s];
    for (std::uint32_t d = 0; d < view.segment->documents(); ++d)
      if (!view.deletions->contains(d)) order.push_back({static_cast<std::uint32_t>(s), d});
  }
  const auto columns = [&](const Source& source) -> const Columns& {
    return snapshot.segments()[source.segment].segment->columns;
  };
  std::stable_sort(order.begin(), order.end(), [&](const Source& a, const Source& b) {
    const std::int64_t published_a = columns(a).published()[a.document], published_b = columns(b).published()[b.document];
    if (published_a != published_b) return published_a > published_b;
    return columns(a).id_hash()[a.document] < columns(b).id_hash()[b.document];
  });
  return order;
}

constexpr std::size_t kForgetEvery = 4096;  // articles: then texts that were read needn't stay in memory

ArticleSupply supply_of(const Snapshot& snapshot, const std::vector<Source>& order) {
  return {order.size(), [&snapshot, &order]() -> std::function<Article(std::size_t)> {
            auto reader = std::make_shared<TextReader>();
            return [&snapshot, &order, reader](std::size_t i) {
              if (i % kForgetEvery == 0)
                for (const SegmentView& view : snapshot.segments()) view.segment->text.forget();
              return reader->read(snapshot.segments()[order[i].segment].segment->text, order[i].document);
            };
          }};
}

// The places in `catalog` of the segments that were merged; empty if any is gone.
std::vector<std::size_t> find_sources(const Catalog& catalog, const Snapshot& snapshot, const std::vector<std::size_t>& sources) {
  std::vector<std::size_t> places;
  for (const std::size_t s : sources) {
    const std::uint64_t number = snapshot.segments()[s].segment->number;
    const auto found =
        std::find_if(catalog.segments.begin(), catalog.segments.end(), [&](const SegmentEntry& e) { return e.number == number; });
    if (found == catalog.segments.end()) return {};
    places.push_back(static_cast<std::size_t>(found - catalog.segments.begin()));
  }
  return places;
}

// What was deleted in the sources while the merge ran is deleted in its result too.
Deletions deletions_since(Commit& commit, const std::vector<std::size_t>& sources, const std::vector<std::size_t>& places,
                          const std::vector<Source>& order) {
  std::map<std::size_t, std::size_t> place_of;
  for (std::size_t i = 0; i < sources.size(); ++i) place_of[sources[i]] = places[i];
  Deletions deletions(static_cast<std::uint32_t>(order.size()));
  for (std::uint32_t d = 0; d < order.size(); ++d)
    if (commit.snapshot()->segments()[place_of[order[d].segment]].deletions->contains(order[d].document)) deletions.insert(d);
  return deletions;
}

unsigned size_class(std::uint32_t documents) {
  unsigned log = 0;
  while (documents >= kMergeFactor) {
    documents /= kMergeFactor;
    ++log;
  }
  return log;
}

}  // namespace

std::vector<std::size_t> choose_merge(const Catalog& catalog, bool all) {
  std::vector<std::size_t> chosen;
  const auto& segments = catalog.segments;
  if (all) {
    for (std::size_t s = 0; s < segments.size(); ++s) chosen.push_back(s);
    const bool clean = segments.size() == 1 && segments[0].deleted == 0;
    return clean ? std::vector<std::size_t>{} : chosen;
  }
  std::map<unsigned, std::vector<std::size_t>> classes;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const std::uint32_t live = segments[s].documents - segments[s].deleted;
    if (live <= segments[s].documents / 2) chosen.push_back(s);
    classes[size_class(live)].push_back(s);
  }
  for (const auto& [log, members] : classes)
    if (members.size() >= kMergeFactor) chosen.insert(chosen.end(), members.begin(), members.end());
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

WriteReport merge_index(const std::filesystem::path& index, bool all, const WriteOptions& options) {
  const auto snapshot = Snapshot::open(index, 1);
  const std::vector<std::size_t> sources = choose_merge(snapshot->catalog(), all);
  WriteReport report;
  report.documents = snapshot->articles();
  report.generation = snapshot->generation();
  if (sources.empty()) return report;

  SegmentWorkspace workspace(index);
  const std::vector<Source> order = live_documents(*snapshot, sources);
  SegmentEntry entry;
  if (!order.empty())
    entry =
        build_segment(workspace.path(), supply_of(*snapshot, order),
                      {snapshot->catalog().positions, options.threads, options.memory_bytes, snapshot->stem_exceptions()}, {});

  const WriterLock lock(index, options.wait, "newshound-indexer merge");
  Commit commit(index, false);
  const std::vector<std::size_t> places = find_sources(commit.catalog(), *snapshot, sources);
  if (places.empty()) {
    report.generation = commit.catalog().generation;
    report.documents = commit.live_documents();
    return report;
  }
  if (!order.empty()) {
    const Deletions deletions = deletions_since(commit, sources, places, order);
    commit.add_segment(workspace, std::move(entry), deletions);
  }
  for (const std::size_t place : places) commit.drop_segment(place);
  report.generation = commit.publish();
  report.documents = commit.live_documents();
  return report;
}

}  // namespace newshound
