#include "indexer/field_mapping.h"

#include <charconv>
#include <chrono>
#include <exception>
#include <sstream>

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>
#include <toml++/toml.h>

#include "indexer/article_builder.h"
#include "indexer/wire_date.h"

namespace newshound {
namespace {

Error bad(const std::string& file, const toml::source_region& where, std::string_view message) {
  return {ErrorCode::kInvalidParameter, fmt::format("{}:{}: {}", file, where.begin.line, message), {}, std::nullopt};
}

Result<MappedSource> source_of(const toml::node& node, const std::string& file) {
  const auto path = node.value<std::string>();
  if (!path) return tl::unexpected(bad(file, node.source(), "a path is a string in quotation marks, like \"headline.main\""));
  auto steps = parse_path(*path);
  if (!steps)
    return tl::unexpected(
        bad(file, node.source(), fmt::format("\"{}\" is no path; one looks like \"a.b\", \"a[].b\" or \"a[0]\"", *path)));
  return MappedSource{*path, std::move(*steps)};
}

std::optional<Error> add_sources(const toml::node& node, const std::string& file, MappedField& field) {
  const toml::array* list = node.as_array();
  if (list == nullptr) {
    auto source = source_of(node, file);
    if (!source) return source.error();
    field.sources.push_back(std::move(*source));
    return std::nullopt;
  }
  for (const toml::node& item : *list) {
    auto source = source_of(item, file);
    if (!source) return source.error();
    field.sources.push_back(std::move(*source));
  }
  return std::nullopt;
}

// { path = …, format = …, zone = …, separator = … }
std::optional<Error> read_table(const toml::table& table, const std::string& file, MappedField& field) {
  if (!table.contains("path")) return bad(file, table.source(), "needs path = \"…\": where is the value?");
  for (const auto& [key, value] : table) {
    const auto text = value.value<std::string>();
    std::string* const into = key.str() == "format"      ? &field.format
                              : key.str() == "zone"      ? &field.zone
                              : key.str() == "separator" ? &field.separator
                                                         : nullptr;
    if (key.str() == "path") {
      if (auto error = add_sources(value, file, field)) return error;
      continue;
    }
    if (into == nullptr)
      return bad(file, value.source(),
                 fmt::format("\"{}\" is not known here; a field has path, format, zone and separator", key.str()));
    if (!text) return bad(file, value.source(), fmt::format("{} is a string in quotation marks", key.str()));
    *into = *text;
  }
  if (!field.zone.empty()) {
    try {
      (void)date::locate_zone(field.zone);
    } catch (const std::exception&) {
      return bad(file, table.source(), fmt::format("\"{}\" is no time zone; one looks like Europe/Berlin", field.zone));
    }
  }
  return std::nullopt;
}

std::optional<Error> read_fields(const toml::table& table, const std::string& file, bool extra, FieldMapping& mapping) {
  for (const auto& [key, value] : table) {
    MappedField field;
    field.name = key.str();
    field.extra = extra;
    if (!extra && field_kind(field.name) == FieldKind::kUnknown)
      return bad(file, value.source(),
                 fmt::format("\"{}\" is no field of an article; other names stand under [extra]. There are: {}", field.name,
                             fmt::join(article_field_names(), ", ")));
    const toml::table* details = value.as_table();
    if (auto error = details != nullptr ? read_table(*details, file, field) : add_sources(value, file, field)) return error;
    mapping.fields.push_back(std::move(field));
  }
  return std::nullopt;
}

std::optional<Error> read_constants(const toml::table& table, const std::string& file, FieldMapping& mapping) {
  for (const auto& [key, value] : table) {
    const std::string name(key.str());
    if (field_kind(name) == FieldKind::kUnknown)
      return bad(file, value.source(), fmt::format("\"{}\" is no field of an article", name));
    const toml::array* list = value.as_array();
    const auto add = [&](const toml::node& node) {
      const auto text = node.value<std::string>();
      const auto flag = node.value_exact<bool>();
      if (!text && !flag) return false;
      mapping.constants.emplace_back(name, text ? *text : *flag ? "true" : "false");
      return true;
    };
    bool good = list != nullptr || add(value);
    if (list != nullptr)
      for (const toml::node& item : *list) good = good && add(item);
    if (!good) return bad(file, value.source(), fmt::format("{} is a string, true or false, or a list of strings", name));
  }
  return std::nullopt;
}

std::optional<Error> read_member(std::string_view key, const toml::node& value, const std::string& file, FieldMapping& mapping) {
  const toml::table* table = value.as_table();
  if (key == "fields" || key == "extra" || key == "constants") {
    if (table == nullptr) return bad(file, value.source(), fmt::format("{} is a table: [{}]", key, key));
    return key == "constants" ? read_constants(*table, file, mapping) : read_fields(*table, file, key == "extra", mapping);
  }
  const auto text = value.value<std::string>();
  if (key != "items" && key != "delimiter" && key != "encoding")
    return bad(
        file, value.source(),
        fmt::format("\"{}\" is not known; a mapping has items, delimiter, encoding, [fields], [extra] and [constants]", key));
  if (!text) return bad(file, value.source(), fmt::format("{} is a string in quotation marks", key));
  if (key == "items") mapping.items = *text;
  if (key == "encoding") mapping.encoding = *text;
  if (key == "delimiter") {
    if (text->size() != 1 || std::string_view(",;|\t").find((*text)[0]) == std::string_view::npos)
      return bad(file, value.source(), "delimiter is one of \",\", \";\", \"|\" and \"\\t\"");
    mapping.delimiter = (*text)[0];
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<PathStep>> parse_path(std::string_view path) {
  std::vector<PathStep> steps;
  std::size_t at = 0;
  while (at < path.size()) {
    if (path[at] == '[') {
      const std::size_t close = path.find(']', at);
      if (close == std::string_view::npos) return std::nullopt;
      const std::string_view inside = path.substr(at + 1, close - at - 1);
      PathStep step{inside.empty() ? PathStep::Kind::kAll : PathStep::Kind::kElement, {}, 0};
      if (!inside.empty()) {
        const auto read = std::from_chars(inside.data(), inside.data() + inside.size(), step.element);
        if (read.ec != std::errc{} || read.ptr != inside.data() + inside.size()) return std::nullopt;
      }
      steps.push_back(step);
      at = close + 1;
      if (at < path.size() && path[at] == '.') ++at;
      continue;
    }
    const bool quoted = path[at] == '\'';
    const std::size_t begin = quoted ? at + 1 : at;
    const std::size_t end = quoted ? path.find('\'', begin) : std::min(path.find_first_of(".[", begin), path.size());
    if (end == std::string_view::npos || end == begin) return std::nullopt;
    steps.push_back({PathStep::Kind::kMember, std::string(path.substr(begin, end - begin)), 0});
    at = quoted ? end + 1 : end;
    if (at < path.size() && path[at] != '.' && path[at] != '[') return std::nullopt;
    if (at < path.size() && path[at] == '.' && ++at == path.size()) return std::nullopt;
  }
  if (steps.empty()) return std::nullopt;
  return steps;
}

Result<FieldMapping> FieldMapping::parse(std::string_view text, const std::string& file) {
  FieldMapping mapping;
  toml::table table;
  try {
    table = toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    return tl::unexpected(bad(file, error.source(), error.description()));
  }
  for (const auto& [key, value] : table)
    if (auto error = read_member(key.str(), value, file, mapping)) return tl::unexpected(std::move(*error));
  if (mapping.fields.empty())
    return tl::unexpected(Error{ErrorCode::kInvalidParameter,
                                file + ": has no [fields]; they say which of our fields comes from which of their paths",
                                {},
                                std::nullopt});
  return mapping;
}

std::optional<Moment> read_mapped_date(std::string_view text, const MappedField& field) {
  if (field.format.empty() && field.zone.empty()) return read_wire_date(text);
  if (field.format.starts_with("unix") || field.format == "%s") {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{}) return std::nullopt;  // a fraction behind it doesn't count
    return read_unix_time(field.format == "unix-ms" ? number / 1000 : number);
  }
  std::istringstream in{std::string(text)};
  date::local_seconds local;
  const std::string format = field.format.empty() ? "%Y-%m-%dT%H:%M:%S" : field.format;
  const bool zoned = format.find("%z") != std::string::npos || format.find("%Ez") != std::string::npos;
  if (zoned) {
    date::sys_seconds time;
    in >> date::parse(format, time);
    if (in.fail()) return std::nullopt;
    return Moment{time.time_since_epoch().count(), false};
  }
  in >> date::parse(format, local);
  if (in.fail()) return field.format.empty() ? read_wire_date(text) : std::nullopt;
  const bool clock = format.find("%H") != std::string::npos || format.find("%I") != std::string::npos ||
                     format.find("%T") != std::string::npos || format.find("%R") != std::string::npos ||
                     format.find("%c") != std::string::npos || format.find("%X") != std::string::npos;
  if (!clock) return Moment{local.time_since_epoch().count(), true};
  if (field.zone.empty()) return Moment{local.time_since_epoch().count(), false};
  const date::sys_seconds time = date::locate_zone(field.zone)->to_sys(local, date::choose::earliest);
  return Moment{time.time_since_epoch().count(), false};
}

}  // namespace newshound
