#include "storage/columns.h"

#include <algorithm>
#include <array>

#include <xxhash.h>

#include "storage/columns_format.h"

namespace newshound {
namespace {

constexpr std::size_t kFewSets = 4;  // sets a document, beyond which counting the sets takes longer than they spare

}  // namespace

std::uint64_t id_hash(std::string_view id) { return XXH3_64bits(id.data(), id.size()); }

OrdinalColumn::OrdinalColumn(const SectionFile& file, const FieldRow& row, std::size_t documents) {
  const std::string name(row.parameter);
  const auto values = file.section(name + ".values"), folded = file.section(name + ".folded");
  const auto value_bytes = file.section(name + ".value_at").size();
  // n + 1 offsets of four bytes, or of eight where the values take more than 4 GiB.
  const std::size_t entry = values.size() > 0xFFFFFFFFu ? 8 : 4;
  if (value_bytes < entry || value_bytes % entry != 0) file.damaged("a dictionary has an impossible size");
  if (value_bytes / entry > 0xFFFFFFFEu) file.damaged("a dictionary has too many values");
  values_ = static_cast<std::uint32_t>(value_bytes / entry - 1);
  value_at_ = Offsets(file, name + ".value_at", values_, values.size());
  folded_at_ = Offsets(file, name + ".folded_at", values_, folded.size());
  value_bytes_ = {reinterpret_cast<const char*>(values.data()), values.size()};
  folded_bytes_ = {reinterpret_cast<const char*>(folded.data()), folded.size()};
  width_ = number_width(values_);
  multi_ = row.column == ColumnKind::kOrdinals;
  const auto ordinals = file.section(name + ".ordinals");
  ordinals_ = ordinals.data();
  if (ordinals.size() % width_ != 0) file.damaged("a column has an impossible size");
  const std::size_t ordinal_count = ordinals.size() / width_;
  if (!multi_) {
    if (ordinal_count != documents) file.damaged("a column has the wrong length");
    return;
  }
  if (!file.has(name + ".sets")) {
    offsets_ = Offsets(file, name + ".offsets", documents, ordinal_count);
    return;
  }
  offsets_ = Offsets(file, name + ".offsets", ordinal_count);
  set_width_ = number_width(static_cast<std::uint32_t>(offsets_.entries()));
  const auto sets = file.section(name + ".sets");
  if (sets.size() != documents * set_width_) file.damaged("a column has the wrong length");
  sets_ = sets.data();
}

std::string_view OrdinalColumn::value(std::uint32_t ordinal) const {
  const auto [begin, end] = value_at_.range(ordinal - 1);
  return value_bytes_.substr(begin, end - begin);
}

std::string_view OrdinalColumn::folded(std::uint32_t ordinal) const {
  const auto [begin, end] = folded_at_.range(ordinal - 1);
  return folded_bytes_.substr(begin, end - begin);
}

std::uint32_t OrdinalColumn::find(std::string_view folded_value) const {
  std::uint32_t low = 1, high = values_ + 1;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (folded(middle) < folded_value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low <= values_ && folded(low) == folded_value ? low : 0;
}

namespace {

// Adds to counts[number] for the number of each document; for `unsound` instead where a number is too high (damage). Four
// documents at a time, each into a row of its own where rows are small: neighbours often have the same number, and then each
// would wait for the count before it.
template <class Width>
void tally(const Width* numbers, std::span<const std::uint32_t> documents, std::span<std::uint32_t> counts,
           std::uint32_t unsound) {
  constexpr std::size_t kRows = 4, kMostCounts = 1024;
  const std::size_t size = counts.size();
  const auto sound = [=](std::uint32_t number) { return number < size ? number : unsound; };
  std::size_t i = 0;
  if (size <= kMostCounts && documents.size() >= size) {
    std::array<std::array<std::uint32_t, kMostCounts>, kRows> rows;
    for (auto& row : rows) std::fill_n(row.begin(), size, 0);
    for (; i + kRows <= documents.size(); i += kRows)
      for (std::size_t row = 0; row < kRows; ++row) ++rows[row][sound(numbers[documents[i + row]])];
    for (std::size_t number = 0; number < size; ++number)
      for (const auto& row : rows) counts[number] += row[number];
  }
  for (; i < documents.size(); ++i) ++counts[sound(numbers[documents[i]])];
}

void tally(const std::uint8_t* numbers, unsigned width, std::span<const std::uint32_t> documents, std::span<std::uint32_t> counts,
           std::uint32_t unsound) {
  if (width == 1) return tally(numbers, documents, counts, unsound);
  if (width == 2) return tally(reinterpret_cast<const std::uint16_t*>(numbers), documents, counts, unsound);
  tally(reinterpret_cast<const std::uint32_t*>(numbers), documents, counts, unsound);
}

}  // namespace

// Whether the set has any value.
bool OrdinalColumn::count_set(std::uint32_t set, std::uint32_t times, std::span<std::uint32_t> counts) const {
  bool any = false;
  for_each_of(set, [&](std::uint32_t ordinal) {
    counts[ordinal] += times;
    any = true;
  });
  return any;
}

// Documents by set first, where there are not many sets, then each set's values.
std::size_t OrdinalColumn::count_sets(std::span<const std::uint32_t> documents, std::span<std::uint32_t> counts) const {
  const auto sets = static_cast<std::uint32_t>(offsets_.entries());
  std::vector<std::uint32_t> by_set(sets + std::size_t{1}, 0);
  tally(sets_, set_width_, documents, by_set, sets);
  std::size_t missing = by_set[sets];
  for (std::uint32_t set = 0; set < sets; ++set)
    if (by_set[set] != 0 && !count_set(set, by_set[set], counts)) missing += by_set[set];
  return missing;
}

std::size_t OrdinalColumn::count(std::span<const std::uint32_t> documents, std::span<std::uint32_t> counts) const {
  if (!multi_) {
    const std::uint32_t before = counts[0];
    tally(ordinals_, width_, documents, counts, 0);
    return counts[0] - before;
  }
  if (sets_ != nullptr && documents.size() >= offsets_.entries() / kFewSets) return count_sets(documents, counts);
  std::size_t missing = 0;
  for (const std::uint32_t document : documents) {
    const std::uint32_t set = sets_ == nullptr ? document : number(sets_, set_width_, document);
    missing += set < offsets_.entries() && count_set(set, 1, counts) ? 0 : 1;
  }
  return missing;
}

Columns::Columns(const std::filesystem::path& path) : file_(path, kColumnsKind, kColumnsVersion) {
  const std::uint64_t documents = file_.array<std::uint64_t>("documents", 1)[0];
  if (documents > 0xFFFFFFFEu) file_.damaged("it has an impossible number of documents");
  documents_ = static_cast<std::uint32_t>(documents);
  length_ = file_.array<std::uint32_t>("length", documents);
  published_ = file_.array<std::int64_t>("published", documents);
  flags_ = file_.array<std::uint8_t>("flags", documents);
  id_hash_ = file_.array<std::uint64_t>("id_hash", documents);
  if (file_.has("embargo")) {
    embargo_ = file_.array<std::int64_t>("embargo", documents);
    expires_ = file_.array<std::int64_t>("expires", documents);
  }
  if (file_.has("modified")) modified_ = file_.array<std::int64_t>("modified", documents);
  for (const std::uint8_t flags : flags_) may_hide_ = may_hide_ || (flags & (kFlagStatusMask | kFlagTimed)) != 0;
  for (const FieldRow& row : field_table()) {
    if (row.column == ColumnKind::kNone) {
      fields_.emplace_back();
    } else {
      fields_.emplace_back(file_, row, documents);
    }
  }
}

bool Columns::is_visible(std::uint32_t document, std::int64_t now_utc) const {
  const std::uint8_t flags = flags_[document];
  if ((flags & kFlagStatusMask) != 0) return false;
  if ((flags & kFlagTimed) == 0 || embargo_.empty()) return true;
  if (embargo_[document] != kUndated && embargo_[document] > now_utc) return false;
  return expires_[document] == kUndated || expires_[document] > now_utc;
}

}  // namespace newshound
