// `newshound batch`: many queries from a file, one a line (id, tab, query), answered as a TREC run, JSON Lines or CSV.
// A bad line is reported with its number on stderr and the rest goes on. Part of the program, not of the library.
#pragma once

#include "query/cli_options.h"

namespace newshound {

inline constexpr std::size_t kBatchLimit = 1000;  // hits a query by default: as deep as TREC evaluations look

// The exit code: 2 if a line was bad, 1 if nothing was found for any query, else 0.
[[nodiscard]] int run_batch(const CommandLine& line, Searcher& searcher);

}  // namespace newshound
