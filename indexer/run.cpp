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
constexpr std::size_t kBatch = 1000, kBatchBytes = 8u << 20;

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
    bytes_ += records_.back().size();
    ids_ += article.id;
    output_.id_sizes.push_back(static_cast<std::uint32_t>(article.id.size()));
  }
  [[nodiscard]] bool full() const { return records_.size() >= kBatch || bytes_ >= kBatchBytes; }
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
    bytes_ = 0;
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
  std::size_t bytes_ = 0;  // of records_
  std::string ids_;
};

}  // namespace

RunWorker::RunWorker(std::filesystem::path folder, unsigned number, std::string_view dictionary, const SegmentOptions& options,
                     std::size_t memory_bytes)
    : folder_(std::move(folder)),
      number_(number),
      positions_(options.positions),
      memory_bytes_(std::max(memory_bytes, kLeastThreadBytes)),
      lexicon_bytes_(options.lexicon_bytes != 0 ? options.lexicon_bytes : memory_bytes_ / 2),
      builder_(options.exceptions, options.topics),
      postings_(builder_.lexicon()),
      compressor_(dictionary) {}

RunOutput RunWorker::index(std::size_t run, std::size_t begin, std::size_t end, const std::function<Article(std::size_t)>& read,
                           const std::function<void(std::size_t)>& advance) {
  RunOutput output;
  output.worker = number_;
  output.words.push_back({word_runs_.size(), 0});
  output.codes = folder_ / fmt::format("run-{:06}.codes", run);
  output.frames = folder_ / fmt::format("run-{:06}.frames", run);
  output.ids = folder_ / fmt::format("run-{:06}.ids", run);
  std::optional<Xapian::WritableDatabase> positional;
  if (positions_) positional = make_positional(output.postings.emplace_back(folder_ / fmt::format("run-{:06}.postings", run)));
  TextFiles texts(output, compressor_);
  for (std::size_t i = begin; i < end; ++i) {
    Article article = read(i);
    const BuiltDocument& built = builder_.build(article);
    if (positional)
      positional->add_document(positional_document(built, article, builder_.lexicon()));
    else
      postings_.add(static_cast<std::uint32_t>(i), built);
    output.columns.add(article, built.length);
    output.text_bytes += built.text_bytes;
    widen_dates(output, article.published.seconds_utc);
    texts.add(built, article);
    make_room(output);
    if (!texts.full() && i + 1 != end) continue;
    const std::size_t indexed = texts.size();
    texts.flush();
    advance(indexed);
  }
  texts.close();
  if (positional) positional->close();
  if (postings_.size() != 0) write_postings(output);
  output.columns.shrink();
  return output;
}

// Writes what is waiting once there is too much of it: a run's postings so far, or all words, of which postings name some by
// number.
void RunWorker::make_room(RunOutput& output) {
  ++output.words.back().documents;
  const std::size_t words = builder_.lexicon().bytes();
  const bool full = words >= lexicon_bytes_;
  if (postings_.size() != 0 && (full || words + postings_.bytes() >= memory_bytes_)) write_postings(output);
  if (!full) return;
  end_words();
  output.words.push_back({word_runs_.size(), 0});
}

void RunWorker::write_postings(RunOutput& output) {
  const std::string name = fmt::format("{}-{:06}.postings", output.codes.stem().string(), output.postings.size());
  postings_.write(output.postings.emplace_back(folder_ / name));
}

void RunWorker::end_words() {
  word_runs_.push_back(write_words(builder_.lexicon(), folder_ / fmt::format("words-{:04}-{:06}", number_, word_runs_.size())));
  builder_.forget_words();
}

void RunWorker::finish() { end_words(); }

}  // namespace newshound
