// Three times through the sorted runs: once for the stems, whose places in the order of bytes the forms name; once for the forms,
// to learn which code each will have; once more to write both. A code is the place in the order of falling occurrences, then of
// bytes. To know it there needs to be no list of all forms: how many forms there are of each number of occurrences says where
// that number's codes begin, and the forms come in the order of bytes. Test: tests/unit/indexer/word_join_test.cpp.
#include "indexer/word_join.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "indexer/sorted_merge.h"
#include "storage/vocabulary.h"

namespace newshound {
namespace {

using NumbersOfRuns = std::vector<std::vector<std::uint32_t>>;  // by run, by number in its lexicon

// The place of each run's stems among all; `count`: how many there are.
NumbersOfRuns rank_stems(const std::vector<WordRun>& runs, std::uint32_t& count) {
  NumbersOfRuns ranks;
  for (const WordRun& run : runs) ranks.emplace_back(run.stem_count);
  std::vector<StemCursor> cursors(runs.begin(), runs.end());
  SortedMerge<StemCursor> merge(cursors);
  for (const auto* same = &merge.next(); !same->empty(); same = &merge.next()) {
    for (const StemCursor* cursor : *same) ranks[static_cast<std::size_t>(cursor - cursors.data())][cursor->number()] = count;
    ++count;
  }
  return ranks;
}

std::uint64_t occurrences(const std::vector<FormCursor*>& same) {
  std::uint64_t sum = 0;
  for (const FormCursor* cursor : same) sum += cursor->occurrences();
  return sum;
}

// Gives codes to forms that come in their order, by how often they occur.
class Codes {
 public:
  explicit Codes(const std::vector<WordRun>& runs) {
    std::vector<FormCursor> cursors(runs.begin(), runs.end());
    SortedMerge<FormCursor> merge(cursors);
    for (const auto* same = &merge.next(); !same->empty(); same = &merge.next()) {
      ++next_[occurrences(*same)];
      ++forms_;
    }
    std::vector<std::pair<std::uint64_t, std::uint32_t>> counts(next_.begin(), next_.end());
    std::sort(counts.rbegin(), counts.rend());
    std::uint32_t code = 1;  // 0 is the border
    for (const auto& [times, forms] : counts) {
      next_[times] = code;
      code += forms;
    }
  }
  [[nodiscard]] std::uint32_t forms() const { return forms_; }
  [[nodiscard]] std::uint32_t take(std::uint64_t times) { return next_[times]++; }

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> next_;  // by occurrences: of the forms, first their number, then the next code
  std::uint32_t forms_ = 0;
};

// The form that `same` stand at, of all runs together.
FormCounts sum_counts(const std::vector<FormCursor*>& same, const FormCursor* first, const NumbersOfRuns& stem_ranks) {
  FormCounts counts;
  counts.occurrences = occurrences(same);
  for (FormCursor* cursor : same) {
    const std::size_t begin = counts.stems.size();
    cursor->add_to(counts);
    const auto& ranks = stem_ranks[static_cast<std::size_t>(cursor - first)];
    for (std::size_t i = begin; i < counts.stems.size(); ++i) counts.stems[i] = ranks[counts.stems[i]];
  }
  std::sort(counts.stems.begin(), counts.stems.end());
  counts.stems.erase(std::unique(counts.stems.begin(), counts.stems.end()), counts.stems.end());
  return counts;
}

NumbersOfRuns write_forms(VocabularyWriter& writer, const std::vector<WordRun>& runs, Codes& codes,
                          const NumbersOfRuns& stem_ranks) {
  NumbersOfRuns codes_of_runs;
  for (const WordRun& run : runs) codes_of_runs.emplace_back(run.form_count);
  std::vector<FormCursor> cursors(runs.begin(), runs.end());
  SortedMerge<FormCursor> merge(cursors);
  for (const auto* same = &merge.next(); !same->empty(); same = &merge.next()) {
    FormCounts counts = sum_counts(*same, cursors.data(), stem_ranks);
    FormRecord record;
    record.form = same->front()->text();
    record.code = codes.take(counts.occurrences);
    record.documents = counts.documents;
    record.spelling = counts.spellings.best(record.form);
    record.stems = std::move(counts.stems);
    writer.add_form(record);
    for (const FormCursor* cursor : *same)
      codes_of_runs[static_cast<std::size_t>(cursor - cursors.data())][cursor->number()] = record.code;
  }
  return codes_of_runs;
}

void write_stems(VocabularyWriter& writer, const std::vector<WordRun>& runs) {
  std::vector<StemCursor> cursors(runs.begin(), runs.end());
  SortedMerge<StemCursor> merge(cursors);
  for (const auto* same = &merge.next(); !same->empty(); same = &merge.next()) writer.add_stem(same->front()->text());
}

}  // namespace

std::vector<std::vector<std::uint32_t>> join_words(const std::filesystem::path& path, const std::vector<WordRun>& runs) {
  std::uint32_t stems = 0;
  NumbersOfRuns stem_ranks = rank_stems(runs, stems);
  Codes codes(runs);
  VocabularyWriter writer(path, codes.forms(), stems);
  NumbersOfRuns codes_of_runs = write_forms(writer, runs, codes, stem_ranks);
  NumbersOfRuns().swap(stem_ranks);
  write_stems(writer, runs);
  writer.finish();
  for (const WordRun& run : runs) {
    std::filesystem::remove(run.forms);
    std::filesystem::remove(run.stems);
  }
  return codes_of_runs;
}

}  // namespace newshound
