// The options and commands of `newshound`, as tables. Part of the program, not of the library. Constant data.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "query/cli_options.h"

namespace newshound {

// Which commands an option belongs to.
inline constexpr unsigned kSearch = 1U << 0, kCount = 1U << 1, kFacets = 1U << 2, kTimeline = 1U << 3, kShow = 1U << 4,
                          kBatch = 1U << 5, kEval = 1U << 6, kSuggest = 1U << 7, kSimilar = 1U << 8, kExplain = 1U << 9;
inline constexpr unsigned kHits = kSearch | kBatch;
inline constexpr unsigned kQueries = kSearch | kCount | kFacets | kTimeline | kBatch | kExplain;

struct OptionRow {
  const char* option;
  const char* parameter;
  unsigned commands;
  const char* value;
  const char* help;
};

inline constexpr std::size_t kOptionCount = 36;
[[nodiscard]] const std::array<OptionRow, kOptionCount>& option_table();

struct CommandRow {
  CliCommand command;
  unsigned bit;
  const char* name;
  const char* words;  // positional argument
  const char* help;
  std::vector<std::string> formats;  // the first is the default
  const char* footer;
};

[[nodiscard]] const std::vector<CommandRow>& command_table();

}  // namespace newshound
