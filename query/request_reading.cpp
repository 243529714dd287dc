#include "query/request_reading.h"

#include <algorithm>
#include <utility>

#include "analysis/analyzer.h"
#include "analysis/fold.h"

namespace newshound {
namespace {

void split_commas(const Snapshot& snapshot, Field field, std::vector<std::string>& values) {
  std::vector<std::string> split;
  for (const std::string& value : values) {
    const bool known = value.find(',') == std::string::npos ||
                       std::any_of(snapshot.segments().begin(), snapshot.segments().end(), [&](const SegmentView& view) {
                         return view.segment->columns.ordinals(field).find(fold_value(value)) != 0;
                       });
    if (known) {
      split.push_back(value);
      continue;
    }
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t comma = std::min(value.find(',', begin), value.size());
      if (comma > begin) split.push_back(value.substr(begin, comma - begin));
      begin = comma + 1;
    }
  }
  values = std::move(split);
}

bool is_year(const QueryWord& word) {
  return word.form.size() == 4 && (word.form.starts_with("19") || word.form.starts_with("20")) &&
         std::all_of(word.form.begin(), word.form.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool names_date(const AstNode& node) {
  if (node.kind == NodeKind::kDates) return true;
  if (node.kind == NodeKind::kNot) return false;
  return std::any_of(node.words.begin(), node.words.end(), is_year) ||
         std::any_of(node.children.begin(), node.children.end(), names_date);
}

}  // namespace

void split_lists(const Snapshot& snapshot, SearchRequest& request) {
  for (ValueFilter& filter : request.filters) {
    split_commas(snapshot, filter.field, filter.any);
    split_commas(snapshot, filter.field, filter.none);
    split_commas(snapshot, filter.field, filter.all);
  }
}

std::vector<std::string> asked_languages(const SearchRequest& request, const AstNode& root) {
  std::vector<std::string> languages;
  for (const ValueFilter& filter : request.filters)
    if (filter.field == Field::kLanguage)
      for (const std::string& value : filter.any) languages.push_back(primary_language(value));
  const auto take = [&](const AstNode& node) {
    if (node.kind == NodeKind::kField && node.field == Field::kLanguage) languages.push_back(primary_language(node.value));
  };
  take(root);
  if (root.kind == NodeKind::kAnd)
    for (const AstNode& child : root.children) take(child);
  return languages;
}

bool asks_for_date(const SearchRequest& request, const AstNode& root) {
  return request.from_utc != kUndated || request.to_utc != kUndated || names_date(root);
}

SearchRequest without_filters(const SearchRequest& request) {
  SearchRequest alone;
  alone.now_utc = request.now_utc;
  alone.visible_utc = request.visible_utc;
  alone.time_zone = request.time_zone;
  alone.show_hidden = request.show_hidden;
  alone.limit = 0;
  alone.highlight.wanted = false;
  return alone;
}

}  // namespace newshound
