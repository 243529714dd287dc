// The ways to change an index: build (everything anew), add (upsert), delete, merge. Each is one commit: a new catalog,
// acknowledged when it is durable; whatever goes wrong before leaves the index as it was. build, add and delete hold the writer
// lock from start to end. One thread a session (it uses more inside). Throws IndexError: kLocked names who writes, kIo a full
// disk, kIncompatible the rebuild command.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/stem_exceptions.h"
#include "indexer/boilerplate.h"
#include "indexer/segment_builder.h"
#include "indexer/topic_rules.h"
#include "schemas/article.h"

namespace newshound {

struct WriteOptions {
  bool positions = false;  // build only: also positions and value slots, for Xapian's own matcher; an add follows the index
  unsigned threads = 0;    // 0 = one a core
  std::size_t memory_bytes = kDefaultBuildMemory;  // SegmentOptions::memory_bytes
  std::chrono::seconds wait{0};                    // for the writer lock
  // build only: kept with the index, which add, delete and merge follow until the next build. Default: the built-in list.
  StemExceptions exceptions = StemExceptions::built_in();
  Boilerplate boilerplate = {};  // build only: known already; kept with the index beside what is learned
  // By which topics are inferred for articles that name none; null: none are. Isn't kept with the index.
  std::shared_ptr<const TopicRules> topics = {};
};

struct WriteReport {
  std::uint64_t added = 0;      // articles that are new
  std::uint64_t updated = 0;    // articles that replaced one of equal id
  std::uint64_t unchanged = 0;  // articles that were there already, word for word
  std::uint64_t deleted = 0;
  std::uint64_t documents = 0;           // in the index now, not deleted
  std::uint64_t generation = 0;          // now; the same as before if nothing changed
  std::uint64_t repeated = 0;            // build only: lines that outlets repeat on their pages, known and learned
  std::string dropped_settings = {};     // build only: the file of stem exceptions that the index had before and has no more
  std::string dropped_boilerplate = {};  // build only: likewise
};

class WriteSession {
 public:
  enum class Mode { kBuild, kAdd };
  // kBuild refuses a folder that isn't empty and isn't an index. kAdd makes a missing index.
  WriteSession(std::filesystem::path index, Mode mode, WriteOptions options);
  ~WriteSession();  // without commit(): the index is as it was
  WriteSession(const WriteSession&) = delete;
  WriteSession& operator=(const WriteSession&) = delete;

  void add(Article&& article);
  // An article read from a page: a build learns from it what its outlet repeats, and leaves that out; an add leaves out what the
  // index has learned. Pages that name no outlet are taken for one outlet's where they have the same `folder`.
  void add_page(Article&& article, std::string_view folder);
  // progress(done, total): articles indexed; may throw to stop, the index is then as it was.
  WriteReport commit(const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct DeleteKeys {
  std::vector<std::string> ids;
  std::vector<std::string> urls;  // canonical URLs, or the URLs of articles that have none
};
// Unknown keys are no error. Nothing found: no new generation.
WriteReport delete_documents(const std::filesystem::path& index, const DeleteKeys& keys, const WriteOptions& options);

// Merges segments: all of them into one, or those of a like size where there are kMergeFactor or more, and those mostly deleted.
// Reads without the writer lock and takes it to publish. A merge whose sources were replaced meanwhile is dropped.
WriteReport merge_index(const std::filesystem::path& index, bool all, const WriteOptions& options);

}  // namespace newshound
