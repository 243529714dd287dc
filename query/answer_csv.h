// Answers as CSV (RFC 4180: comma, CR LF, quotes doubled) with a header line, safe to open in a spreadsheet: a cell that begins
// with = + - @, a tab or a carriage return gets a ' in front. Several values of a cell are joined by "; ". Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/answer.h"

namespace newshound {

// One line of cells.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

// The columns of hits: `fields` without those that have no place in a table (highlight, link, extra), or the usual ones.
[[nodiscard]] std::vector<std::string> csv_columns(const std::vector<std::string>& fields);
[[nodiscard]] std::vector<std::string> csv_cells(const Hit& hit, const std::vector<std::string>& columns);

[[nodiscard]] std::string hits_to_csv(const SearchAnswer& answer, const std::vector<std::string>& fields);
[[nodiscard]] std::string facets_to_csv(const SearchAnswer& answer);          // facet,value,count
[[nodiscard]] std::string timeline_to_csv(const HistogramAnswer& histogram);  // start,count[,share][,VALUE…]

}  // namespace newshound
