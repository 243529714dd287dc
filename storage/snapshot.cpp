#include "storage/snapshot.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <xapian.h>

#include "storage/index_error.h"
#include "storage/index_settings.h"

namespace newshound {
namespace {

constexpr int kOpenTries = 20;

// Every file must be there with the size that the catalog states; content is for `check`.
void check_size(const std::filesystem::path& folder, const FileSum& sum) {
  const std::filesystem::path path = folder / sum.name;
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    const auto kind = errno == ENOENT ? IndexError::Kind::kMissing : IndexError::Kind::kIo;
    throw IndexError(kind, fmt::format("{}: can't be found: {}; restore a backup, or rebuild the index from its articles",
                                       path.string(), std::strerror(errno)));
  }
  if (static_cast<std::uint64_t>(status.st_size) != sum.bytes)
    throw IndexError(
        IndexError::Kind::kDamaged,
        fmt::format("{}: is damaged ({} bytes instead of {}); run \"newshound-indexer check\", then restore a backup or rebuild",
                    path.string(), status.st_size, sum.bytes));
}

const std::filesystem::path& checked_folder(const std::filesystem::path& folder, const SegmentEntry& entry) {
  for (const FileSum& sum : entry.files) check_size(folder, sum);
  return folder;
}

// The columns, if they are of as many documents as the catalog says.
const Columns& checked(const Columns& columns, const std::filesystem::path& folder, const SegmentEntry& entry) {
  if (columns.documents() == entry.documents) return columns;
  throw IndexError(IndexError::Kind::kDamaged,
                   fmt::format("{}: is damaged (it has {} documents, the catalog says {}); restore a backup or rebuild",
                               (folder / "columns").string(), columns.documents(), entry.documents));
}

// A file may be unlinked between the check of its size and Xapian's opening it; which one, the sizes tell.
Xapian::Database open_postings(const Segment& segment, const SegmentEntry& entry) {
  const std::string path = (segment.folder / "postings").string();
  try {
    Xapian::Database database(path);
    if (database.get_doccount() == segment.documents()) return database;
  } catch (const Xapian::Error& error) {
    (void)checked_folder(segment.folder, entry);
    throw IndexError(IndexError::Kind::kDamaged,
                     fmt::format("{}: can't be opened: {}; run \"newshound-indexer check\", then restore a backup or rebuild",
                                 path, error.get_description()));
  }
  throw IndexError(IndexError::Kind::kDamaged,
                   fmt::format("{}: is damaged (it has another number of documents than the columns); restore a backup or "
                               "rebuild",
                               path));
}

SegmentView open_view(const std::filesystem::path& index, const SegmentEntry& entry, const Snapshot* previous,
                      PostingCache& cache) {
  SegmentView view;
  if (previous != nullptr)
    for (std::size_t s = 0; s < previous->segments().size(); ++s) {
      if (previous->segments()[s].segment->folder != segment_folder(index, entry.number)) continue;
      if (previous->catalog().segments[s].files != entry.files) continue;  // a restored backup may use a number again
      view.segment = previous->segments()[s].segment;
      view.cached_as = previous->segments()[s].cached_as;
      if (previous->catalog().segments[s].deletions == entry.deletions) view.deletions = previous->segments()[s].deletions;
    }
  if (!view.segment) {
    view.segment = std::make_shared<const Segment>(index, entry);
    view.cached_as = cache.next_segment();
  }
  if (view.deletions) return view;
  if (!entry.deletions) {
    view.deletions = std::make_shared<const Deletions>(entry.documents);
    return view;
  }
  check_size(view.segment->folder, *entry.deletions);
  view.deletions =
      std::make_shared<const Deletions>(Deletions::read(view.segment->folder / entry.deletions->name, entry.documents));
  return view;
}

}  // namespace

Segment::Segment(const std::filesystem::path& index, const SegmentEntry& entry)
    : number(entry.number),
      folder(segment_folder(index, entry.number)),
      date_ordered(entry.date_ordered),
      columns(checked_folder(folder, entry) / "columns"),
      text(folder / "text", checked(columns, folder, entry).id_hash()),
      tokens(folder / "tokens", entry.documents),
      pairs(folder / kPairFilterName, entry.documents),
      vocabulary(folder / "vocabulary"),
      postings(folder / "postings") {}

