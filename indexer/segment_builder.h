// Builds one segment in a workspace: runs of documents on every core (postings, tokens, text frames, columns and words each),
// then the seal, which joins them. Everything but the columns lies on disk between the two: memory grows by some bytes with each
// document, with neither its text nor its words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "analysis/stem_exceptions.h"
#include "indexer/article_supply.h"
#include "indexer/topic_rules.h"
#include "storage/catalog.h"

namespace newshound {

// Documents of a run, at most: a join reads so many fewer pieces the longer they are. With positions, Xapian's in-memory maps
// want runs that fit the processor's caches.
inline constexpr std::size_t kRunDocuments = 16384, kPositionalRunDocuments = 1000;
// Runs a thread at least, so that none is left alone at the end, but none under kLeastRunDocuments.
inline constexpr std::size_t kRunsOfThread = 8, kLeastRunDocuments = 1000;

inline constexpr std::size_t kDefaultBuildMemory = 256u << 20;
// Some ten thousand words, and the postings of as many short articles: with less, words are analysed more often than is good.
inline constexpr std::size_t kLeastThreadBytes = 8u << 20;

// done, total: articles indexed. May throw to stop the build; called by one thread at a time.
using BuildProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct SegmentOptions {
  bool positions = false;
  unsigned threads = 0;  // 0 = one a core
  // Of words and postings that wait to be written, all threads together, but at least kLeastThreadBytes each; less leaves more
  // pieces to be joined, and words to be analysed again. What grows with the articles: 48 bytes each in the spool, about 60 in
  // columns.
  std::size_t memory_bytes = kDefaultBuildMemory;
  // What stems are made with; outlive the build.
  const StemExceptions& exceptions = StemExceptions::built_in();
  // By which topics are inferred; null: none are. Outlive the build.
  const TopicRules* topics = nullptr;
  // Of the words of one thread; 0 = half of what it may take. Whatever it is, the segment is the same.
  std::size_t lexicon_bytes = 0;
};

// Writes the segment's files into `folder` (existing, empty), fsyncs them, and returns its entry: number 0, nothing deleted.
// `supply` isn't empty and is in the order of date_ordered segments. Throws IndexError (disk full, …) or what `progress` throws.
[[nodiscard]] SegmentEntry build_segment(const std::filesystem::path& folder, const ArticleSupply& supply,
                                         const SegmentOptions& options, const BuildProgress& progress);

}  // namespace newshound
