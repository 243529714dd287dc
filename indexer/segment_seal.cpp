#include "indexer/segment_seal.h"

#include <algorithm>
#include <cstring>
#include <future>
#include <utility>

#include <fmt/format.h>
#include <sys/resource.h>
#include <xapian.h>

#include "indexer/posting_join.h"
#include "indexer/scratch_file.h"
#include "indexer/word_join.h"
#include "storage/pair_filter.h"
#include "storage/text_store.h"
#include "storage/token_store.h"

namespace newshound {
namespace {

// Compaction holds two files of every source open, so that it takes no more at a time than the process may open; nor more than
// this, for each has its blocks in memory.
constexpr std::size_t kMostSources = 400, kOtherFiles = 100;

std::size_t sources_at_a_time() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < 2 * kOtherFiles) return kOtherFiles / 4;
  return std::min<std::size_t>(kMostSources, (limit.rlim_cur - kOtherFiles) / 2);
}

void compact_postings(const std::filesystem::path& folder, std::vector<std::filesystem::path> sources) {
  const std::filesystem::path result = folder / "postings";
  const std::size_t most = sources_at_a_time();
  // Passes keep the order, so document numbers stay concatenated.
  for (std::size_t pass = 0; sources.size() > 1 || pass == 0; ++pass) {
    std::vector<std::filesystem::path> joined;
    for (std::size_t i = 0; i < sources.size(); i += most) {
      const std::size_t end = std::min(sources.size(), i + most);
      Xapian::Database all;
      for (std::size_t s = i; s < end; ++s) all.add_database(Xapian::Database(sources[s].string()));
      const bool last = sources.size() <= most;
      joined.push_back(last ? result : folder / fmt::format("pass-{}-{:06}.postings", pass, i));
      all.compact(joined.back().string(), Xapian::Compactor::FULL);
      all.close();
      for (std::size_t s = i; s < end; ++s) std::filesystem::remove_all(sources[s]);
    }
    sources = std::move(joined);
  }
  std::filesystem::remove(result / "flintlock");  // Xapian's lock of writers: nobody writes here again
}

// Codes of documents by number in a lexicon become those of the vocabulary.
void write_tokens(const std::filesystem::path& folder, const std::vector<RunOutput>& runs,
                  const std::vector<std::vector<WordRun>>& words) {
  std::vector<WordRun> all;
  std::vector<std::size_t> begins;  // of a worker's in `all`
  for (const auto& of_worker : words) {
    begins.push_back(all.size());
    all.insert(all.end(), of_worker.begin(), of_worker.end());
  }
  const auto codes = join_words(folder / "vocabulary", all);
  TokenStoreWriter writer(folder / "tokens");
  PairFilterWriter pairs(folder / kPairFilterName);
  std::vector<std::uint32_t> document;
  for (const RunOutput& run : runs) {
    ScratchReader numbers(run.codes);
    auto count = run.code_counts.begin();
    for (const WordSpan& span : run.words) {
      const auto& code_of = codes[begins[run.worker] + span.words];
      for (std::uint32_t d = 0; d < span.documents; ++d, ++count) {
        const std::string_view bytes = numbers.bytes(*count * sizeof(std::uint32_t));
        document.resize(*count);
        std::memcpy(document.data(), bytes.data(), bytes.size());
        for (std::uint32_t& code : document) code = code == kBorderCode ? kBorderCode : code_of[code - 1];
        writer.append(document);
        pairs.append(document);
      }
    }
    std::filesystem::remove(run.codes);
  }
  writer.finish();
  pairs.finish();
}

void write_text(const std::filesystem::path& folder, const std::vector<RunOutput>& runs, std::string_view dictionary) {
  TextStoreWriter writer(folder / "text", dictionary);
  for (const RunOutput& run : runs) {
    ScratchReader frames(run.frames);
    for (const std::uint32_t size : run.frame_sizes) writer.append(frames.bytes(size), {&size, 1});
    std::filesystem::remove(run.frames);
  }
  for (const RunOutput& run : runs) {
    ScratchReader ids(run.ids);
    for (const std::uint32_t size : run.id_sizes) writer.append_ids(ids.bytes(size), {&size, 1});
    std::filesystem::remove(run.ids);
  }
  writer.finish();
}

}  // namespace

void seal_segment(const std::filesystem::path& folder, std::vector<RunOutput>& runs,
                  const std::vector<std::vector<WordRun>>& words, std::string_view dictionary, bool positions) {
  ColumnsBuilder columns;
  for (RunOutput& run : runs) columns.append(std::move(run.columns));
  std::vector<std::filesystem::path> sources;
  for (const RunOutput& run : runs) sources.insert(sources.end(), run.postings.begin(), run.postings.end());
  // Postings and the other files need nothing of each other: two threads.
  auto postings = std::async(std::launch::async, [&] {
    if (positions)
      compact_postings(folder, std::move(sources));
    else
      join_postings(folder / "postings", sources, columns.lengths());
  });
  write_tokens(folder, runs, words);
  write_text(folder, runs, dictionary);
  columns.write(folder / "columns");
  postings.get();
}

}  // namespace newshound
