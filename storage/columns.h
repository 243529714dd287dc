// Fixed-width values by document: what filters, facets, sorting and ranking read for every match. File `columns`, kind "COLS".
//   "documents"     u64 n
//   "length"        u32[n] sum of within-document frequencies (as Xapian's document length)
//   "published"     i64[n] seconds UTC, kUndated if unknown
//   "flags"         u8[n]  bit 0-1 status, bit 2 embargo or expiry present, bit 3 published is a bare date, bit 4 the last
//                   change is one
//   "id_hash"       u64[n] XXH3-64 of the id
//   "embargo", "expires"   i64[n] each, present only if any document has one
//   "modified"      i64[n] the last change, seconds UTC: `modified`, else `published`; present only if any document has the
//   former
// For each field of the table with a column, named by its parameter:
//   "F.ordinals"   u8/u16/u32, the narrowest that holds the number of values; kOrdinal: n of them, 0 = none;
//                  kOrdinals: those of all sets in a row, each set's in the value order of the article
//   "F.offsets"    kOrdinals only: Offsets, an entry a set, in ordinals
//   "F.sets"       kOrdinals only: u8/u16/u32, the narrowest that holds the number of sets; n of them, the set that each document
//                  has. Not there where documents seldom have the same set: then each has its own, and document is set
//   "F.values", "F.value_at"   the dictionary: display spellings (the most frequent), sorted by folded value; ordinal k is
//                   entry k - 1
//   "F.folded", "F.folded_at"   the folded values
// ColumnsBuilder: one thread. Columns: immutable, any number of threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/article.h"
#include "schemas/fields.h"
#include "storage/offsets.h"
#include "storage/section_file.h"

namespace newshound {

inline constexpr std::uint8_t kFlagStatusMask = 3;
inline constexpr std::uint8_t kFlagTimed = 4;  // has an embargo or an expiry
inline constexpr std::uint8_t kFlagDateOnly = 8;
inline constexpr std::uint8_t kFlagModifiedDateOnly = 16;

// XXH3-64 of an id: the column and the last tie-break of every order.
[[nodiscard]] std::uint64_t id_hash(std::string_view id);

class ColumnsBuilder {
 public:
  ColumnsBuilder();
  ~ColumnsBuilder();
  ColumnsBuilder(ColumnsBuilder&&) noexcept;
  ColumnsBuilder& operator=(ColumnsBuilder&&) noexcept;

  void add(const Article& article, std::uint32_t length);
  void append(ColumnsBuilder&& later);  // the documents of `later` follow ours; its memory is free then
  // After the last add(): keeps no more than it takes to be appended to another, or written.
  void shrink();
  [[nodiscard]] std::size_t documents() const;
  [[nodiscard]] std::span<const std::uint32_t> lengths() const;  // by document
  void write(const std::filesystem::path& path);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One field's column.
class OrdinalColumn {
 public:
  OrdinalColumn() = default;
  OrdinalColumn(const SectionFile& file, const FieldRow& row, std::size_t documents);

  [[nodiscard]] std::uint32_t values() const { return values_; }  // ordinals are 1 … values()
  [[nodiscard]] bool multi() const { return multi_; }
  [[nodiscard]] std::string_view value(std::uint32_t ordinal) const;  // display spelling
  [[nodiscard]] std::string_view folded(std::uint32_t ordinal) const;
  [[nodiscard]] std::uint32_t find(std::string_view folded_value) const;  // ordinal, 0 if unknown

  // Adds to counts[ordinal] for each value of each document; `counts` has values() + 1 places, of which the first may be written
  // to as well. Returns how many of the documents have no value.
  [[nodiscard]] std::size_t count(std::span<const std::uint32_t> documents, std::span<std::uint32_t> counts) const;

  // Calls f(ordinal) for each value of the document. A number read from a damaged file is as good as none.
  template <class F>
  void for_each(std::uint32_t document, F&& f) const {
    for_each_in(group(document), f);
  }

