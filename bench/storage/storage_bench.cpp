// Postings decoded by GlassReader and by Xapian's iterator, in turn on one compacted database: nanoseconds a posting of terms
// that one document in `share` has; and a look-up's nanoseconds, of rare terms' statistics. Both must give the same.
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>
#include <stdlib.h>
#include <xapian.h>

#include "storage/posting_source.h"

namespace newshound {
namespace {

constexpr unsigned kRareTerms = 20000;

std::string common_term(unsigned share) { return "Zshare" + std::to_string(share); }
std::string rare_term(unsigned number) { return "Zrare" + std::to_string(number); }

// A compacted database of so many documents, as a segment has it; removed in the end.
class Postings {
 public:
  explicit Postings(unsigned documents) : documents_(documents) {
    std::string pattern = (std::filesystem::temp_directory_path() / "newshound-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    Xapian::WritableDatabase fresh((folder_ / "fresh").string(),
                                   Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
    std::mt19937 random{1};
    for (unsigned d = 0; d < documents; ++d) {
      Xapian::Document document;
      for (const unsigned share : {1u, 4u, 30u, 100u, 300u, 1000u})
        if (random() % share == 0) document.add_term(common_term(share), static_cast<unsigned>(1 + random() % 4));
      document.add_term(rare_term(static_cast<unsigned>(random() % kRareTerms)));
      fresh.add_document(document);
    }
    fresh.commit();
    fresh.compact((folder_ / "postings").string());
  }
  ~Postings() { std::filesystem::remove_all(folder_); }
  Postings(const Postings&) = delete;
  Postings& operator=(const Postings&) = delete;
  [[nodiscard]] std::filesystem::path path() const { return folder_ / "postings"; }
  [[nodiscard]] unsigned documents() const { return documents_; }

 private:
  unsigned documents_;
  std::filesystem::path folder_;
};

const Postings& postings_of(unsigned documents) {
  static const Postings tiny(500), large(200000);
  return documents == tiny.documents() ? tiny : large;
}

bool same(const PostingList& a, const PostingList& b) {
  return a.size() == b.size() && a.documents() == b.documents() && a.words() == b.words() && a.frequencies() == b.frequencies();
}

void BM_Decode(benchmark::State& state, bool through_xapian, unsigned share, unsigned documents) {
  const Postings& postings = postings_of(documents);
  Xapian::Database database(postings.path().string());
  const GlassReader reader(postings.path());
  const std::string term = common_term(share);
  const PostingList expected = read_xapian_postings(database, term, documents);
  if (!reader.readable() || !same(*reader.list(term, documents), expected)) {
    state.SkipWithError("the reader reads something else than Xapian");
    return;
  }
  for (auto _ : state) {
    const PostingList list = through_xapian ? read_xapian_postings(database, term, documents) : *reader.list(term, documents);
    benchmark::DoNotOptimize(list.size());
  }
  state.counters["each"] = benchmark::Counter(static_cast<double>(expected.size()),
                                              benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void BM_LookUp(benchmark::State& state, bool through_xapian, unsigned documents) {
  const Postings& postings = postings_of(documents);
  Xapian::Database database(postings.path().string());
  const GlassReader reader(postings.path());
  unsigned next = 0;
  for (auto _ : state) {
    const std::string term = rare_term(next = (next + 7919) % kRareTerms);
    if (through_xapian) {
      benchmark::DoNotOptimize(database.get_termfreq(term));
    } else {
      benchmark::DoNotOptimize(reader.statistics(term)->documents);
    }
  }
  for (unsigned number = 0; number < kRareTerms; number += 97)
    if (reader.statistics(rare_term(number))->documents != database.get_termfreq(rare_term(number)))
      state.SkipWithError("the reader counts other documents than Xapian");
}

const bool registered = [] {
  for (const bool through_xapian : {true, false}) {
    const std::string name = through_xapian ? "xapian" : "reader";
    for (const unsigned share : {1u, 4u, 30u, 100u, 300u, 1000u}) {
      const std::string of = name + "/share" + std::to_string(share);
      benchmark::RegisterBenchmark((of + "/tiny").c_str(), BM_Decode, through_xapian, share, 500);
      benchmark::RegisterBenchmark((of + "/200000").c_str(), BM_Decode, through_xapian, share, 200000);
    }
    benchmark::RegisterBenchmark((name + "/lookup/tiny").c_str(), BM_LookUp, through_xapian, 500);
    benchmark::RegisterBenchmark((name + "/lookup/200000").c_str(), BM_LookUp, through_xapian, 200000);
  }
  return true;
}();

}  // namespace
}  // namespace newshound
