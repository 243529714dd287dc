#include <cstdlib>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "storage/catalog.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

using Json = nlohmann::json;  // keeps keys sorted, so a dump is canonical

constexpr std::size_t kMaxCatalogBytes = 64u << 20;

std::string hex(std::uint64_t number) { return fmt::format("{:016x}", number); }

std::uint64_t from_hex(const std::string& text) {
  if (text.size() != 16) throw std::invalid_argument("not a checksum");
  std::size_t used = 0;
  const std::uint64_t number = std::stoull(text, &used, 16);
  if (used != text.size()) throw std::invalid_argument("not a checksum");
  return number;
}

Json moment_json(std::int64_t seconds) { return seconds == kUndated ? Json(nullptr) : Json(seconds); }
std::int64_t moment_of(const Json& json) { return json.is_null() ? kUndated : json.get<std::int64_t>(); }

Json sum_json(const FileSum& sum) { return {{"name", sum.name}, {"bytes", sum.bytes}, {"xxh3", hex(sum.xxh3)}}; }

FileSum sum_of(const Json& json) {
  FileSum sum{json.at("name").get<std::string>(), json.at("bytes").get<std::uint64_t>(),
              from_hex(json.at("xxh3").get<std::string>())};
  const std::filesystem::path path(sum.name);
  bool safe = !sum.name.empty() && path.is_relative();
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

SegmentEntry segment_of(const Json& json) {
  SegmentEntry entry;
  entry.number = json.at("number").get<std::uint64_t>();
  entry.documents = json.at("documents").get<std::uint32_t>();
  entry.deleted = json.at("deleted").get<std::uint32_t>();
  entry.date_ordered = json.at("date_ordered").get<bool>();
  entry.first_published = moment_of(json.at("first_published"));
  entry.last_published = moment_of(json.at("last_published"));
  entry.text_bytes = json.at("text_bytes").get<std::uint64_t>();
  if (!json.at("deletions").is_null()) entry.deletions = sum_of(json.at("deletions"));
  for (const Json& file : json.at("files")) entry.files.push_back(sum_of(file));
  if (entry.deleted > entry.documents) throw std::invalid_argument("more documents deleted than there are");
  return entry;
}

std::string checksum(const Json& json) {
  const std::string text = json.dump();
  return hex(XXH3_64bits(text.data(), text.size()));
}

Catalog catalog_of(Json json) {
  const std::string sum = json.at("checksum").get<std::string>();
  json.erase("checksum");
  if (sum != checksum(json)) throw std::invalid_argument("checksum differs");
  Catalog catalog;
  catalog.schema_version = json.at("schema_version").get<unsigned>();
  catalog.analyzer = json.at("analyzer").get<std::string>();
  catalog.generation = json.at("generation").get<std::uint64_t>();
  catalog.next_segment = json.at("next_segment").get<std::uint64_t>();
  catalog.positions = json.at("positions").get<bool>();
  std::set<std::uint64_t> numbers;
  for (const Json& segment : json.at("segments")) {
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
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) throw damaged("it is not whole");
  try {
    const auto version = json.find("schema_version");
    if (version != json.end() && version->is_number_unsigned() && version->get<unsigned>() != kSchemaVersion)
      throw IndexError(
          IndexError::Kind::kIncompatible,
          fmt::format("{}: is of schema version {}, this program reads {}; export it with the version that wrote it and rebuild: "
                      "\"newshound-indexer export OLD | newshound-indexer build NEW -\"",
                      where, version->get<unsigned>(), kSchemaVersion));
    return catalog_of(json);
  } catch (const Json::exception& error) {
    throw damaged(error.what());
  } catch (const std::logic_error& error) {  // std::invalid_argument, std::out_of_range
    throw damaged(error.what());
  }
}

}  // namespace newshound
