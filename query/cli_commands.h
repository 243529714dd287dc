// The commands of `newshound`. Data goes to stdout, talk (totals, notes, errors) to stderr. Part of the program, not of the
// library. Each returns the exit code: 0 found, 1 nothing found, 2 error. They throw IndexError for an index that can't be used
// and std::runtime_error where stdout can't be written.
#pragma once

#include <string_view>

#include "query/answer_text.h"
#include "query/cli_options.h"

namespace newshound {

[[nodiscard]] int run_command(const CommandLine& line);

// Colour only for people: on a terminal that can, unless NO_COLOR (https://no-color.org) says no.
[[nodiscard]] TextStyle stdout_style();
// Writes to stdout; throws std::runtime_error if that fails.
void print_data(std::string_view data);
// "newshound: message"; under a bad query the query and a caret.
void print_error(const Error& error, std::string_view query);
// "newshound: note" for each.
void print_notes(const std::vector<std::string>& notes);
// The request of a command line with `q`. kInvalidParameter and the like.
[[nodiscard]] Result<SearchRequest> make_request(const CommandLine& line, const std::string& q);

}  // namespace newshound
