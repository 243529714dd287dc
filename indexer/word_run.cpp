#include "indexer/word_run.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "indexer/sorted_merge.h"
#include "indexer/string_table.h"
#include "storage/glass_format.h"

namespace newshound {
namespace {

constexpr std::size_t kFlushBytes = 1u << 18;

std::vector<std::uint32_t> sorted_numbers(const StringTable& table) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(table.size());
  for (std::uint32_t number = 0; number < keys.size(); ++number) keys[number] = {leading_bytes(table.at(number)), number};
  std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : table.at(a.second) < table.at(b.second);
  });
  std::vector<std::uint32_t> numbers(keys.size());
  std::transform(keys.begin(), keys.end(), numbers.begin(), [](const auto& key) { return key.second; });
  return numbers;
}

void put_text(std::string& bytes, std::string_view text) {
  put_glass_varint(bytes, text.size());
  bytes += text;
}

void put_counts(std::string& bytes, const FormCounts& counts) {
  const auto put = [&bytes](std::uint64_t number) { put_glass_varint(bytes, number); };
  const Spellings& spellings = counts.spellings;
  put(counts.documents);
  put(spellings.as_form);
  put(spellings.capitalised);
  put(spellings.upper);
  put(spellings.other ? spellings.other->size() : 0);
  if (spellings.other) {
    for (const auto& [spelling, times] : *spellings.other) {
      put_text(bytes, spelling);
      put(times);
    }
  }
  put(counts.stems.size());
  for (const std::uint32_t stem : counts.stems) put(stem);
}

// Writes an entry for each text of the table, in their order; `put` adds what follows the number.
template <class Put>
void write_sorted(const std::filesystem::path& path, const StringTable& table, Put put) {
  ScratchFile file(path);
  std::string bytes;
  for (const std::uint32_t number : sorted_numbers(table)) {
    put_text(bytes, table.at(number));
    put_glass_varint(bytes, number);
    put(bytes, number);
    if (bytes.size() < kFlushBytes) continue;
    file.append(bytes.data(), bytes.size());
    bytes.clear();
  }
  file.append(bytes.data(), bytes.size());
  file.close();
}

}  // namespace

WordRun write_words(const Lexicon& lexicon, const std::filesystem::path& path) {
  WordRun run{path.string() + ".forms", path.string() + ".stems", lexicon.forms().size(), lexicon.stems().size()};
  write_sorted(run.stems, lexicon.stems(), [](std::string&, std::uint32_t) {});
  std::string rest;
  write_sorted(run.forms, lexicon.forms(), [&](std::string& bytes, std::uint32_t form) {
    const FormCounts& counts = lexicon.counts()[form];
    rest.clear();
    put_counts(rest, counts);
    put_glass_varint(bytes, counts.occurrences);
    put_text(bytes, rest);
  });
  return run;
}

bool StemCursor::next() {
  if (file_.at_end()) return false;
  text_ = file_.bytes(file_.number());
  number_ = static_cast<std::uint32_t>(file_.number());
  if (number_ >= count_) file_.damaged();
  return true;
}

bool FormCursor::next() {
  (void)file_.bytes(std::exchange(rest_bytes_, 0));
  if (file_.at_end()) return false;
  text_ = file_.bytes(file_.number());
  number_ = static_cast<std::uint32_t>(file_.number());
  if (number_ >= count_) file_.damaged();
  occurrences_ = file_.number();
  rest_bytes_ = file_.number();
  return true;
}

void FormCursor::add_to(FormCounts& counts) {
  rest_bytes_ = 0;
  counts.documents += static_cast<std::uint32_t>(file_.number());
  Spellings& spellings = counts.spellings;
  spellings.as_form += static_cast<std::uint32_t>(file_.number());
  spellings.capitalised += static_cast<std::uint32_t>(file_.number());
  spellings.upper += static_cast<std::uint32_t>(file_.number());
  for (std::uint64_t others = file_.number(); others != 0; --others) {
    if (!spellings.other) spellings.other = std::make_unique<std::map<std::string, std::uint32_t>>();
    std::uint32_t& times = (*spellings.other)[std::string(file_.bytes(file_.number()))];
    times += static_cast<std::uint32_t>(file_.number());
  }
  for (std::uint64_t stems = file_.number(); stems != 0; --stems) {
    const std::uint64_t stem = file_.number();
    if (stem >= stem_count_) file_.damaged();
    counts.stems.push_back(static_cast<std::uint32_t>(stem));
  }
}

}  // namespace newshound
