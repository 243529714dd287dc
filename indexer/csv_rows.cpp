#include "indexer/csv_rows.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kShownBytes = 1000;

std::vector<std::string> cells_of(std::string_view text, char delimiter) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c != '"') {
        cells.back().push_back(c);
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        cells.back().push_back('"');
        ++at;
      } else {
        quoted = false;
      }
    } else if (c == '"' && cells.back().empty()) {
      quoted = true;
    } else if (c == delimiter && cells.size() < kMaxCsvColumns) {
      cells.emplace_back();
    } else {
      cells.back().push_back(c);
    }
  }
  return cells;
}

}  // namespace

// Where the row at the beginning of what is held ends (its line feed, or the end of the input); `open` if a quotation mark isn't
// closed.
std::size_t CsvRows::row_end(bool& open) {
  bool quoted = false, cell_begins = true;
  std::size_t at = 0;
  while (true) {
    const std::string_view held = in_.held();
    for (; at < held.size(); ++at) {
      const char c = held[at];
      if (c == '"' && (quoted || cell_begins)) {
        quoted = !quoted;
        cell_begins = !quoted;  // a second mark right behind is a doubled one: it opens again
        continue;
      }
      if (quoted) continue;
      if (c == '\n') return at;
      cell_begins = c == delimiter_;
    }
    open = quoted;
    if (at > kMaxLineBytes || !in_.more()) return at;
  }
}

bool CsvRows::next(CsvRow& row) {
  while (true) {
    bool open = false;
    row = {{}, {}, in_.line(), in_.offset(), {}};
    std::size_t end = row_end(open);
    if (end == 0 && in_.held().empty()) return false;
    const bool whole = !open || (end < in_.held().size() && in_.held()[end] == '\n');
    if (!whole) {
      row.problem = end > kMaxLineBytes ? fmt::format("the row is over {} bytes, or a quotation mark isn't closed", kMaxLineBytes)
                                        : std::string("a quotation mark isn't closed");
      end = std::min(in_.held().find('\n'), in_.held().size());
    } else if (end > kMaxLineBytes) {
      row.problem = fmt::format("the row is over {} bytes", kMaxLineBytes);
    }
    std::string_view text = in_.held().substr(0, end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    const bool blank = text.find_first_not_of(" \t") == std::string_view::npos;
    row.source = text.substr(0, row.problem.empty() ? text.size() : kShownBytes);
    if (!blank && row.problem.empty()) row.cells = cells_of(text, delimiter_);
    in_.skip(end + 1);
    if (!blank) return true;
  }
}

char likely_delimiter(std::string_view head) {
  constexpr std::array<char, 4> kDelimiters{',', ';', '|', '\t'};
  std::array<std::size_t, 4> counts{};
  bool quoted = false;
  for (const char c : head) {
    if (c == '\n' && !quoted) break;
    if (c == '"') quoted = !quoted;
    const auto* found = std::find(kDelimiters.begin(), kDelimiters.end(), c);
    if (!quoted && found != kDelimiters.end()) ++counts[static_cast<std::size_t>(found - kDelimiters.begin())];
  }
  return kDelimiters[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

std::vector<std::string> first_row(std::string_view head) {
  std::string_view line = head.substr(0, head.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return cells_of(line, likely_delimiter(head));
}

}  // namespace newshound
