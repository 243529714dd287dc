#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "analysis/fold.h"
#include "storage/columns.h"
#include "storage/columns_format.h"

namespace newshound {
namespace {

constexpr std::size_t kLeastShared = 2;  // documents a set on average, for sets to be worth a section of their own

struct Value {
  std::string folded;
  std::map<std::string, std::uint32_t> spellings;

  [[nodiscard]] const std::string& best() const {
    const auto most =
        std::max_element(spellings.begin(), spellings.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most->first;
  }
};

// One field: ordinals in order of first appearance until write() sorts them.
struct FieldColumn {
  std::vector<Value> values;
  std::unordered_map<std::string, std::uint32_t> ordinals;  // folded -> ordinal
  std::vector<std::uint32_t> documents;  // ordinals of all documents in a row; one each for single-valued fields
  std::vector<std::uint32_t> counts;     // multi-valued: how many each document has

  std::uint32_t ordinal(const std::string& folded) {
    const auto [at, fresh] = ordinals.emplace(folded, static_cast<std::uint32_t>(values.size() + 1));
    if (fresh) values.push_back({folded, {}});
    return at->second;
  }
};

void write_strings(SectionWriter& writer, const std::string& name, const std::string& offsets_name,
                   const std::vector<std::string_view>& strings) {
  std::vector<std::uint64_t> ends{0};
  writer.begin(name);
  for (const std::string_view s : strings) {
    writer.append(s);
    ends.push_back(ends.back() + s.size());
  }
  write_offsets(writer, offsets_name, ends);
}

template <class T>
void write_narrow(SectionWriter& writer, const std::vector<std::uint32_t>& numbers) {
  const std::vector<T> narrow(numbers.begin(), numbers.end());
  writer.append_array(std::span<const T>(narrow));
}

void write_numbers(SectionWriter& writer, const std::string& name, const std::vector<std::uint32_t>& numbers, std::size_t most) {
  writer.begin(name);
  switch (number_width(static_cast<std::uint32_t>(most))) {
    case 1: write_narrow<std::uint8_t>(writer, numbers); break;
    case 2: write_narrow<std::uint16_t>(writer, numbers); break;
    default: writer.append_array(std::span<const std::uint32_t>(numbers));
  }
}

// The different sets of ordinals that documents have, by first appearance.
struct OrdinalSets {
  std::vector<std::uint32_t> of_document;
  std::vector<std::uint32_t> ordinals;  // of all sets in a row
  std::vector<std::uint64_t> ends{0};   // in `ordinals`, a set each
};

// `counts`: how many of `ordinals` each document has.
OrdinalSets find_sets(const std::vector<std::uint32_t>& ordinals, const std::vector<std::uint32_t>& counts) {
  OrdinalSets sets;
  std::unordered_map<std::string_view, std::uint32_t> numbers;  // by the bytes of the ordinals
  std::size_t begin = 0;
  for (const std::uint32_t count : counts) {
    const auto of_document = std::span(ordinals).subspan(begin, count);
    const std::string_view bytes(reinterpret_cast<const char*>(of_document.data()), of_document.size_bytes());
    const auto [at, fresh] = numbers.emplace(bytes, static_cast<std::uint32_t>(numbers.size()));
    if (fresh) {
      sets.ordinals.insert(sets.ordinals.end(), of_document.begin(), of_document.end());
      sets.ends.push_back(sets.ordinals.size());
    }
    sets.of_document.push_back(at->second);
    begin += count;
  }
  return sets;
}

void write_ordinals(SectionWriter& writer, const std::string& name, const std::vector<std::uint32_t>& ordinals,
                    const FieldColumn& field, bool multi) {
  if (!multi) return write_numbers(writer, name + ".ordinals", ordinals, field.values.size());
  OrdinalSets sets = find_sets(ordinals, field.counts);
  const std::size_t found = sets.ends.size() - 1;
  const bool shared = found <= field.counts.size() / kLeastShared;
  if (!shared) {
    sets.ends.assign(1, 0);
    for (const std::uint32_t count : field.counts) sets.ends.push_back(sets.ends.back() + count);
  }
  write_numbers(writer, name + ".ordinals", shared ? sets.ordinals : ordinals, field.values.size());
  write_offsets(writer, name + ".offsets", sets.ends);
  if (shared) write_numbers(writer, name + ".sets", sets.of_document, found);
}

void write_field(SectionWriter& writer, const FieldRow& row, const FieldColumn& field) {
  std::vector<std::uint32_t> order(field.values.size()), rank(field.values.size() + 1, 0);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return field.values[a].folded < field.values[b].folded; });
  std::vector<std::string_view> display, folded;
  for (std::uint32_t r = 0; r < order.size(); ++r) {
    rank[order[r] + 1] = r + 1;
    display.emplace_back(field.values[order[r]].best());
    folded.emplace_back(field.values[order[r]].folded);
  }
  std::vector<std::uint32_t> ordinals;
  ordinals.reserve(field.documents.size());
  for (const std::uint32_t ordinal : field.documents) ordinals.push_back(rank[ordinal]);
  const std::string name(row.parameter);
  write_ordinals(writer, name, ordinals, field, row.column == ColumnKind::kOrdinals);
  write_strings(writer, name + ".values", name + ".value_at", display);
  write_strings(writer, name + ".folded", name + ".folded_at", folded);
}

}  // namespace

struct ColumnsBuilder::State {
  std::vector<std::uint32_t> length;
  std::vector<std::int64_t> published;
  std::vector<std::int64_t> embargo, expires;  // as far as the last document that is timed
  std::vector<std::int64_t> modified;          // as far as the last one that was changed
  std::vector<std::uint8_t> flags;
  std::vector<std::uint64_t> id_hashes;
  std::vector<FieldColumn> fields = std::vector<FieldColumn>(field_table().size());