  // Documents with the same values, in the same order, are in one group where the column keeps such groups: as many as there are
  // values, or sets of them. Else each document is its own. Groups are 0 … groups() - 1; what a damaged file gives instead is one
  // without values.
  [[nodiscard]] std::uint32_t groups() const { return multi_ ? static_cast<std::uint32_t>(offsets_.entries()) + 1 : values_ + 1; }
  [[nodiscard]] std::uint32_t group(std::uint32_t document) const {
    if (!multi_) return at(document);
    const std::uint32_t set = sets_ == nullptr ? document : number(sets_, set_width_, document);
    return std::min(set, static_cast<std::uint32_t>(offsets_.entries()));
  }
  template <class F>
  void for_each_in(std::uint32_t group, F&& f) const {
    if (multi_) {
      if (group < offsets_.entries()) for_each_of(group, f);
    } else if (group != 0) {
      f(group);
    }
  }

 private:
  // Little-endian numbers of 1, 2 or 4 bytes.
  [[nodiscard]] static std::uint32_t number(const std::uint8_t* numbers, unsigned width, std::uint64_t i) {
    return width == 1   ? numbers[i]
           : width == 2 ? reinterpret_cast<const std::uint16_t*>(numbers)[i]
                        : reinterpret_cast<const std::uint32_t*>(numbers)[i];
  }
  [[nodiscard]] std::uint32_t at(std::uint64_t i) const {
    const std::uint32_t ordinal = number(ordinals_, width_, i);
    return ordinal <= values_ ? ordinal : 0;
  }
  template <class F>
  void for_each_of(std::uint32_t set, F&& f) const {
    const auto [begin, end] = offsets_.range(set);
    for (std::uint64_t i = begin; i < end; ++i) {
      const std::uint32_t ordinal = at(i);
      if (ordinal != 0) f(ordinal);
    }
  }
  [[nodiscard]] bool count_set(std::uint32_t set, std::uint32_t times, std::span<std::uint32_t> counts) const;
  [[nodiscard]] std::size_t count_sets(std::span<const std::uint32_t> documents, std::span<std::uint32_t> counts) const;

  const std::uint8_t* ordinals_ = nullptr;
  const std::uint8_t* sets_ = nullptr;  // null: document is set
  unsigned width_ = 1, set_width_ = 1;
  bool multi_ = false;
  std::uint32_t values_ = 0;
  Offsets offsets_, value_at_, folded_at_;
  std::string_view value_bytes_, folded_bytes_;
};

class Columns {
 public:
  explicit Columns(const std::filesystem::path& path);

  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  [[nodiscard]] std::span<const std::uint32_t> length() const { return length_; }
  [[nodiscard]] std::span<const std::int64_t> published() const { return published_; }
  [[nodiscard]] std::span<const std::uint8_t> flags() const { return flags_; }
  [[nodiscard]] std::span<const std::uint64_t> id_hash() const { return id_hash_; }
  // Whether any document has a status other than usable, an embargo or an expiry: if not, visibility needs no test.
  [[nodiscard]] bool may_hide() const { return may_hide_; }
  [[nodiscard]] bool is_visible(std::uint32_t document, std::int64_t now_utc) const;
  // By document, kUndated where it has none; empty if no document has one.
  [[nodiscard]] std::span<const std::int64_t> embargo() const { return embargo_; }
  [[nodiscard]] std::span<const std::int64_t> expires() const { return expires_; }
  // When each document was changed last, or else published; empty if none was ever changed: then published() says the same.
  [[nodiscard]] std::span<const std::int64_t> modified() const { return modified_; }
  // The column of a field whose row has one.
  [[nodiscard]] const OrdinalColumn& ordinals(Field field) const { return fields_[static_cast<std::size_t>(field)]; }

 private:
  SectionFile file_;
  std::uint32_t documents_ = 0;
  std::span<const std::uint32_t> length_;
  std::span<const std::int64_t> published_, embargo_, expires_, modified_;
  std::span<const std::uint8_t> flags_;
  std::span<const std::uint64_t> id_hash_;
  bool may_hide_ = false;
  std::vector<OrdinalColumn> fields_;
};

}  // namespace newshound
