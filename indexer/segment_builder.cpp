#include "indexer/segment_builder.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <xapian.h>

#include "indexer/run.h"
#include "indexer/segment_seal.h"
#include "storage/files.h"
#include "storage/index_error.h"
#include "storage/stored_article.h"
#include "storage/text_store.h"

namespace newshound {
namespace {

constexpr std::size_t kDictionarySamples = 1500;  // 0.15 s; 8 MB of samples gain 2 % more for five times that
constexpr std::size_t kSampleBytes = 64u << 10;   // of a very long article: as much as the dictionary has

std::string train_dictionary(const ArticleSupply& supply) {
  const auto read = supply.make_reader();
  const std::size_t step = std::max<std::size_t>(1, supply.size / kDictionarySamples);
  std::vector<std::string> samples;
  for (std::size_t i = 0; i < supply.size; i += step) {
    encode_record(read(i), samples.emplace_back());
    samples.back().resize(std::min(samples.back().size(), kSampleBytes));
  }
  return train_text_dictionary(samples);
}

// The state that the threads of one build share.
struct Build {
  const ArticleSupply& supply;
  const BuildProgress& progress;
  std::size_t run_documents;
  std::vector<RunOutput> runs;
  std::atomic<std::size_t> next_run{0};
  std::atomic<bool> stop{false};
  std::mutex mutex;  // guards what follows, and calls of progress
  std::uint64_t done = 0;
  std::exception_ptr error;

  Build(const ArticleSupply& s, const BuildProgress& p, std::size_t documents)
      : supply(s), progress(p), run_documents(documents), runs((s.size + documents - 1) / documents) {}

  void advance(std::size_t documents) {
    const std::lock_guard lock(mutex);
    done += documents;
    if (progress) progress(done, supply.size);
  }

  void work(RunWorker& worker) {
    try {
      const auto read = supply.make_reader();
      for (std::size_t run; !stop && (run = next_run++) < runs.size();) {
        const std::size_t begin = run * run_documents, end = std::min(supply.size, begin + run_documents);
        runs[run] = worker.index(run, begin, end, read, [this](std::size_t documents) { advance(documents); });
      }
      worker.finish();
    } catch (...) {  // carried to the caller of build_segment, which rethrows the first
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
      stop = true;
    }
  }
};

std::size_t documents_of_run(std::size_t documents, unsigned threads, bool positions) {
  if (positions) return kPositionalRunDocuments;
  return std::clamp(documents / (std::size_t{threads} * kRunsOfThread), kLeastRunDocuments, kRunDocuments);
}

SegmentEntry describe(const std::filesystem::path& folder, const Build& build) {
  SegmentEntry entry;
  entry.documents = static_cast<std::uint32_t>(build.supply.size);
  entry.date_ordered = true;
  for (const RunOutput& run : build.runs) {
    entry.text_bytes += run.text_bytes;
    if (run.first_published == kUndated) continue;
    entry.first_published =
        entry.first_published == kUndated ? run.first_published : std::min(entry.first_published, run.first_published);
    entry.last_published = std::max(entry.last_published, run.last_published);
  }
  entry.files = seal_folder(folder);
  return entry;
}

void run_threads(Build& build, std::vector<std::unique_ptr<RunWorker>>& workers) {
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers.size(); ++i) threads.emplace_back([&build, &worker = *workers[i]] { build.work(worker); });
  build.work(*workers[0]);
  for (std::thread& thread : threads) thread.join();
  if (build.error) std::rethrow_exception(build.error);
}

}  // namespace

SegmentEntry build_segment(const std::filesystem::path& folder, const ArticleSupply& supply, const SegmentOptions& options,
                           const BuildProgress& progress) {
  try {
    const std::string dictionary = train_dictionary(supply);
    const unsigned cores = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    Build build(supply, progress, documents_of_run(supply.size, cores, options.positions));
    std::vector<std::unique_ptr<RunWorker>> workers;
    for (unsigned i = 0; i < cores && i < build.runs.size(); ++i)
      workers.push_back(std::make_unique<RunWorker>(folder, i, dictionary, options, options.memory_bytes / cores));
    run_threads(build, workers);
    std::vector<std::vector<WordRun>> words;
    for (const auto& worker : workers) words.push_back(worker->word_runs());
    workers.clear();
    seal_segment(folder, build.runs, words, dictionary, options.positions);
    return describe(folder, build);
  } catch (const Xapian::Error& error) {
    throw IndexError(IndexError::Kind::kIo, folder.string() + ": Xapian can't write the segment: " + error.get_description() +
                                                "; free space and try again, the index is as it was");
  }
}

}  // namespace newshound