Snapshot::Snapshot() = default;
Snapshot::~Snapshot() = default;

std::shared_ptr<const Snapshot> Snapshot::open(const std::filesystem::path& index, unsigned workers,
                                               const std::shared_ptr<const Snapshot>& previous, bool check_analyzer) {
  for (int tries = 1;; ++tries) {
    const std::shared_ptr<Snapshot> snapshot(new Snapshot);
    snapshot->index_ = index;
    snapshot->workers_ = workers;
    snapshot->cache_ = previous != nullptr ? previous->cache_ : std::make_shared<PostingCache>();
    snapshot->catalog_ = read_catalog(index, check_analyzer);
    try {
      if (check_analyzer) snapshot->stem_exceptions_ = read_stem_exceptions(index, snapshot->catalog_);
      for (const SegmentEntry& entry : snapshot->catalog_.segments)
        snapshot->segments_.push_back(open_view(index, entry, previous.get(), *snapshot->cache_));
      snapshot->postings_.resize(workers);
      for (auto& of_worker : snapshot->postings_)
        for (std::size_t s = 0; s < snapshot->segments_.size(); ++s)
          of_worker.push_back(open_postings(*snapshot->segments_[s].segment, snapshot->catalog_.segments[s]));
    } catch (const IndexError& error) {
      // A file that is gone means that a newer generation has replaced this one.
      const bool outdated = error.kind() == IndexError::Kind::kMissing && newest_generation(index) > snapshot->generation();
      if (!outdated || tries == kOpenTries) throw;
      continue;
    }
    for (const SegmentView& view : snapshot->segments_) {
      snapshot->documents_ += view.segment->documents();
      snapshot->articles_ += view.segment->documents() - view.deletions->deleted();
      for (const std::uint32_t length : view.segment->columns.length()) snapshot->total_length_ += length;
    }
    return snapshot;
  }
}

Xapian::Database& Snapshot::postings(unsigned worker, std::size_t segment) const {
  return const_cast<Xapian::Database&>(postings_[worker][segment]);  // a handle: reading moves its caches, never its content
}

PostingSource Snapshot::posting_source(unsigned worker, std::size_t segment) const {
  return {segments_[segment].segment->postings, postings(worker, segment)};
}

TermStatistics Snapshot::statistics(unsigned worker, std::size_t segment, const std::string& term) const {
  return cache_->statistics(segments_[segment].cached_as, posting_source(worker, segment), term);
}

std::shared_ptr<const PostingList> Snapshot::list(unsigned worker, std::size_t segment, const std::string& term, bool few) const {
  return cache_->list(segments_[segment].cached_as, posting_source(worker, segment), term,
                      segments_[segment].segment->documents(), few);
}

void for_each_article(const Snapshot& snapshot, const std::function<void(Article&&)>& f) {
  TextReader reader;
  for (const SegmentView& view : snapshot.segments())
    for (std::uint32_t document = 0; document < view.segment->documents(); ++document)
      if (!view.deletions->contains(document)) f(reader.read(view.segment->text, document));
}

std::int64_t find_document(const PostingSource& source, std::uint32_t documents, const Deletions& deletions,
                           const std::string& term) {
  std::int64_t found = -1;
  try {
    const PostingList list = read_postings(source, term, documents);
    list.for_each([&](std::uint32_t document, std::size_t) {
      if (found < 0 && !deletions.contains(document)) found = document;
    });
  } catch (const Xapian::Error& error) {
    throw IndexError(IndexError::Kind::kDamaged,
                     fmt::format("postings can't be read: {}; run \"newshound-indexer check\", then restore a backup or rebuild",
                                 error.get_description()));
  }
  return found;
}

const FormSketches& Segment::sketches() const {
  std::call_once(sketched_, [this] { sketches_ = std::make_unique<const FormSketches>(vocabulary); });
  return *sketches_;
}

}  // namespace newshound
