// newshound-searchd: options, logging, exit codes.
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "searchd/server.h"

namespace {

using newshound::ServerOptions;

constexpr const char* kExamples =
    "Examples:\n"
    "  newshound-searchd --index /var/lib/newshound\n"
    "  newshound-searchd --index news.index --listen '[::1]:9000' --workers 4\n"
    "  curl 'http://127.0.0.1:8080/v1/search?q=rail+strike&facets=outlet,topic'\n"
    "The index is opened read-only and followed: a commit of newshound-indexer is served within a second.\n"
    "SIGTERM and SIGINT stop it when running requests have been answered.";

// "127.0.0.1:8080", "[::1]:0"; false if it is neither.
bool parse_listen(const std::string& text, ServerOptions& options) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return false;
  std::string host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string port = text.substr(colon + 1);
  if (port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos || std::stoul(port) > 65535) return false;
  options.address = host;
  options.port = static_cast<unsigned short>(std::stoul(port));
  return true;
}

void add_timeout(CLI::App& app, const std::string& name, std::chrono::milliseconds& value, const std::string& what) {
  app.add_option_function<double>(
         name, [&value](const double& seconds) { value = std::chrono::milliseconds(static_cast<long>(seconds * 1000)); },
         fmt::format("{} (seconds, default {})", what, static_cast<double>(value.count()) / 1000))
      ->check(CLI::Range(0.001, 86400.0));
}

int serve(const ServerOptions& options) {
  newshound::Server server(options);
  fmt::print("listening on {}\n", server.address());
  std::fflush(stdout);
  server.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  ServerOptions options;
  std::string listen = "127.0.0.1:8080", level = "info";
  CLI::App app{"Serves a Newshound index over HTTP as JSON."};
  app.footer(kExamples);
  app.set_version_flag("--version", "newshound-searchd " NEWSHOUND_VERSION);
  app.add_option("--profile", options.profile, "ranking profile (docs/ranking.md), read again when it changes")
      ->type_name("FILE");
  app.add_option("--synonyms", options.synonyms, "synonyms (docs/query-syntax.md), read again when they change")
      ->type_name("FILE");
  app.add_option("--index", options.index, "folder of the index")->envname("NEWSHOUND_INDEX")->required();
  app.add_option("--listen", listen, "address and port; port 0 takes a free one and prints it (default 127.0.0.1:8080)");
  app.add_option("--workers", options.workers, "threads that search (default one a core)")->check(CLI::Range(1, 1024));
  app.add_option("--queue", options.queue, "requests that may wait for a worker; more get 503 (default 128)")
      ->check(CLI::Range(0, 1000000));
  app.add_option("--max-connections", options.max_connections, "open connections; more get 503 (default 1024)")
      ->check(CLI::Range(1, 1000000));
  app.add_option("--web-dir", options.web_dir,
                 "serve the pages' files from this folder, read at each use, instead of those compiled in")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory);
  app.add_option("--public-url", options.public_url,
                 "where readers reach the pages, e.g. https://search.example (default: as a request's Host says)");
  add_timeout(app, "--header-timeout", options.header_timeout, "from the first byte of a request to the end of its header");
  add_timeout(app, "--idle-timeout", options.idle_timeout, "between two requests of a connection");
  add_timeout(app, "--write-timeout", options.write_timeout, "for a client to take an answer");
  add_timeout(app, "--request-timeout", options.request_timeout, "that a request may wait for a worker");
  add_timeout(app, "--drain-timeout", options.drain_timeout, "after SIGTERM, for requests that are running");
  app.add_option("--log-level", level, "debug, info, warn, error or off (default info)")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  spdlog::set_default_logger(spdlog::stderr_logger_mt("newshound-searchd"));
  spdlog::set_level(spdlog::level::from_str(level));
  if (!parse_listen(listen, options)) {
    fmt::print(stderr, "newshound-searchd: --listen {}: is not ADDRESS:PORT, e.g. 127.0.0.1:8080 or [::1]:8080\n", listen);
    return 2;
  }
  try {
    return serve(options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "newshound-searchd: {}\n", error.what());
    return 2;
  }
}