  void fill_timed() {
    embargo.resize(published.size(), kUndated);
    expires.resize(published.size(), kUndated);
  }
  // Who was never changed was changed last when published.
  void fill_modified() {
    modified.insert(modified.end(), published.begin() + static_cast<std::ptrdiff_t>(modified.size()), published.end());
  }
};

ColumnsBuilder::ColumnsBuilder() : state_(std::make_unique<State>()) {}
ColumnsBuilder::~ColumnsBuilder() = default;
ColumnsBuilder::ColumnsBuilder(ColumnsBuilder&&) noexcept = default;
ColumnsBuilder& ColumnsBuilder::operator=(ColumnsBuilder&&) noexcept = default;

std::size_t ColumnsBuilder::documents() const { return state_->length.size(); }

std::span<const std::uint32_t> ColumnsBuilder::lengths() const { return state_->length; }

void ColumnsBuilder::add(const Article& article, std::uint32_t length) {
  const bool timed = article.embargoed_until.seconds_utc != kUndated || article.expires.seconds_utc != kUndated;
  auto flags = static_cast<std::uint8_t>(article.status);
  if (timed) flags |= kFlagTimed;
  if (article.published.date_only) flags |= kFlagDateOnly;
  const bool changed = article.modified.seconds_utc != kUndated;
  if ((changed ? article.modified : article.published).date_only) flags |= kFlagModifiedDateOnly;
  state_->length.push_back(length);
  state_->published.push_back(article.published.seconds_utc);
  if (timed) {
    state_->fill_timed();
    state_->embargo.back() = article.embargoed_until.seconds_utc;
    state_->expires.back() = article.expires.seconds_utc;
  }
  if (changed) {
    state_->fill_modified();
    state_->modified.back() = article.modified.seconds_utc;
  }
  state_->flags.push_back(flags);
  state_->id_hashes.push_back(id_hash(article.id));
  for (const FieldRow& row : field_table()) {
    if (row.column == ColumnKind::kNone) continue;
    FieldColumn& field = state_->fields[static_cast<std::size_t>(row.field)];
    const std::size_t begin = field.documents.size();
    for (const std::string_view value : field_values(article, row.field)) {
      const std::uint32_t ordinal = field.ordinal(fold_value(value));
      const auto first = field.documents.begin() + static_cast<std::ptrdiff_t>(begin);
      if (std::find(first, field.documents.end(), ordinal) != field.documents.end()) continue;
      ++field.values[ordinal - 1].spellings[std::string(value)];
      field.documents.push_back(ordinal);
    }
    if (row.column == ColumnKind::kOrdinals) {
      field.counts.push_back(static_cast<std::uint32_t>(field.documents.size() - begin));
    } else if (field.documents.size() == begin) {
      field.documents.push_back(0);
    }
  }
}

void ColumnsBuilder::append(ColumnsBuilder&& later) {
  const auto join = [](auto& ours, auto& theirs) { ours.insert(ours.end(), theirs.begin(), theirs.end()); };
  State& from = *later.state_;
  if (!from.embargo.empty()) state_->fill_timed();
  if (!from.modified.empty()) state_->fill_modified();
  join(state_->length, from.length);
  join(state_->published, from.published);
  join(state_->embargo, from.embargo);
  join(state_->expires, from.expires);
  join(state_->modified, from.modified);
  join(state_->flags, from.flags);
  join(state_->id_hashes, from.id_hashes);
  for (std::size_t f = 0; f < from.fields.size(); ++f) {
    FieldColumn& ours = state_->fields[f];
    std::vector<std::uint32_t> map{0};
    for (const Value& value : from.fields[f].values) {
      const std::uint32_t ordinal = ours.ordinal(value.folded);
      for (const auto& [spelling, count] : value.spellings) ours.values[ordinal - 1].spellings[spelling] += count;
      map.push_back(ordinal);
    }
    for (const std::uint32_t ordinal : from.fields[f].documents) ours.documents.push_back(map[ordinal]);
    join(ours.counts, from.fields[f].counts);
  }
  from = State();
}

void ColumnsBuilder::shrink() {
  State& s = *state_;
  s.length.shrink_to_fit();
  for (auto* dates : {&s.published, &s.embargo, &s.expires, &s.modified}) dates->shrink_to_fit();
  s.flags.shrink_to_fit();
  s.id_hashes.shrink_to_fit();
  for (FieldColumn& field : s.fields) {
    field.ordinals = decltype(field.ordinals)();
    field.documents.shrink_to_fit();
    field.counts.shrink_to_fit();
  }
}

void ColumnsBuilder::write(const std::filesystem::path& path) {
  SectionWriter writer(path, kColumnsKind, kColumnsVersion);
  const std::uint64_t documents[1] = {state_->length.size()};
  const auto section = [&](const char* name, const auto& values) {
    writer.begin(name);
    writer.append(values.data(), values.size() * sizeof(values[0]));
  };
  writer.begin("documents");
  writer.append(documents, sizeof(documents));
  section("length", state_->length);
  section("published", state_->published);
  section("flags", state_->flags);
  section("id_hash", state_->id_hashes);
  if (!state_->embargo.empty()) {
    state_->fill_timed();
    section("embargo", state_->embargo);
    section("expires", state_->expires);
  }
  if (!state_->modified.empty()) {
    state_->fill_modified();
    section("modified", state_->modified);
  }
  for (const FieldRow& row : field_table())
    if (row.column != ColumnKind::kNone) write_field(writer, row, state_->fields[static_cast<std::size_t>(row.field)]);
  writer.finish();
}

}  // namespace newshound
