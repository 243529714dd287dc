// The catalog: the newest INDEX/catalog-NNNNNN.json is the whole truth about an index. There is no other state.
// One JSON object: {"schema_version", "analyzer", "generation", "next_segment", "positions", ["stem_exceptions": {file},]
// ["boilerplate": {file},] "segments": [{"number", "documents", "deleted", "date_ordered", "first_published", "last_published",
// "text_bytes", "deletions": null | {file}, "files": [{"name", "bytes", "xxh3"}]}], "checksum": XXH3-64 (hex) of the same object
// without this member, dumped without white space and with sorted keys}. A published catalog is never changed. One that isn't
// whole is damage: an error, never a fall-back to an older one. Plain values; functions may be called from any thread,
// publish_catalog() by the holder of the writer lock only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "schemas/fields.h"
#include "schemas/moment.h"

namespace newshound {

struct FileSum {
  std::string name;  // relative to the segment's folder: "columns", "postings/postlist.glass"; of settings, to the index
  std::uint64_t bytes = 0;
  std::uint64_t xxh3 = 0;  // XXH3-64 of the whole file

  friend bool operator==(const FileSum&, const FileSum&) = default;
};

struct SegmentEntry {
  std::uint64_t number = 0;     // folder segments/NNNNNN
  std::uint32_t documents = 0;  // with deleted ones
  std::uint32_t deleted = 0;
  bool date_ordered = false;                // sorted by published descending (undated last), then id hash
  std::int64_t first_published = kUndated;  // oldest and newest, of dated documents
  std::int64_t last_published = kUndated;
  std::uint64_t text_bytes = 0;      // UTF-8 bytes of titles, standfirsts and bodies
  std::optional<FileSum> deletions;  // "deleted-000041", in force for this catalog
  std::vector<FileSum> files;

  friend bool operator==(const SegmentEntry&, const SegmentEntry&) = default;
};

struct Catalog {
  unsigned schema_version = kSchemaVersion;
  std::string analyzer;          // analyzer_fingerprint() of the writer
  std::uint64_t generation = 0;  // never goes back
  std::uint64_t next_segment = 1;
  bool positions = false;                  // segments hold positions and value slots: Xapian's own matcher can search them
  std::optional<FileSum> stem_exceptions;  // "settings-000041/stem-exceptions": what its terms were made with beside the
                                           // built-in list (storage/index_settings.h)
  std::optional<FileSum> boilerplate;      // "settings-000041/boilerplate": what pages of its outlets repeat, for add
  std::vector<SegmentEntry> segments;

  friend bool operator==(const Catalog&, const Catalog&) = default;
};

// "catalog-000041.json", "segments/000017", "deleted-000041".
[[nodiscard]] std::string catalog_name(std::uint64_t generation);
[[nodiscard]] std::filesystem::path segment_folder(const std::filesystem::path& index, std::uint64_t number);
[[nodiscard]] std::string deletions_name(std::uint64_t generation);

// Whether the folder has a catalog of any kind.
[[nodiscard]] bool is_index(const std::filesystem::path& index);
// The generation of the newest catalog by name; 0 if there is none.
[[nodiscard]] std::uint64_t newest_generation(const std::filesystem::path& index);
// The newest catalog. Throws IndexError: kMissing (no index there: names the folder and `newshound-indexer build`), kDamaged,
// kIncompatible (other schema version or, with check_analyzer, other analyzer fingerprint: names both and the command that
// rebuilds, `export | build`, with the settings if it has any).
[[nodiscard]] Catalog read_catalog(const std::filesystem::path& index, bool check_analyzer = true);
// Makes `catalog` the truth: writes catalog-N.json.tmp, fsyncs, renames, fsyncs the folder. Everything it names must be durable
// by then.
void publish_catalog(const std::filesystem::path& index, const Catalog& catalog);

[[nodiscard]] std::string catalog_to_json(const Catalog& catalog);
// Throws IndexError(kDamaged or kIncompatible); `where` is the file named in the message.
[[nodiscard]] Catalog catalog_from_json(const std::string& text, const std::string& where);

}  // namespace newshound
