// One change of an index under the writer lock: the catalog as it was read, new segments and new deletions, then publish() makes
// them the truth. Dropped without publish(): nothing happened, leftovers are unlinked later.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "storage/catalog.h"
#include "storage/deletions.h"
#include "storage/snapshot.h"
#include "storage/writer_lock.h"

namespace newshound {

class Commit {
 public:
  // Reads the newest catalog, or begins an empty index if there is none (`positions` is then as asked).
  Commit(std::filesystem::path index, bool positions);
  ~Commit();
  Commit(const Commit&) = delete;
  Commit& operator=(const Commit&) = delete;

  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  // The index as it was read, with one worker. Opened at the first call; null for an index without segments.
  [[nodiscard]] const std::shared_ptr<const Snapshot>& snapshot();

  // Marks the document of a segment (by its place in the catalog as read); returns whether it was live.
  bool erase(std::size_t segment, std::uint32_t document);
  // Erases every live document that has the unique term; returns how many.
  std::size_t erase_term(const std::string& term);
  // The live document that has the term, if there is one: place of the segment, document.
  struct Location {
    std::size_t segment = 0;
    std::uint32_t document = 0;
  };
  [[nodiscard]] std::optional<Location> find(const std::string& term);

  // Forgets a segment of the catalog as read.
  void drop_segment(std::size_t segment);
  // Gives the workspace's segment its number and adds it, with deletions of its own.
  void add_segment(SegmentWorkspace& workspace, SegmentEntry entry, const Deletions& deletions);
  // Whether anything would change.
  [[nodiscard]] bool changed() const;
  // Writes deletion files and the next catalog; returns its generation. Unlinks what has been unnamed for kUnlinkGrace.
  std::uint64_t publish();
  // Live documents of the catalog as it is now (after publish: as published).
  [[nodiscard]] std::uint64_t live_documents() const;

 private:
  [[nodiscard]] Deletions& deletions(std::size_t segment);
  void write_deletions(SegmentEntry& entry, const Deletions& deletions);

  std::filesystem::path index_;
  Catalog catalog_;  // as read; publish() makes the next of it
  std::shared_ptr<const Snapshot> snapshot_;
  std::map<std::size_t, Deletions> changed_;  // by place: with marks that the catalog doesn't have yet
  std::vector<bool> dropped_;
  std::vector<SegmentEntry> added_;
};

}  // namespace newshound
