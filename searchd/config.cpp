#include "searchd/config.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "query/nearest_name.h"
#include "searchd/config_table.h"
#include "searchd/listen_address.h"

namespace newshound {
namespace {

Error bad(const std::string& where, const std::string& what) {
  return {ErrorCode::kInvalidParameter, fmt::format("{}: {}", where, what)};
}

std::string place_of(const std::string& file, const toml::node& node) {
  return fmt::format("{}:{}", file, node.source().begin.line);
}

// A value as the text that set_option() reads.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto number = node.value_exact<std::int64_t>()) return fmt::format("{}", *number);
  if (const auto number = node.value_exact<double>()) return fmt::format("{}", *number);
  if (const auto truth = node.value_exact<bool>()) return *truth ? "true" : "false";
  return std::nullopt;
}

std::optional<std::vector<std::string>> texts_of(const toml::node& node) {
  if (!node.is_array()) {
    const auto text = text_of(node);
    return text ? std::optional(std::vector{*text}) : std::nullopt;
  }
  std::vector<std::string> texts;
  for (const toml::node& item : *node.as_array()) {
    const auto text = text_of(item);
    if (!text) return std::nullopt;
    texts.push_back(*text);
  }
  return texts;
}

class ConfigReader {
 public:
  ConfigReader(std::string file, ServerOptions& options) : file_(std::move(file)), options_(options) {}

  Result<void> read(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string name = prefix + std::string(key.str());
      if (prefix.empty() && name == "keys") {
        if (auto keys = read_keys(node); !keys) return keys;
      } else if (node.is_table()) {
        if (auto part = read(*node.as_table(), name + "."); !part) return part;
      } else if (auto option = read_option(name, node); !option) {
        return option;
      }
    }
    return {};
  }

 private:
  Result<void> read_option(const std::string& name, const toml::node& node) {
    const auto rows = option_rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const OptionRow& r) { return r.key == name; });
    if (row == rows.end()) {
      std::vector<std::string_view> names;
      for (const OptionRow& known : rows) {
        const bool elsewhere = known.key.ends_with("." + name);  // right, but under the wrong head
        if (elsewhere) names.assign(1, known.key);
        if (elsewhere) break;
        names.push_back(known.key);
      }
      return tl::unexpected(bad(place_of(file_, node), fmt::format("there is no option \"{}\"; the nearest is \"{}\"", name,
                                                                   nearest_name(name, names).name)));
    }
    const auto texts = texts_of(node);
    if (!texts)
      return tl::unexpected(bad(place_of(file_, node), fmt::format("{} is neither a value nor a list of values", name)));
    if (auto set = set_option(*row, *texts, options_); !set)
      return tl::unexpected(bad(place_of(file_, node), fmt::format("{}: {}", name, set.error().message)));
    return {};
  }

  Result<void> read_keys(const toml::node& node) {
    const toml::array* const list = node.as_array();
    if (list == nullptr || !list->is_array_of_tables())
      return tl::unexpected(bad(place_of(file_, node), "keys: write each one under a head of its own, [[keys]]"));
    options_.keys.clear();
    for (const toml::node& item : *list) {
      auto key = read_key(*item.as_table());
      if (!key) return tl::unexpected(bad(place_of(file_, item), fmt::format("keys: {}", key.error().message)));
      options_.keys.push_back(std::move(*key));
    }
    return {};
  }

  static Result<ApiKey> read_key(const toml::table& table) {
    const auto wrong = [](std::string what) { return tl::unexpected(Error{ErrorCode::kInvalidParameter, std::move(what)}); };
    ApiKey key;
    key.name = table["name"].value_or(std::string());
    key.sha256 = table["sha256"].value_or(std::string());
    if (key.name.empty()) return wrong("a key needs a name, for the log");
    const bool hex = key.sha256.size() == 64 && key.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!hex)
      return wrong(fmt::format("the key \"{}\" needs sha256, 64 digits as newshound-searchd --hash-key prints them", key.name));
    for (const auto& [member, value] : table) {
      if (member.str() != "name" && member.str() != "sha256" && member.str() != "scopes")
        return wrong(fmt::format("a key has name, sha256 and scopes, not \"{}\"", std::string(member.str())));
    }
    const toml::node* const listed = table.get("scopes");
    const auto scopes = listed == nullptr ? std::optional(std::vector<std::string>()) : texts_of(*listed);
    if (!scopes) return wrong("scopes: write a list of texts");
    for (const std::string& scope : *scopes) {
      if (scope == "bodies") {
        key.bodies = true;
      } else if (scope == "limits") {
        key.limits = true;
      } else if (scope == "bulk") {
        key.bulk = true;
      } else {
        return wrong(fmt::format("\"{}\" isn't a scope; there are bodies, limits and bulk", scope));
      }
    }
    return key;
  }

  std::string file_;
  ServerOptions& options_;
};

std::vector<std::string> split_commas(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ',');)
    if (!part.empty()) parts.push_back(part);
  return parts;
}

}  // namespace

Result<void> read_config(std::string_view text, const std::string& file, ServerOptions& options) {
  if (text.size() > kMaxConfigBytes) return tl::unexpected(bad(file, "is over 1 MB: not a configuration file"));
  try {
    const toml::table table = toml::parse(text, file);
    return ConfigReader(file, options).read(table, "");
  } catch (const toml::parse_error& error) {
    return tl::unexpected(bad(fmt::format("{}:{}", file, error.source().begin.line),
                              fmt::format("{}, column {}", error.description(), error.source().begin.column)));
  }
}

Result<void> read_config_file(const std::string& file, ServerOptions& options) {
  std::ifstream in(file, std::ios::binary);
  std::string text;
  if (in) {
    text.resize(kMaxConfigBytes + 1);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad() || (!in.eof() && text.size() <= kMaxConfigBytes)) return tl::unexpected(bad(file, "can't be read"));
  return read_config(text, file, options);
}

Result<void> read_environment(ServerOptions& options) {
  for (const OptionRow& row : option_rows()) {
    const std::string name = environment_name(row);
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr) continue;
    const bool list = std::holds_alternative<std::vector<std::string> ServerOptions::*>(row.member);
    if (auto set = set_option(row, list ? split_commas(value) : std::vector<std::string>{value}, options); !set)
      return tl::unexpected(bad(name, set.error().message));
  }
  return {};
}

Result<void> check_options(const ServerOptions& options) {
  if (options.index.empty())
    return tl::unexpected(bad("--index", "say which folder holds the index (or NEWSHOUND_INDEX, or index in the file)"));
  std::vector<std::string> addresses = options.listen;
  if (!options.metrics_listen.empty()) addresses.push_back(options.metrics_listen);
  for (const std::string& address : addresses)
    if (auto parsed = parse_listen_address(address); !parsed) return tl::unexpected(parsed.error());
  const bool web =
      options.public_url.empty() || options.public_url.starts_with("https://") || options.public_url.starts_with("http://");
  if (!web)
    return tl::unexpected(
        bad("--public-url", fmt::format("\"{}\" begins with neither https:// nor http://", options.public_url)));
  return {};
}

}  // namespace newshound
