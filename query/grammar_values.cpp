// The part of the grammar that reads the values of prefixes: fields and dates.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "query/date_range.h"
#include "query/grammar.h"

namespace newshound {

// In a group, neighbouring values without quotes are one: outlet:(New York Times OR PYMNTS).
AstNode Grammar::value(Scope scope, bool in_group) {
  const Lexeme& first = lexemes_[at_++];
  AstNode node;
  node.kind = NodeKind::kField;
  node.begin = first.begin;
  node.end = first.end;
  node.value = first.text;
  node.quoted = first.quoted;
  while (in_group && !first.quoted && at(LexemeKind::kValue) && !lexemes_[at_].quoted) {
    node.value += ' ';
    node.value += lexemes_[at_].text;
    node.end = lexemes_[at_++].end;
  }
  if (scope->is_date()) return dates(std::move(node), *scope);
  node.field = scope->field;
  return node;
}

AstNode Grammar::dates(AstNode node, const QueryPrefix& prefix) {
  if (!set_range(node, prefix)) return bad_date(std::move(node), prefix);
  node.kind = NodeKind::kDates;
  node.value.clear();
  node.quoted = false;
  return node;
}

bool Grammar::set_range(AstNode& node, const QueryPrefix& prefix) {
  if (prefix.kind == PrefixKind::kWhen) {
    const auto from = parse_when(node.value, options_.now_utc, zone_);
    if (from) node.from_utc = *from;
    return from.has_value();
  }
  const auto range = prefix.kind == PrefixKind::kDate ? parse_date_range(node.value, zone_) : parse_period(node.value, zone_);
  if (!range) return false;
  if (prefix.kind != PrefixKind::kBefore) node.from_utc = range->from_utc;
  if (prefix.kind == PrefixKind::kDate) node.to_utc = range->to_utc;
  if (prefix.kind == PrefixKind::kBefore) node.to_utc = range->from_utc;
  if (range->reversed)
    notes_.complain(
        {node.begin, fmt::format("{} ends before it begins", shown(node.value)), "its ends were swapped", "swap its ends"});
  return true;
}

AstNode Grammar::bad_date(AstNode node, const QueryPrefix& prefix) {
  AstNode words;
  words.begin = node.begin;
  words.end = node.end;
  words.words = query_words(fmt::format("{}:{}", prefix.name, node.value), options_.exactness);
  const bool fits = words.words.size() - 1 <= words_left_;  // one was counted as the value
  words.words.resize(fits ? words.words.size() : 1);
  words_left_ -= words.words.size() - 1;
  words.kind = words.words.size() == 1 ? NodeKind::kWord : NodeKind::kSequence;
  words.window = words.words.size() == 1 ? 0 : static_cast<std::uint32_t>(words.words.size());
  const std::string_view example = prefix.kind == PrefixKind::kWhen   ? "24h, 7d, 2w, 1m or 1y"
                                   : prefix.kind == PrefixKind::kDate ? "2025, 2025-07, 2025-07-21 or 2025-07..2025-08"
                                                                      : "2025, 2025-07 or 2025-07-21";
  notes_.complain({node.begin, fmt::format("{}:{} is not a date", prefix.name, shown(node.value)), "searched as words",
                   fmt::format("write {}", example)});
  return words;
}

}  // namespace newshound
