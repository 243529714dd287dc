// One run: documents in a row, indexed by one thread, left on disk until the seal joins the runs of a segment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/document_builder.h"
#include "indexer/posting_run.h"
#include "indexer/segment_builder.h"
#include "indexer/word_run.h"
#include "schemas/article.h"
#include "storage/columns.h"
#include "storage/text_store.h"

namespace newshound {

// Documents in a row whose codes are numbers of one lexicon.
struct WordSpan {
  std::size_t words = 0;        // which of its worker's word_runs()
  std::uint32_t documents = 0;  // how many
};

// What a run leaves: files in the workspace and what is small enough for memory.
struct RunOutput {
  // In the order of documents: posting runs (indexer/posting_run.h); one Xapian database if there are positions.
  std::vector<std::filesystem::path> postings;
  std::filesystem::path codes;             // u32: form number + 1 in the lexicon of then, 0 = border; documents in a row
  std::filesystem::path frames;            // zstd frames in a row
  std::filesystem::path ids;               // of the articles, in a row
  std::vector<std::uint32_t> code_counts;  // by document
  std::vector<std::uint32_t> frame_sizes;  // by document
  std::vector<std::uint32_t> id_sizes;     // by document
  ColumnsBuilder columns;
  unsigned worker = 0;
  std::vector<WordSpan> words;  // in the order of documents
  std::uint64_t text_bytes = 0;
  std::int64_t first_published = kUndated, last_published = kUndated;
};

// One thread's part of a build.
class RunWorker {
 public:
  // `memory_bytes`: its part of SegmentOptions::memory_bytes.
  RunWorker(std::filesystem::path folder, unsigned number, std::string_view dictionary, const SegmentOptions& options,
            std::size_t memory_bytes);

  // Indexes articles [begin, end) of `read` as run `run`. Throws IndexError(kIo).
  // `advance` is called from time to time with the number of articles indexed since; it may throw.
  [[nodiscard]] RunOutput index(std::size_t run, std::size_t begin, std::size_t end,
                                const std::function<Article(std::size_t)>& read, const std::function<void(std::size_t)>& advance);
  // After the last run: writes the words that are left. Throws IndexError(kIo).
  void finish();
  // After finish().
  [[nodiscard]] const std::vector<WordRun>& word_runs() const { return word_runs_; }

 private:
  void make_room(RunOutput& output);
  void write_postings(RunOutput& output);
  void end_words();

  std::filesystem::path folder_;
  unsigned number_;
  bool positions_;
  std::size_t memory_bytes_, lexicon_bytes_;  // that postings and words together, that words may take
  DocumentBuilder builder_;
  PostingRun postings_;
  std::vector<WordRun> word_runs_;
  FrameCompressor compressor_;
};

}  // namespace newshound
