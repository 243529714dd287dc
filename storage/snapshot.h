// A snapshot: one generation of an index, opened whole before it serves anything, and used to the end of a request. Nothing in it
// changes. Segment and Snapshot are immutable and shared by threads, but each worker uses only its own Xapian handles:
// postings(worker, …).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "analysis/stem_exceptions.h"
#include "storage/catalog.h"
#include "storage/columns.h"
#include "storage/deletions.h"
#include "storage/form_sketches.h"
#include "storage/glass_reader.h"
#include "storage/pair_filter.h"
#include "storage/posting_cache.h"
#include "storage/posting_source.h"
#include "storage/text_store.h"
#include "storage/token_store.h"
#include "storage/vocabulary.h"

namespace Xapian {
class Database;
}

namespace newshound {

struct Segment {
  // Maps the segment's files and checks their sizes, headers and footers; throws IndexError (kMissing if a file is gone).
  Segment(const std::filesystem::path& index, const SegmentEntry& entry);

  std::uint64_t number;
  std::filesystem::path folder;
  bool date_ordered;
  Columns columns;
  TextStore text;
  TokenStore tokens;
  PairFilter pairs;
  Vocabulary vocabulary;
  GlassReader postings;

  [[nodiscard]] std::uint32_t documents() const { return columns.documents(); }
  // Made when first asked for, by whichever thread comes first.
  [[nodiscard]] const FormSketches& sketches() const;

 private:
  mutable std::once_flag sketched_;
  mutable std::unique_ptr<const FormSketches> sketches_;
};

struct SegmentView {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Deletions> deletions;  // never null; as of the snapshot's generation
  std::uint64_t cached_as = 0;                 // the segment's number in the posting cache
};

class Snapshot {
 public:
  // Opens the newest generation with `workers` sets of Xapian handles. Segments that `previous` has open are shared with it.
  // Without `check_analyzer` an index whose terms another analyzer made is opened too, and its stem exceptions aren't read: to
  // export it.
  // If a file vanishes while it opens, a newer catalog exists: that one is read. Throws IndexError.
  [[nodiscard]] static std::shared_ptr<const Snapshot> open(const std::filesystem::path& index, unsigned workers,
                                                            const std::shared_ptr<const Snapshot>& previous = nullptr,
                                                            bool check_analyzer = true);
  ~Snapshot();

  [[nodiscard]] std::uint64_t generation() const { return catalog_.generation; }
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  [[nodiscard]] const std::filesystem::path& index() const { return index_; }
  [[nodiscard]] std::span<const SegmentView> segments() const { return segments_; }
  [[nodiscard]] unsigned workers() const { return workers_; }
  [[nodiscard]] std::uint64_t documents() const { return documents_; }        // with deleted and hidden ones: N of the statistics
  [[nodiscard]] std::uint64_t articles() const { return articles_; }          // without deleted ones
  [[nodiscard]] std::uint64_t total_length() const { return total_length_; }  // sum of document lengths, deleted ones included
  // What the terms of this generation were made with, for every Analyzer that works on it.
  [[nodiscard]] const StemExceptions& stem_exceptions() const { return stem_exceptions_; }
  // Worker `worker`'s handle on a segment's postings. Never shared by two threads at a time.
  [[nodiscard]] Xapian::Database& postings(unsigned worker, std::size_t segment) const;
  // The same segment's postings for storage/posting_source.h.
  [[nodiscard]] PostingSource posting_source(unsigned worker, std::size_t segment) const;
  // Postings by way of the cache, which generations share that were opened one after the other. Throw IndexError, or
  // Xapian::Error.
  [[nodiscard]] TermStatistics statistics(unsigned worker, std::size_t segment, const std::string& term) const;
  // Null: a list that isn't decoded yet, of which only `few` documents are wanted; read postings().
  [[nodiscard]] std::shared_ptr<const PostingList> list(unsigned worker, std::size_t segment, const std::string& term,
                                                        bool few) const;
  [[nodiscard]] PostingCache& posting_cache() const { return *cache_; }

 private:
  Snapshot();
  std::filesystem::path index_;
  Catalog catalog_;
  StemExceptions stem_exceptions_ = StemExceptions::built_in();
  std::vector<SegmentView> segments_;
  unsigned workers_ = 1;
  std::uint64_t documents_ = 0, articles_ = 0, total_length_ = 0;
  std::vector<std::vector<Xapian::Database>> postings_;  // [worker][segment]
  std::shared_ptr<PostingCache> cache_;
};

// Calls f for every article that isn't deleted, hidden ones included, segment by segment.
void for_each_article(const Snapshot& snapshot, const std::function<void(Article&&)>& f);

// The number of the document whose unique term (id term: value_term(kId)) is `term`, among the segment's `documents` that
// `deletions` hasn't; -1 if there is none. Throws IndexError(kDamaged).
[[nodiscard]] std::int64_t find_document(const PostingSource& source, std::uint32_t documents, const Deletions& deletions,
                                         const std::string& term);

}  // namespace newshound
