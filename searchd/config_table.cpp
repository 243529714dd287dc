#include "searchd/config_table.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace newshound {
namespace {

using Options = ServerOptions;

constexpr std::array<std::string_view, 5> kLevels = {"debug", "info", "warn", "error", "off"};
constexpr std::array<std::string_view, 2> kFormats = {"text", "json"};
constexpr double kDay = 86400, kMany = 1e6, kGigabytes = 1e12;

const std::array kRows{
    OptionRow{"index", "--index", "DIR", &Options::index, "folder of the index"},
    OptionRow{
        "listen", "--listen", "ADDRESS", &Options::listen,
        "where to listen: ADDRESS:PORT ([::1]:8080 for IPv6; port 0 takes a free one and prints it) or unix:PATH; several may be "
        "given. Sockets that systemd passes come first, and then these only if they are stated"},
    OptionRow{
        "metrics_listen", "--metrics-listen", "ADDRESS", &Options::metrics_listen,
        "a listener for /metrics, /healthz and /readyz alone; without one, /metrics is answered everywhere to loopback and Unix "
        "sockets"},
    OptionRow{
        "public_url", "--public-url", "URL", &Options::public_url,
        "how readers reach the server, such as https://search.news.example: for the links in feeds and pages; empty: as the "
        "request's Host says",
        0, 0, true},
    OptionRow{"hosts", "--hosts", "NAME", &Options::hosts, "names that a request's Host may have, without port; empty: any", 0, 0,
              true},
    OptionRow{"profile", "--profile", "FILE", &Options::profile, "ranking profile (docs/ranking.md), read again when it changes"},
    OptionRow{"synonyms", "--synonyms", "FILE", &Options::synonyms,
              "synonyms (docs/query-syntax.md), read again when they change"},
    OptionRow{"web_dir", "--web-dir", "DIR", &Options::web_dir,
              "folder with the files of the pages (searchd/web), read at each use, instead of those compiled in"},
    OptionRow{"workers", "--workers", "N", &Options::workers, "threads that search; 0: one a core", 0, 1024},
    OptionRow{"watch_interval", "--watch-interval", "SECONDS", &Options::watch_interval, "between looks for a newer generation",
              0.01, 3600},
    OptionRow{"limits.queue", "--queue", "N", &Options::queue, "requests that may wait for a worker; more get 503", 0, kMany,
              true},
    OptionRow{"limits.connections", "--max-connections", "N", &Options::max_connections, "open connections; more get 503", 1,
              kMany, true},
    OptionRow{"limits.connections_per_address", "--max-connections-per-address", "N", &Options::max_connections_per_address,
              "of one client address; trusted proxies and Unix sockets aren't counted", 1, kMany, true},
    OptionRow{"limits.body_bytes", "--body-bytes", "BYTES", &Options::body_bytes, "of a request's body, at most 256 KB", 1024,
              kMaxRequestBodyBytes, true},
    OptionRow{"limits.header_timeout", "--header-timeout", "SECONDS", &Options::header_timeout,
              "from the first byte of a request to the end of its header", 0.001, kDay, true},
    OptionRow{"limits.body_timeout", "--body-timeout", "SECONDS", &Options::body_timeout, "from there to the end of its body",
              0.001, kDay, true},
    OptionRow{"limits.idle_timeout", "--idle-timeout", "SECONDS", &Options::idle_timeout, "between two requests of a connection",
              0.001, kDay, true},
    OptionRow{"limits.write_timeout", "--write-timeout", "SECONDS", &Options::write_timeout,
              "for a client to take an answer, or the next part of an export", 0.001, kDay, true},
    OptionRow{"limits.request_timeout", "--request-timeout", "SECONDS", &Options::request_timeout,
              "for a request from the queue to its answer; work past it stops with 503", 0.001, kDay, true},
    OptionRow{"limits.drain_timeout", "--drain-timeout", "SECONDS", &Options::drain_timeout,
              "after SIGTERM, for requests that are running", 0.001, kDay, true},
    OptionRow{"cache.memory", "--memory", "BYTES", &Options::memory_bytes,
              "of answers (a third) and decoded postings kept, together; 0: as cache.bytes and cache.posting_bytes say", 0,
              kGigabytes, true},
    OptionRow{"cache.bytes", "--cache-bytes", "BYTES", &Options::cache_bytes, "of answers kept; 0: none are", 0, kGigabytes,
              true},
    OptionRow{"cache.posting_bytes", "--posting-bytes", "BYTES", &Options::posting_bytes,
              "of decoded postings kept, which all workers share; 0: none are", 0, kGigabytes, true},
    OptionRow{"cache.max_age", "--max-age", "SECONDS", &Options::max_age,
              "that clients may keep an answer without asking again; never beyond the next embargo or expiry", 0, kDay, true},
    OptionRow{"cache.hold_generations", "--hold-generations", "SECONDS", &Options::hold_generations,
              "that a generation lives on for cursors that name it; 64 generations at most", 0, kDay, true},
    OptionRow{"access.cors_origins", "--cors-origins", "ORIGIN", &Options::cors_origins,
              "pages that scripts may call from, such as https://news.example; * for all", 0, 0, true},
    OptionRow{"access.trusted_proxies", "--trusted-proxies", "ADDRESS", &Options::trusted_proxies,
              "addresses whose X-Forwarded-For is believed; unix for Unix sockets", 0, 0, true},
    OptionRow{"access.bulk_needs_key", "--bulk-needs-key", "BOOL", &Options::bulk_needs_key,
              "whether format=jsonl, csv and ids need an API key with the scope bulk", 0, 0, true},
    OptionRow{"log.level", "--log-level", "LEVEL", &Options::log_level, "debug, info, warn, error or off", 0, 0, true, kLevels},
    OptionRow{"log.format", "--log-format", "FORMAT", &Options::log_format, "text or json, on stderr", 0, 0, true, kFormats},
    OptionRow{"log.access", "--log-access", "BOOL", &Options::log_access, "a line for each request", 0, 0, true},
    OptionRow{"log.queries", "--log-queries", "BOOL", &Options::log_queries,
              "what was searched, in the access and slow-query log", 0, 0, true},
    OptionRow{"log.addresses", "--log-addresses", "BOOL", &Options::log_addresses, "clients' addresses in the access log", 0, 0,
              true},
    OptionRow{"log.slow", "--log-slow", "SECONDS", &Options::log_slow,
              "requests that took longer are logged with their query as parsed; 0: none", 0, kDay, true},
};

template <class T>
tl::unexpected<Error> bad(const T& value, const std::string& allowed) {
  return tl::unexpected(Error{ErrorCode::kInvalidParameter, fmt::format("\"{}\" {}", value, allowed)});
}

std::optional<double> read_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

Result<void> set(const OptionRow& row, const std::string& text, std::string& member) {
  const bool known = row.choices.empty() || std::find(row.choices.begin(), row.choices.end(), text) != row.choices.end();
  if (!known) return bad(text, fmt::format("isn't one of {}", fmt::join(row.choices, ", ")));
  member = text;
  return {};
}

Result<void> set(const OptionRow&, const std::string& text, bool& member) {
  const bool yes = text == "true" || text == "1", no = text == "false" || text == "0";
  if (!yes && !no) return bad(text, "is neither true nor false");
  member = yes;
  return {};
}

Result<void> set(const OptionRow& row, const std::string& text, std::size_t& member) {
  constexpr std::array<std::pair<std::string_view, double>, 3> kUnits = {
      {{"KB", 1024.0}, {"MB", 1048576.0}, {"GB", 1073741824.0}}};
  std::string_view digits = text;
  double unit = 1;
  for (const auto& [name, bytes] : kUnits) {
    if (row.value_name != "BYTES" || !digits.ends_with(name)) continue;
    digits.remove_suffix(name.size());
    unit = bytes;
  }
  const auto number = read_number(digits);
  if (!number || std::floor(*number) != *number || *number * unit < row.least || *number * unit > row.most)
    return bad(text, fmt::format("isn't a whole number from {} to {}", row.least, row.most));
  member = static_cast<std::size_t>(*number * unit);
  return {};
}

Result<void> set(const OptionRow& row, const std::string& text, std::chrono::milliseconds& member) {
  const auto number = read_number(text);
  if (!number || *number < row.least || *number > row.most)
    return bad(text, fmt::format("isn't a number of seconds from {} to {}", row.least, row.most));
  member = std::chrono::milliseconds(std::llround(*number * 1000));
  return {};
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string show(const std::string& value) { return quoted(value); }
std::string show(bool value) { return value ? "true" : "false"; }
std::string show(std::size_t value) { return fmt::format("{}", value); }
std::string show(std::chrono::milliseconds value) { return fmt::format("{}", static_cast<double>(value.count()) / 1000); }
std::string show(const std::vector<std::string>& values) {
  std::vector<std::string> shown;
  for (const std::string& value : values) shown.push_back(quoted(value));
  return fmt::format("[{}]", fmt::join(shown, ", "));
}

// `help` in lines that fit.
std::string comment(std::string_view help) {
  constexpr std::size_t kWidth = 110;
  std::string out, line = "#";
  std::size_t at = 0;
  while (at < help.size()) {
    const std::size_t space = std::min(help.find(' ', at), help.size());
    if (line.size() + 1 + space - at > kWidth) {
      out += line + "\n";
      line = "#";
    }
    line += fmt::format(" {}", help.substr(at, space - at));
    at = space + 1;
  }
  return out + line + "\n";
}

constexpr std::string_view kKeysComment = R"(
# API keys, any number. `sha256` is what `newshound-searchd --hash-key` prints for a key. Scopes: bodies (of articles that aren't
# free), limits (up to 1,000 hits a page), bulk (format=jsonl, csv and ids where access.bulk_needs_key is set).
# Clients send "Authorization: Bearer KEY" or "X-Api-Key: KEY".
#[[keys]]
#name = "archive desk"
#sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
#scopes = ["bodies", "limits", "bulk"]
)";

}  // namespace

