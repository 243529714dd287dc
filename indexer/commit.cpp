#include "indexer/commit.h"

#include <utility>

#include <xapian.h>

#include "analysis/analyzer.h"
#include "storage/files.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

Catalog read_or_begin(const std::filesystem::path& index, bool positions) {
  if (is_index(index)) return read_catalog(index);
  Catalog catalog;
  catalog.analyzer = analyzer_fingerprint();
  catalog.positions = positions;
  return catalog;
}

}  // namespace

Commit::Commit(std::filesystem::path index, bool positions)
    : index_(std::move(index)), catalog_(read_or_begin(index_, positions)) {
  dropped_.assign(catalog_.segments.size(), false);
}

Commit::~Commit() = default;

const std::shared_ptr<const Snapshot>& Commit::snapshot() {
  if (!snapshot_ && !catalog_.segments.empty()) snapshot_ = Snapshot::open(index_, 1);
  return snapshot_;
}

Deletions& Commit::deletions(std::size_t segment) {
  const auto found = changed_.find(segment);
  if (found != changed_.end()) return found->second;
  const SegmentView& view = snapshot()->segments()[segment];
  return changed_.emplace(segment, view.deletions->any() ? *view.deletions : Deletions(view.segment->documents())).first->second;
}

bool Commit::erase(std::size_t segment, std::uint32_t document) {
  if (snapshot()->segments()[segment].deletions->contains(document)) return false;
  return deletions(segment).insert(document);
}

std::optional<Commit::Location> Commit::find(const std::string& term) {
  if (!snapshot()) return std::nullopt;
  for (std::size_t s = 0; s < snapshot_->segments().size(); ++s) {
    const auto changed = changed_.find(s);
    const SegmentView& view = snapshot_->segments()[s];
    const Deletions& marks = changed != changed_.end() ? changed->second : *view.deletions;
    const std::int64_t document = find_document(snapshot_->posting_source(0, s), view.segment->documents(), marks, term);
    if (document >= 0) return Location{s, static_cast<std::uint32_t>(document)};
  }
  return std::nullopt;
}

std::size_t Commit::erase_term(const std::string& term) {
  std::size_t count = 0;
  while (const auto found = find(term)) count += erase(found->segment, found->document) ? 1 : 0;
  return count;
}

void Commit::drop_segment(std::size_t segment) { dropped_[segment] = true; }

void Commit::write_deletions(SegmentEntry& entry, const Deletions& deletions) {
  const std::string name = deletions_name(catalog_.generation + 1);
  const std::filesystem::path folder = segment_folder(index_, entry.number);
  deletions.write(folder / name);
  sync_folder(folder);
  entry.deleted = deletions.deleted();
  entry.deletions = sum_file(folder, name);
}

void Commit::add_segment(SegmentWorkspace& workspace, SegmentEntry entry, const Deletions& deletions) {
  entry.number = catalog_.next_segment + added_.size();
  workspace.publish(entry.number);
  if (deletions.any()) write_deletions(entry, deletions);
  added_.push_back(std::move(entry));
}

bool Commit::changed() const {
  for (const bool dropped : dropped_)
    if (dropped) return true;
  return !changed_.empty() || !added_.empty() || catalog_.generation == 0;
}

std::uint64_t Commit::publish() {
  Catalog next = catalog_;
  next.segments.clear();
  for (std::size_t s = 0; s < catalog_.segments.size(); ++s) {
    if (dropped_[s]) continue;
    SegmentEntry& entry = next.segments.emplace_back(catalog_.segments[s]);
    const auto found = changed_.find(s);
    if (found != changed_.end()) write_deletions(entry, found->second);
  }
  next.segments.insert(next.segments.end(), added_.begin(), added_.end());
  next.next_segment += added_.size();
  ++next.generation;
  publish_catalog(index_, next);
  catalog_ = std::move(next);
  changed_.clear();
  added_.clear();
  snapshot_.reset();
  dropped_.assign(catalog_.segments.size(), false);
  remove_unreferenced(index_, kUnlinkGrace);
  return catalog_.generation;
}

std::uint64_t Commit::live_documents() const {
  std::uint64_t count = 0;
  for (const SegmentEntry& entry : catalog_.segments) count += entry.documents - entry.deleted;
  return count;
}

}  // namespace newshound
