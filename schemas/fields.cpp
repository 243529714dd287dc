#include "schemas/fields.h"

#include <algorithm>
#include <array>

namespace newshound {
namespace {

// Multi-valued slots hold each value as its length in one or two 7-bit bytes and its bytes (indexer/value_slots.h).
constexpr std::array<FieldRow, 8> kFields{{
    {Field::kId, "id", "id", "Q", ColumnKind::kNone, ValueMatch::kExact, false, 0},
    {Field::kUrl, "url", "url", "U", ColumnKind::kNone, ValueMatch::kExact, false, 0},
    {Field::kOutlet, "outlet", "outlet", "XO:", ColumnKind::kOrdinal, ValueMatch::kWhole, true, 10},
    {Field::kTopic, "topics", "topic", "XT:", ColumnKind::kOrdinals, ValueMatch::kWhole, true, 11},
    {Field::kSection, "section", "section", "XS:", ColumnKind::kOrdinal, ValueMatch::kWhole, true, 12},
    {Field::kAuthor, "authors", "author", "A:", ColumnKind::kOrdinals, ValueMatch::kWords, true, 13},
    {Field::kPlace, "places", "place", "XP:", ColumnKind::kOrdinals, ValueMatch::kWords, true, 14},
    {Field::kLanguage, "language", "lang", "L:", ColumnKind::kOrdinal, ValueMatch::kWhole, true, 15},
}};

std::vector<std::string_view> one(const std::string& value) {
  if (value.empty()) return {};
  return {std::string_view(value)};
}

}  // namespace

std::span<const FieldRow> field_table() { return kFields; }

const FieldRow& field_row(Field field) { return kFields[static_cast<std::size_t>(field)]; }

const FieldRow* find_field(std::string_view name) {
  const auto row = std::find_if(kFields.begin(), kFields.end(), [&](const FieldRow& f) { return f.parameter == name; });
  return row == kFields.end() ? nullptr : &*row;
}

std::vector<std::string_view> field_values(const Article& article, Field field) {
  switch (field) {
    case Field::kId: return one(article.id);
    case Field::kUrl: return one(article.canonical_url.empty() ? article.url : article.canonical_url);
    case Field::kOutlet: return one(article.outlet);
    case Field::kTopic: return {article.topics.begin(), article.topics.end()};
    case Field::kSection: return one(article.section);
    case Field::kAuthor: return {article.authors.begin(), article.authors.end()};
    case Field::kPlace: return {article.places.begin(), article.places.end()};
    case Field::kLanguage: return one(article.language);
  }
  return {};
}

}  // namespace newshound
