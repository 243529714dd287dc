// Rows of a table as RFC 4180 has it: fields between delimiters, in quotation marks where they hold one, a line break or a mark
// (doubled). Streams: one row in memory. A row whose quotation mark never closes is given as broken, and reading goes on in the
// next line. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input_stream.h"

namespace newshound {

struct CsvRow {
  std::vector<std::string> cells;
  std::string source;  // the row as it stood, or its beginning
  std::uint64_t line = 0, byte = 0;
  std::string problem;  // empty if the row is whole
};

class CsvRows {
 public:
  CsvRows(InputStream& in, char delimiter) : in_(in), delimiter_(delimiter) {}

  // False at the end. Blank lines are passed over.
  bool next(CsvRow& row);

 private:
  std::size_t row_end(bool& open);
  void split(std::string_view text, std::vector<std::string>& cells) const;

  InputStream& in_;
  char delimiter_;
};

// The delimiter among , ; | and tab that the first line of `head` has most of outside of quotation marks; ',' if none.
[[nodiscard]] char likely_delimiter(std::string_view head);
// The cells of the first line.
[[nodiscard]] std::vector<std::string> first_row(std::string_view head);

}  // namespace newshound
