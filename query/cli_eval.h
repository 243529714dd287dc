// `newshound eval QRELS RUN [RUN2]`: how good a run of `newshound batch` is, by judgments, and whether a second one is better.
// Needs no index. Part of the program, not of the library.
#pragma once

#include "query/cli_options.h"

namespace newshound {

// The exit code: 0, or 2 if a file can't be read. With --per-query a line for each query, too.
[[nodiscard]] int run_eval(const CommandLine& line);

}  // namespace newshound
