// The table of options: each one's name in the configuration file, its flag, its meaning, its bounds, and the member that it
// fills. The file, the environment, the command line, --help and the commented default file all come from it. Constant data and
// pure functions; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "schemas/error.h"
#include "searchd/options.h"

namespace newshound {

struct OptionRow {
  using Member = std::variant<std::string ServerOptions::*, std::vector<std::string> ServerOptions::*, bool ServerOptions::*,
                              std::size_t ServerOptions::*, std::chrono::milliseconds ServerOptions::*>;
  std::string_view key;   // "limits.queue"
  std::string_view flag;  // "--queue"; the environment has NEWSHOUND_QUEUE
  std::string_view value_name;
  Member member;
  std::string_view help;
  double least = 0, most = 0;                      // of numbers and seconds
  bool live = false;                               // SIGHUP may change it
  std::span<const std::string_view> choices = {};  // of texts; empty: any
};

[[nodiscard]] std::span<const OptionRow> option_rows();
// "NEWSHOUND_QUEUE" of "--queue".
[[nodiscard]] std::string environment_name(const OptionRow& row);
// Sets the member from texts: one, or any number for a list. Sizes take KB, MB and GB, times seconds, switches true and false.
// The Error says what is allowed; naming the place is the caller's business.
[[nodiscard]] Result<void> set_option(const OptionRow& row, const std::vector<std::string>& values, ServerOptions& options);
// As the configuration file has it: "text", 12, 0.5, true, ["a", "b"].
[[nodiscard]] std::string show_option(const OptionRow& row, const ServerOptions& options);
// newshound.toml with every option at its default, commented.
[[nodiscard]] std::string default_config();

}  // namespace newshound
