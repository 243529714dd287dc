// Builds one segment in a workspace: runs of 1000 documents on every core (a fresh Xapian database, tokens, text frames and
// columns each), then the seal, which joins them. Small runs keep Xapian's in-memory maps in the cache: 2.4 against 3 to 7 CPU
// seconds for 20,840 articles; but each leaves a chunk of postings for every term that it has, so that runs of 500 take 0.07
// times the text more on disk, and no less time. Everything but the lexicons and columns lies on disk between the two, so memory
// stays flat.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "analysis/stem_exceptions.h"
#include "indexer/article_supply.h"
#include "indexer/topic_rules.h"
#include "storage/catalog.h"

namespace newshound {

inline constexpr std::size_t kRunDocuments = 1000;

// done, total: articles indexed. May throw to stop the build; called by one thread at a time.
using BuildProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct SegmentOptions {
  bool positions = false;
  unsigned threads = 0;  // 0 = one a core
  // What stems are made with; outlive the build.
  const StemExceptions& exceptions = StemExceptions::built_in();
  // By which topics are inferred; null: none are. Outlive the build.
  const TopicRules* topics = nullptr;
};

// Writes the segment's files into `folder` (existing, empty), fsyncs them, and returns its entry: number 0, nothing deleted.
// `supply` isn't empty and is in the order of date_ordered segments. Throws IndexError (disk full, …) or what `progress` throws.
[[nodiscard]] SegmentEntry build_segment(const std::filesystem::path& folder, const ArticleSupply& supply,
                                         const SegmentOptions& options, const BuildProgress& progress);

}  // namespace newshound
