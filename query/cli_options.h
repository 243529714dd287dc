// The command line of `newshound`: options to a plain value. Part of the program, not of the library. Options carry the API
// parameters' names, dots as dashes, and are read by query/parameters.h, so that tool and daemon agree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/parameters.h"
#include "query/searcher.h"

namespace newshound {

enum class CliCommand : unsigned char { kSearch, kCount, kFacets, kTimeline, kShow, kBatch, kEval, kSuggest, kSimilar, kExplain };

struct CommandLine {
  CliCommand command = CliCommand::kSearch;
  std::string index;               // empty: eval needs none
  std::string profile;             // file; empty = the default profile
  std::string synonyms;            // file; empty = none
  std::vector<std::string> words;  // the query's words; `show`: ids; `similar`: an id; `explain`: an id, then the query's;
                                   // `batch`: the file; `eval`: judgments, then runs
  Parameters parameters;           // without q
  std::string format = "text";
  bool all = false;
  bool per_query = false;         // eval
  std::uint32_t within_days = 0;  // similar; 0: whenever
  Engine engine = Engine::kOnePass;
};

struct CommandLineResult {
  std::optional<CommandLine> line;  // none: help or version was printed, or an error (on stderr)
  int exit_code = 0;                // where there is no line
};

[[nodiscard]] CommandLineResult read_command_line(int argc, const char* const* argv);

}  // namespace newshound
