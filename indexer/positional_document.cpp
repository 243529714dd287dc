#include "indexer/positional_document.h"

#include <string_view>
#include <vector>

#include "analysis/terms.h"
#include "schemas/fields.h"
#include "storage/columns.h"
#include "storage/token_store.h"

namespace newshound {
namespace {

std::string big_endian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) bytes[static_cast<std::size_t>(i)] = static_cast<char>(number & 255u);
  return bytes;
}

void append_time(std::string& value, const Moment& moment) {
  if (moment.seconds_utc == kUndated) {
    value.push_back('\0');
    return;
  }
  const std::string number = Xapian::sortable_serialise(static_cast<double>(moment.seconds_utc));
  value.push_back(static_cast<char>(number.size()));
  value += number;
}

// Values of a field as one slot: each behind its length in two bytes, big-endian. Only what fits 65,535 bytes.
std::string pack_values(const std::vector<std::string_view>& values) {
  std::string packed;
  for (const std::string_view value : values) {
    if (value.size() > 65535) continue;
    packed.push_back(static_cast<char>(value.size() >> 8));
    packed.push_back(static_cast<char>(value.size() & 255u));
    packed += value;
  }
  return packed;
}

void add_forms(Xapian::Document& document, const BuiltDocument& built, const Lexicon& lexicon) {
  Xapian::termpos position = 0;
  bool title = true;
  for (const std::uint32_t code : built.codes) {
    if (code == kBorderCode) {
      title = false;
      position += kPositionGap;
      continue;
    }
    const std::string form(lexicon.forms().at(code - 1));
    document.add_posting(form, ++position, 0);
    if (title) document.add_posting(std::string(kTitleFormPrefix) + form, position, 0);
  }
}

void add_slots(Xapian::Document& document, const Article& article) {
  for (const FieldRow& row : field_table()) {
    const auto values = field_values(article, row.field);
    if (row.slot != 0 && !values.empty()) document.add_value(row.slot, pack_values(values));
  }
  if (article.published.seconds_utc != kUndated)
    document.add_value(kSlotPublished, Xapian::sortable_serialise(static_cast<double>(article.published.seconds_utc)));
  document.add_value(kSlotIdHash, big_endian(id_hash(article.id)));
  const std::string visibility = visibility_value(article);
  if (!visibility.empty()) document.add_value(kSlotVisibility, visibility);
}

}  // namespace

Xapian::Document positional_document(const BuiltDocument& built, const Article& article, const Lexicon& lexicon) {
  Xapian::Document document;
  for (const StemFrequency& of : built.stems) {
    const std::string_view stem = lexicon.stems().at(of.stem);
    document.add_term(stem_term(stem), of.frequency);
    if (of.title) document.add_boolean_term(title_stem_term(stem));
  }
  for (const std::string& term : built.value_terms) document.add_boolean_term(term);
  add_forms(document, built, lexicon);
  add_slots(document, article);
  return document;
}

std::string visibility_value(const Article& article) {
  const bool timed = article.embargoed_until.seconds_utc != kUndated || article.expires.seconds_utc != kUndated;
  if (article.status == Status::kUsable && !timed) return {};
  std::string value(1, static_cast<char>('0' + static_cast<int>(article.status)));
  append_time(value, article.embargoed_until);
  append_time(value, article.expires);
  return value;
}

}  // namespace newshound
