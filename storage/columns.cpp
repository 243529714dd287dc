#include "storage/columns.h"

#include <array>

#include <xxhash.h>

#include "storage/columns_format.h"

namespace newshound {

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
  width_ = ordinal_width(values_);
  multi_ = row.column == ColumnKind::kOrdinals;
  const auto ordinals = file.section(name + ".ordinals");
  ordinals_ = ordinals.data();
  if (ordinals.size() % width_ != 0) file.damaged("a column has an impossible size");
  if (multi_) {
    offsets_ = Offsets(file, name + ".offsets", documents, ordinals.size() / width_);
  } else if (ordinals.size() != documents * width_) {
    file.damaged("a column has the wrong length");
  }
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

// A column of numbers of type Width. Documents of one value are counted four at a time, each into a row of its own where rows are
// small: neighbours often have the same value, and then each would wait for the count before it.
template <class Width>
std::size_t OrdinalColumn::count_as(std::span<const std::uint32_t> documents, std::span<std::uint32_t> counts) const {
  const auto* const ordinals = reinterpret_cast<const Width*>(ordinals_);
  const auto sound = [this](std::uint32_t ordinal) { return ordinal <= values_ ? ordinal : 0; };
  std::size_t missing = 0;
  if (multi_) {
    for (const std::uint32_t document : documents) {
      const auto [begin, end] = offsets_.range(document);
      std::uint32_t any = 0;
      for (std::uint64_t i = begin; i < end; ++i) {
        const std::uint32_t ordinal = sound(ordinals[i]);
        any |= ordinal;
        ++counts[ordinal];
      }
      missing += any == 0 ? 1 : 0;
    }
    return missing;
  }
  const std::uint32_t before = counts[0];
  std::size_t i = 0;
  if constexpr (sizeof(Width) == 1) {
    constexpr std::size_t kRows = 4, kFew = 256;
    if (documents.size() >= kFew) {
      std::array<std::array<std::uint32_t, 256>, kRows> rows{};
      for (; i + kRows <= documents.size(); i += kRows)
        for (std::size_t row = 0; row < kRows; ++row) ++rows[row][ordinals[documents[i + row]]];
      for (std::uint32_t ordinal = 0; ordinal < 256; ++ordinal)
        for (std::size_t row = 0; row < kRows; ++row) counts[sound(ordinal)] += rows[row][ordinal];
    }
  }
  for (; i < documents.size(); ++i) ++counts[sound(ordinals[documents[i]])];
  return counts[0] - before;
}

std::size_t OrdinalColumn::count(std::span<const std::uint32_t> documents, std::span<std::uint32_t> counts) const {
  if (width_ == 1) return count_as<std::uint8_t>(documents, counts);
  if (width_ == 2) return count_as<std::uint16_t>(documents, counts);
  return count_as<std::uint32_t>(documents, counts);
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
