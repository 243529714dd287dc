// The command line of `newshound`: options to a plain value. Part of the program, not of the library. Options carry the API
// parameters' names, dots as dashes, and are read by query/parameters.h, so that tool and daemon agree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/parameters.h"
#include "query/searcher.h"

namespace newshound {

enum class CliCommand : unsigned char { kSearch, kCount, kFacets, kTimeline, kShow, kBatch, kEval, kSuggest };

struct CommandLine {
  CliCommand command = CliCommand::kSearch;
  std::string index;               // empty: eval needs none
  std::string profile;             // file; empty = the default profile
  std::vector<std::string> words;  // the query's words; `show`: ids; `batch`: the file; `eval`: judgments, then runs
  Parameters parameters;           // without q
  std::string format = "text";
  bool all = false;
  bool per_query = false;  // eval
  Engine engine = Engine::kOnePass;
};

struct CommandLineResult {
  std::optional<CommandLine> line;  // none: help or version was printed, or an error (on stderr)
  int exit_code = 0;                // where there is no line
};

[[nodiscard]] CommandLineResult read_command_line(int argc, const char* const* argv);

}  // namespace newshound
