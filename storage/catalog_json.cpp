#include <limits>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "storage/catalog.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

using Json = nlohmann::json;  // keeps keys sorted, so a dump is canonical

constexpr std::size_t kMaxCatalogBytes = 64u << 20;  // some 40,000 segments; bounds what a damaged file can ask for
constexpr int kMaxDepth = 8;                         // a catalog has five; nlohmann copies and dumps by recursion

std::string hex(std::uint64_t number) { return fmt::format("{:016x}", number); }

std::uint64_t from_hex(const std::string& text) {
  if (text.size() != 16 || text.find_first_not_of("0123456789abcdef") != std::string::npos)
    throw std::invalid_argument("not a checksum");
  return std::stoull(text, nullptr, 16);
}

Json moment_json(std::int64_t seconds) { return seconds == kUndated ? Json(nullptr) : Json(seconds); }

// nlohmann turns -1, 1.5 and true into any number type; a catalog has whole numbers in range or is damaged.
template <class T>
T number(const Json& object, const char* name) {
  const Json& json = object.at(name);
  if (!json.is_number_unsigned() || json.get<std::uint64_t>() > std::numeric_limits<T>::max())
    throw std::invalid_argument(fmt::format("\"{}\" is not a number in range", name));
  return json.get<T>();
}

std::int64_t moment_of(const Json& object, const char* name) {
  const Json& json = object.at(name);
  if (json.is_null()) return kUndated;
  if (!json.is_number_integer()) throw std::invalid_argument(fmt::format("\"{}\" is not a time", name));
  return json.get<std::int64_t>();
}

bool nested_too_deep(const std::string& text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '[' || c == '{')) {
      if (++depth > kMaxDepth) return true;
    } else if (!in_string && (c == ']' || c == '}')) {
      --depth;
    }
  }
  return false;
}

Json sum_json(const FileSum& sum) { return {{"name", sum.name}, {"bytes", sum.bytes}, {"xxh3", hex(sum.xxh3)}}; }

FileSum sum_of(const Json& json) {
  FileSum sum{json.at("name").get<std::string>(), number<std::uint64_t>(json, "bytes"),
              from_hex(json.at("xxh3").get<std::string>())};
  const std::filesystem::path path(sum.name);
  bool safe = !sum.name.empty() && path.is_relative() && sum.name.find('\0') == std::string::npos;
  for (const auto& part : path) safe = safe && part != "..";
  if (!safe) throw std::invalid_argument("a file name leads outside: " + sum.name);
  return sum;
}

Json segment_json(const SegmentEntry& entry) {
  Json files = Json::array();
  for (const FileSum& sum : entry.files) files.push_back(sum_json(sum));
  return {{"number", entry.number},
          {"documents", entry.documents},
          {"deleted", entry.deleted},
          {"date_ordered", entry.date_ordered},
          {"first_published", moment_json(entry.first_published)},
          {"last_published", moment_json(entry.last_published)},
          {"text_bytes", entry.text_bytes},
          {"deletions", entry.deletions ? sum_json(*entry.deletions) : Json(nullptr)},
          {"files", files}};
}

const Json& list(const Json& object, const char* name) {
  const Json& json = object.at(name);
  if (!json.is_array()) throw std::invalid_argument(fmt::format("\"{}\" is not a list", name));
  return json;
}

SegmentEntry segment_of(const Json& json) {
  SegmentEntry entry;
  entry.number = number<std::uint64_t>(json, "number");
  entry.documents = number<std::uint32_t>(json, "documents");
  entry.deleted = number<std::uint32_t>(json, "deleted");
  entry.date_ordered = json.at("date_ordered").get<bool>();
  entry.first_published = moment_of(json, "first_published");
  entry.last_published = moment_of(json, "last_published");
  entry.text_bytes = number<std::uint64_t>(json, "text_bytes");
  if (!json.at("deletions").is_null()) entry.deletions = sum_of(json.at("deletions"));
  for (const Json& file : list(json, "files")) entry.files.push_back(sum_of(file));
  if (entry.deleted > entry.documents) throw std::invalid_argument("more documents deleted than there are");
  return entry;
}

std::string checksum(const Json& json) {
  const std::string text = json.dump();
  return hex(XXH3_64bits(text.data(), text.size()));
}

// The checksum is verified before the version is looked at: its rule is the same in every schema version.
Catalog catalog_of(Json json, const std::string& where) {
  const std::string sum = json.at("checksum").get<std::string>();
  json.erase("checksum");
  if (sum != checksum(json)) throw std::invalid_argument("checksum differs");
  Catalog catalog;
  catalog.schema_version = number<unsigned>(json, "schema_version");
  if (catalog.schema_version != kSchemaVersion)
    throw IndexError(
        IndexError::Kind::kIncompatible,
        fmt::format("{}: is of schema version {}, this program reads {}; export it with the version that wrote it and rebuild: "
                    "\"newshound-indexer export OLD | newshound-indexer build NEW -\"",
                    where, catalog.schema_version, kSchemaVersion));
  catalog.analyzer = json.at("analyzer").get<std::string>();
  catalog.generation = number<std::uint64_t>(json, "generation");
  catalog.next_segment = number<std::uint64_t>(json, "next_segment");
  catalog.positions = json.at("positions").get<bool>();
  if (json.contains("stem_exceptions")) catalog.stem_exceptions = sum_of(json.at("stem_exceptions"));
  if (json.contains("boilerplate")) catalog.boilerplate = sum_of(json.at("boilerplate"));
  std::set<std::uint64_t> numbers;
  for (const Json& segment : list(json, "segments")) {
    catalog.segments.push_back(segment_of(segment));
    if (!numbers.insert(catalog.segments.back().number).second) throw std::invalid_argument("a segment is named twice");
  }
  return catalog;
}

}  // namespace

std::string catalog_to_json(const Catalog& catalog) {
  Json segments = Json::array();
  for (const SegmentEntry& entry : catalog.segments) segments.push_back(segment_json(entry));
  Json json = {{"schema_version", catalog.schema_version}, {"analyzer", catalog.analyzer},   {"generation", catalog.generation},
               {"next_segment", catalog.next_segment},     {"positions", catalog.positions}, {"segments", segments}};
  if (catalog.stem_exceptions) json["stem_exceptions"] = sum_json(*catalog.stem_exceptions);
  if (catalog.boilerplate) json["boilerplate"] = sum_json(*catalog.boilerplate);
  json["checksum"] = checksum(json);
  return json.dump(1) + "\n";
}

Catalog catalog_from_json(const std::string& text, const std::string& where) {
  const auto damaged = [&](const std::string& what) {
    return IndexError(
        IndexError::Kind::kDamaged,
        fmt::format("{}: is damaged ({}); restore a backup of the index or build it anew from its articles", where, what));
  };
  if (text.size() > kMaxCatalogBytes) throw damaged("it is far too large");
  if (nested_too_deep(text)) throw damaged("it is nested too deep");
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) throw damaged("it is not whole");
  try {
    return catalog_of(std::move(json), where);
  } catch (const Json::exception& error) {
    throw damaged(error.what());
  } catch (const std::logic_error& error) {  // std::invalid_argument, std::out_of_range
    throw damaged(error.what());
  }
}

}  // namespace newshound
