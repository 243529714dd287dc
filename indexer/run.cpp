#include "indexer/run.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "indexer/positional_document.h"
#include "indexer/scratch_file.h"
#include "storage/stored_article.h"

namespace newshound {
namespace {

// Texts are compressed so many at a time, not between two documents: twice as fast, for the caches.
constexpr std::size_t kBatch = 1000;

void widen_dates(RunOutput& run, std::int64_t published) {
  if (published == kUndated) return;
  run.first_published = run.first_published == kUndated ? published : std::min(run.first_published, published);
  run.last_published = std::max(run.last_published, published);
}

Xapian::WritableDatabase make_positional(const std::filesystem::path& path) {
  constexpr int kFlags = Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS | Xapian::DB_NO_TERMLIST;
  return Xapian::WritableDatabase(path.string(), kFlags | Xapian::DB_BACKEND_GLASS);
}

// Codes and texts of a run, on their way to its files.
class TextFiles {
 public:
  TextFiles(RunOutput& output, FrameCompressor& compressor)
      : output_(output), compressor_(compressor), codes_file_(output.codes), frames_file_(output.frames), ids_file_(output.ids) {}

  void add(const BuiltDocument& built, const Article& article) {
    codes_.insert(codes_.end(), built.codes.begin(), built.codes.end());
    output_.code_counts.push_back(static_cast<std::uint32_t>(built.codes.size()));
    encode_record(article, records_.emplace_back());
    ids_ += article.id;
    output_.id_sizes.push_back(static_cast<std::uint32_t>(article.id.size()));
  }
  [[nodiscard]] bool full() const { return records_.size() >= kBatch; }
  [[nodiscard]] std::size_t size() const { return records_.size(); }
  void flush() {
    std::string frames;
    for (const std::string& record : records_)
      output_.frame_sizes.push_back(static_cast<std::uint32_t>(compressor_.compress(record, frames)));
    codes_file_.append(codes_.data(), codes_.size() * sizeof(codes_[0]));
    frames_file_.append(frames.data(), frames.size());
    ids_file_.append(ids_.data(), ids_.size());
    codes_.clear();
    ids_.clear();
    records_.clear();
  }
  void close() {
    codes_file_.close();
    frames_file_.close();
    ids_file_.close();
  }

 private:
  RunOutput& output_;
  FrameCompressor& compressor_;
  ScratchFile codes_file_, frames_file_, ids_file_;
  std::vector<std::uint32_t> codes_;
  std::vector<std::string> records_;
  std::string ids_;
};

}  // namespace

RunWorker::RunWorker(std::filesystem::path folder, unsigned number, std::string_view dictionary, const SegmentOptions& options,
                     std::size_t memory_bytes)
    : folder_(std::move(folder)),
      number_(number),
      positions_(options.positions),
      most_postings_(std::max(memory_bytes / kPostingBytes, kLeastRunPostings)),
      builder_(options.exceptions, options.topics),
      postings_(builder_.lexicon()),
      compressor_(dictionary) {}

RunOutput RunWorker::index(std::size_t run, std::size_t begin, std::size_t end, const std::function<Article(std::size_t)>& read,
                           const std::function<void(std::size_t)>& advance) {
  RunOutput output;
  output.worker = number_;
  output.codes = folder_ / fmt::format("run-{:06}.codes", run);
  output.frames = folder_ / fmt::format("run-{:06}.frames", run);
  output.ids = folder_ / fmt::format("run-{:06}.ids", run);
  const auto next_postings = [&] {
    return output.postings.emplace_back(folder_ / fmt::format("run-{:06}-{:06}.postings", run, output.postings.size()));
  };
  std::optional<Xapian::WritableDatabase> positional;
  if (positions_) positional = make_positional(next_postings());
  TextFiles texts(output, compressor_);
  for (std::size_t i = begin; i < end; ++i) {
    Article article = read(i);
    const BuiltDocument& built = builder_.build(article);
    if (positional)
      positional->add_document(positional_document(built, article, builder_.lexicon()));
    else
      postings_.add(static_cast<std::uint32_t>(i), built);
    if (postings_.size() >= most_postings_) postings_.write(next_postings());
    output.columns.add(article, built.length);
    output.text_bytes += built.text_bytes;
    widen_dates(output, article.published.seconds_utc);
    texts.add(built, article);
    if (!texts.full() && i + 1 != end) continue;
    const std::size_t indexed = texts.size();
    texts.flush();
    advance(indexed);
  }
  texts.close();
  if (positional) positional->close();
  if (postings_.size() != 0) postings_.write(next_postings());
  return output;
}

}  // namespace newshound
