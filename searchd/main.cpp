// newshound-searchd: reads options, opens the index, serves.
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "query/profile.h"
#include "query/synonyms.h"
#include "searchd/access.h"
#include "searchd/access_log.h"
#include "searchd/config.h"
#include "searchd/config_table.h"
#include "searchd/server.h"

namespace {

using newshound::OptionRow;
using newshound::Result;
using newshound::ServerOptions;

constexpr const char* kExamples = R"(Examples:
  newshound-searchd --index /var/lib/newshound/index
  newshound-searchd --config /etc/newshound/newshound.toml --check-config
  newshound-searchd --index IDX --listen 127.0.0.1:0 --listen unix:/run/newshound/searchd.sock
  newshound-searchd --print-config > newshound.toml
  printf %s "$KEY" | newshound-searchd --hash-key

Flags go before NEWSHOUND_… variables (NEWSHOUND_QUEUE for --queue), these before the configuration file.
SIGTERM drains and stops, SIGHUP reads the file again. Ready when "listening on …" is printed.)";

struct CommandLine {
  std::string config;
  bool check = false, print = false, hash_key = false;
  std::vector<std::pair<const OptionRow*, std::vector<std::string>>> given;
};

constexpr std::size_t kSpareFiles = 256;  // for the index, beside connections

void add_options(CLI::App& app, CommandLine& line) {
  app.add_option("--config", line.config, "newshound.toml; see --print-config")->type_name("FILE")->envname("NEWSHOUND_CONFIG");
  app.add_flag("--check-config", line.check, "look at all options, say what is wrong, and exit");
  app.add_flag("--print-config", line.print, "print a configuration file with every option and its default");
  app.add_flag("--hash-key", line.hash_key, "read an API key from standard input and print the sha256 for the configuration");
  const ServerOptions defaults;
  for (const OptionRow& row : newshound::option_rows()) {
    const bool list = std::holds_alternative<std::vector<std::string> ServerOptions::*>(row.member);
    const std::string help = fmt::format("{} (default {})", row.help, newshound::show_option(row, defaults));
    auto* const option = app.add_option_function<std::vector<std::string>>(
        std::string(row.flag), [&line, &row](const std::vector<std::string>& values) { line.given.emplace_back(&row, values); },
        help);
    option->type_name(std::string(row.value_name))->expected(1);
    if (list) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
}

// File, environment, flags, in rising order of their say.
Result<ServerOptions> read_options(const CommandLine& line) {
  ServerOptions options;
  if (!line.config.empty())
    if (auto file = newshound::read_config_file(line.config, options); !file) return tl::unexpected(file.error());
  if (auto environment = newshound::read_environment(options); !environment) return tl::unexpected(environment.error());
  for (const auto& [row, values] : line.given) {
    if (auto set = newshound::set_option(*row, values, options); !set) {
      set.error().message = fmt::format("{}: {}", row->flag, set.error().message);
      return tl::unexpected(set.error());
    }
  }
  if (auto whole = newshound::check_options(options); !whole) return tl::unexpected(whole.error());
  return options;
}

int complain(const std::string& what) {
  fmt::print(stderr, "newshound-searchd: {}\n", what);
  return 2;
}

int hash_key() {
  std::string key;
  std::getline(std::cin, key);
  if (key.size() < 16) return complain("--hash-key: a key has 16 characters or more, on standard input");
  fmt::print("{}\n", newshound::sha256_hex(key));
  return 0;
}

int check(const ServerOptions& options) {
  if (!options.profile.empty())
    if (const auto profile = newshound::read_profile(options.profile); !profile) return complain(profile.error().message);
  if (!options.synonyms.empty())
    if (const auto synonyms = newshound::Synonyms::read(options.synonyms); !synonyms) return complain(synonyms.error().message);
  fmt::print("the options are good\n");
  return 0;
}

int serve(const CommandLine& line, ServerOptions options) {
  newshound::set_up_log(options);
  const std::size_t files = newshound::raise_file_limit();
  if (files < options.max_connections + kSpareFiles)
    spdlog::warn(
        "only {} files may be open (ulimit -n), fewer than {} connections need: raise the hard limit or lower limits.connections",
        files, options.max_connections);
  newshound::Server server(std::move(options), [&line] { return read_options(line); });
  for (const std::string& address : server.addresses()) fmt::print("listening on {}\n", address);
  std::fflush(stdout);
  server.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine line;
  CLI::App app{"Serves a Newshound index over HTTP."};
  app.footer(kExamples);
  app.set_version_flag("--version", "newshound-searchd " NEWSHOUND_VERSION);
  add_options(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (line.print) {
    fmt::print("{}", newshound::default_config());
    return 0;
  }
  if (line.hash_key) return hash_key();
  try {
    auto options = read_options(line);
    if (!options) return complain(options.error().message);
    return line.check ? check(*options) : serve(line, std::move(*options));
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}