std::span<const OptionRow> option_rows() { return kRows; }

std::string environment_name(const OptionRow& row) {
  std::string name = "NEWSHOUND_";
  for (const char c : row.flag.substr(2)) name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

Result<void> set_option(const OptionRow& row, const std::vector<std::string>& values, ServerOptions& options) {
  if (const auto* list = std::get_if<std::vector<std::string> ServerOptions::*>(&row.member)) {
    options.** list = values;
    return {};
  }
  if (values.size() != 1) return bad(fmt::format("{}", fmt::join(values, ", ")), "isn't one value");
  return std::visit(
      [&](auto member) -> Result<void> {
        if constexpr (std::is_same_v<decltype(member), std::vector<std::string> ServerOptions::*>) {
          return {};
        } else {
          return set(row, values[0], options.*member);
        }
      },
      row.member);
}

std::string show_option(const OptionRow& row, const ServerOptions& options) {
  return std::visit([&](auto member) { return show(options.*member); }, row.member);
}

std::string default_config() {
  std::string out =
      "# newshound.toml: newshound-searchd --config newshound.toml. Every option with its default; flags and the environment\n"
      "# (NEWSHOUND_QUEUE for --queue) override it. What is marked \"live\" changes on SIGHUP, the rest with a restart.\n";
  const ServerOptions defaults;
  std::string_view table;
  for (const OptionRow& row : kRows) {
    const std::size_t dot = row.key.find('.');
    const std::string_view in = dot == std::string_view::npos ? std::string_view() : row.key.substr(0, dot);
    if (in != table) {
      out += fmt::format("\n[{}]\n", in);
      table = in;
    }
    out += "\n" + comment(fmt::format("{}{}", row.help, row.live ? " (live)" : ""));
    out += fmt::format("#{} = {}\n", row.key.substr(dot == std::string_view::npos ? 0 : dot + 1), show_option(row, defaults));
  }
  return out + std::string(kKeysComment);
}

}  // namespace newshound
