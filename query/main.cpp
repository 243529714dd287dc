// newshound: the query tool. Reads the command line, runs the command, and is the one place where its exceptions end.
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "query/cli_commands.h"

int main(int argc, char** argv) {
  try {
    const newshound::CommandLineResult read = newshound::read_command_line(argc, argv);
    return read.line ? newshound::run_command(*read.line) : read.exit_code;
  } catch (const std::exception& error) {
    fmt::print(stderr, "newshound: {}\n", error.what());
    return 2;
  }
}
