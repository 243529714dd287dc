#include "indexer/segment_seal.h"

#include <algorithm>
#include <future>
#include <numeric>
#include <utility>

#include <fmt/format.h>
#include <sys/resource.h>
#include <xapian.h>

#include "indexer/posting_join.h"
#include "storage/files.h"
#include "storage/pair_filter.h"
#include "storage/text_store.h"
#include "storage/token_store.h"
#include "storage/vocabulary.h"

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

struct MergedForm {
  std::string_view form;
  std::uint64_t occurrences = 0;
  std::uint32_t documents = 0;
  std::uint32_t code = 0;
  std::vector<std::uint32_t> stems;  // merged numbers, later ranks
  Spellings spellings;
};

struct MergedLexicon {
  StringTable forms, stems;
  std::vector<MergedForm> entries;                  // by merged form
  std::vector<std::vector<std::uint32_t>> form_of;  // [lexicon][form] -> merged form
};

void add_spellings(MergedForm& entry, const Spellings& from) {
  entry.spellings.as_form += from.as_form;
  entry.spellings.capitalised += from.capitalised;
  entry.spellings.upper += from.upper;
  if (!from.other) return;
  for (const auto& [spelling, times] : *from.other) entry.spellings.count(entry.form, spelling, times);
}

MergedLexicon merge_lexicons(const std::vector<const Lexicon*>& lexicons) {
  MergedLexicon merged;
  for (const Lexicon* lexicon : lexicons) {
    bool fresh = false;
    std::vector<std::uint32_t> stem_of(lexicon->stems().size());
    for (std::uint32_t s = 0; s < stem_of.size(); ++s) stem_of[s] = merged.stems.intern(lexicon->stems().at(s), fresh);
    auto& form_of = merged.form_of.emplace_back(lexicon->forms().size());
    for (std::uint32_t f = 0; f < form_of.size(); ++f) {
      form_of[f] = merged.forms.intern(lexicon->forms().at(f), fresh);
      if (fresh) merged.entries.emplace_back().form = merged.forms.at(form_of[f]);
      MergedForm& entry = merged.entries[form_of[f]];
      const FormCounts& counts = lexicon->counts()[f];
      entry.occurrences += counts.occurrences;
      entry.documents += counts.documents;
      for (const std::uint32_t stem : counts.stems) entry.stems.push_back(stem_of[stem]);
      add_spellings(entry, counts.spellings);
    }
  }
  return merged;
}

// Numbers of 0 … n-1 in the order that `before` states.
template <class Before>
std::vector<std::uint32_t> sorted_numbers(std::size_t n, Before before) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), before);
  return order;
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

void write_tokens(const std::filesystem::path& folder, const std::vector<RunOutput>& runs,
                  const std::vector<std::vector<std::uint32_t>>& codes) {
  TokenStoreWriter writer(folder / "tokens");
  PairFilterWriter pairs(folder / kPairFilterName);
  std::vector<std::uint32_t> document;
  for (const RunOutput& run : runs) {
    const std::string bytes = read_file(run.codes);
    const auto* numbers = reinterpret_cast<const std::uint32_t*>(bytes.data());
    const auto& code_of = codes[run.worker];
    for (const std::uint32_t count : run.code_counts) {
      document.clear();
      for (std::uint32_t i = 0; i < count; ++i, ++numbers)
        document.push_back(*numbers == kBorderCode ? kBorderCode : code_of[*numbers - 1]);
      writer.append(document);
      pairs.append(document);
    }
    std::filesystem::remove(run.codes);
  }
  writer.finish();
  pairs.finish();
}

void write_text(const std::filesystem::path& folder, const std::vector<RunOutput>& runs, std::string_view dictionary) {
  TextStoreWriter writer(folder / "text", dictionary);
  for (const RunOutput& run : runs) {
    writer.append(read_file(run.frames), run.frame_sizes);
    std::filesystem::remove(run.frames);
  }
  writer.finish();
}

}  // namespace

std::vector<std::vector<std::uint32_t>> seal_vocabulary(const std::filesystem::path& path,
                                                        const std::vector<const Lexicon*>& lexicons) {
  MergedLexicon merged = merge_lexicons(lexicons);
  auto& entries = merged.entries;
  const auto by_frequency = sorted_numbers(entries.size(), [&](std::uint32_t a, std::uint32_t b) {
    return entries[a].occurrences != entries[b].occurrences ? entries[a].occurrences > entries[b].occurrences
                                                            : entries[a].form < entries[b].form;
  });
  for (std::uint32_t rank = 0; rank < by_frequency.size(); ++rank)
    entries[by_frequency[rank]].code = rank + 1;  // 0 is the border

  const auto stem_order = sorted_numbers(
      merged.stems.size(), [&](std::uint32_t a, std::uint32_t b) { return merged.stems.at(a) < merged.stems.at(b); });
  std::vector<std::uint32_t> stem_rank(stem_order.size());
  std::vector<std::string_view> stems(stem_order.size());
  for (std::uint32_t rank = 0; rank < stem_order.size(); ++rank) {
    stem_rank[stem_order[rank]] = rank;
    stems[rank] = merged.stems.at(stem_order[rank]);
  }
  std::vector<FormRecord> records;
  records.reserve(entries.size());
  for (const std::uint32_t f :
       sorted_numbers(entries.size(), [&](std::uint32_t a, std::uint32_t b) { return entries[a].form < entries[b].form; })) {
    FormRecord& record = records.emplace_back();
    record.form = entries[f].form;
    record.code = entries[f].code;
    record.documents = entries[f].documents;
    record.spelling = entries[f].spellings.best(entries[f].form);
    for (const std::uint32_t stem : entries[f].stems) record.stems.push_back(stem_rank[stem]);
    std::sort(record.stems.begin(), record.stems.end());
    record.stems.erase(std::unique(record.stems.begin(), record.stems.end()), record.stems.end());
  }
  write_vocabulary(path, records, stems);

  std::vector<std::vector<std::uint32_t>> codes;
  for (const auto& form_of : merged.form_of) {
    auto& of_lexicon = codes.emplace_back(form_of.size());
    for (std::uint32_t f = 0; f < form_of.size(); ++f) of_lexicon[f] = entries[form_of[f]].code;
  }
  return codes;
}

void seal_segment(const std::filesystem::path& folder, std::vector<RunOutput>& runs, const std::vector<const Lexicon*>& lexicons,
                  std::string_view dictionary, bool positions) {
  ColumnsBuilder columns = std::move(runs.front().columns);
  for (std::size_t i = 1; i < runs.size(); ++i) columns.append(std::move(runs[i].columns));
  std::vector<std::filesystem::path> sources;
  for (const RunOutput& run : runs) sources.insert(sources.end(), run.postings.begin(), run.postings.end());
  // Postings and the other files need nothing of each other: two threads.
  auto postings = std::async(std::launch::async, [&] {
    if (positions)
      compact_postings(folder, std::move(sources));
    else
      join_postings(folder / "postings", sources, columns.lengths());
  });
  const auto codes = seal_vocabulary(folder / "vocabulary", lexicons);
  write_tokens(folder, runs, codes);
  write_text(folder, runs, dictionary);
  columns.write(folder / "columns");
  postings.get();
}

}  // namespace newshound
