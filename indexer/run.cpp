#include "indexer/run.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "storage/index_error.h"
#include "storage/stored_article.h"

namespace newshound {
namespace {

// Between phases only: needs no fsync, but a full disk must be noticed.
void write_scratch(const std::filesystem::path& path, const void* bytes, std::size_t size) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
  out.close();
  if (!out)
    throw IndexError(
        IndexError::Kind::kIo,
        fmt::format("{}: can't be written (disk full?); free space and try again, the index is as it was", path.string()));
}

void widen_dates(RunOutput& run, std::int64_t published) {
  if (published == kUndated) return;
  run.first_published = run.first_published == kUndated ? published : std::min(run.first_published, published);
  run.last_published = std::max(run.last_published, published);
}

}  // namespace

RunWorker::RunWorker(std::filesystem::path folder, unsigned number, std::string_view dictionary, const SegmentOptions& options)
    : folder_(std::move(folder)), number_(number), builder_(options.positions, options.exceptions, options.topics), compressor_(dictionary) {}

RunOutput RunWorker::index(std::size_t run, std::size_t begin, std::size_t end, const std::function<Article(std::size_t)>& read) {
  RunOutput output;
  output.worker = number_;
  output.postings = folder_ / fmt::format("run-{:06}.postings", run);
  output.codes = folder_ / fmt::format("run-{:06}.codes", run);
  output.frames = folder_ / fmt::format("run-{:06}.frames", run);
  constexpr int kFlags = Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS | Xapian::DB_NO_TERMLIST;
  Xapian::WritableDatabase postings(output.postings.string(), kFlags | Xapian::DB_BACKEND_GLASS);
  std::vector<std::uint32_t> codes;
  std::vector<std::string> records;
  records.reserve(end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    Article article = read(i);
    const BuiltDocument& built = builder_.build(article);
    postings.add_document(built.document);
    codes.insert(codes.end(), built.codes.begin(), built.codes.end());
    output.code_counts.push_back(static_cast<std::uint32_t>(built.codes.size()));
    output.columns.add(article, built.length);
    output.text_bytes += built.text_bytes;
    widen_dates(output, article.published.seconds_utc);
    encode_article(article, records.emplace_back());
  }
  postings.commit();
  postings.close();
  // Compressed in one batch, not between two documents: twice as fast, for the caches.
  std::string frames;
  for (const std::string& record : records)
    output.frame_sizes.push_back(static_cast<std::uint32_t>(compressor_.compress(record, frames)));
  write_scratch(output.codes, codes.data(), codes.size() * sizeof(codes[0]));
  write_scratch(output.frames, frames.data(), frames.size());
  return output;
}

}  // namespace newshound
