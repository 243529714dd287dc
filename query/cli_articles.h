// The commands of `newshound` about single articles: show, similar, explain. Part of the program, not of the library.
#pragma once

#include "query/cli_options.h"

namespace newshound {

// Each returns the exit code: 0 found (explain: a hit), 1 not, 2 error.
[[nodiscard]] int run_show(const CommandLine& line, Searcher& searcher);
[[nodiscard]] int run_similar(const CommandLine& line, Searcher& searcher);
[[nodiscard]] int run_explain(const CommandLine& line, Searcher& searcher);

}  // namespace newshound
