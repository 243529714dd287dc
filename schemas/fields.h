// The field table: every field that is more than text, with its names, its Xapian term prefix, its column and its facet.
// The document builder, the query parser and the facets loop over it; nothing else knows a prefix or a column's name.
// Adding a field touches article.schema.json, article.h, one row here and the parser of articles (indexer/article_parser.cpp).
// Prefixes follow Xapian's published letters (xapian-core docs, termprefixes); our own begin with X. A change raises
// kSchemaVersion. Constant data: any thread may read it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/article.h"

namespace newshound {

inline constexpr unsigned kSchemaVersion = 3;  // of the index: fields, columns, terms and files

// Terms that don't belong to a field of the table.
inline constexpr std::string_view kStemPrefix = "Z";        // a stem of title, standfirst or body
inline constexpr std::string_view kTitleStemPrefix = "ZS";  // a stem of the title
inline constexpr std::string_view kTitleFormPrefix =
    "S";  // --positions only: a surface form of the title (of all text: no prefix)

enum class Field : unsigned char { kId, kUrl, kOutlet, kTopic, kSection, kAuthor, kPlace, kLanguage };

enum class ColumnKind : unsigned char {
  kNone,
  kOrdinal,   // at most one value an article
  kOrdinals,  // any number of values
};

// How an unquoted value of the query language meets the field's values.
enum class ValueMatch : unsigned char {
  kWhole,  // the whole value, folded
  kWords,  // values that hold all the words
  kExact,  // byte for byte (ids, URLs)
};

struct FieldRow {
  Field field;
  std::string_view name;       // of the member in an article's JSON: "topics"
  std::string_view parameter;  // in a query ("topic:"), as a request parameter and as the facet's name: "topic"
  std::string_view prefix;     // of its Xapian terms: "XT:"
  ColumnKind column;           // column in the segment, named as `parameter`
  ValueMatch match;
  bool facet;     // may be counted
  unsigned slot;  // Xapian value slot in --positions indexes
};

[[nodiscard]] std::span<const FieldRow> field_table();
[[nodiscard]] const FieldRow& field_row(Field field);
// The row whose `parameter` is `name`, or null.
[[nodiscard]] const FieldRow* find_field(std::string_view name);

// The article's values of a field, in its order; a single-valued field gives none or one. kUrl gives the canonical URL, else the
// URL.
[[nodiscard]] std::vector<std::string_view> field_values(const Article& article, Field field);

// Value slots of --positions indexes that don't belong to a row.
inline constexpr unsigned kSlotPublished = 0;  // Xapian::sortable_serialise(seconds UTC); absent if undated
inline constexpr unsigned kSlotIdHash = 1;     // XXH3-64 of the id, 8 bytes big-endian
inline constexpr unsigned kSlotVisibility =
    2;  // status byte, then embargo and expiry as sortable_serialise'd 8-byte numbers; absent if always visible

}  // namespace newshound
