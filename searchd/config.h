// Options from newshound.toml and the environment. The order of precedence is flags, environment, file, defaults; main.cpp keeps
// it. Errors name the file, the line and the option. Pure but for reading; any thread.
#pragma once

#include <string>

#include "schemas/error.h"
#include "searchd/options.h"

namespace newshound {

inline constexpr std::size_t kMaxConfigBytes = 1u << 20;

// The text of a configuration file over `options`; `file` names it in errors.
[[nodiscard]] Result<void> read_config(std::string_view text, const std::string& file, ServerOptions& options);
[[nodiscard]] Result<void> read_config_file(const std::string& file, ServerOptions& options);
// NEWSHOUND_… variables; a list is divided by commas.
[[nodiscard]] Result<void> read_environment(ServerOptions& options);
// What only whole options show: an index is named, addresses can be read.
[[nodiscard]] Result<void> check_options(const ServerOptions& options);

}  // namespace newshound
