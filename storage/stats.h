// What an index holds and what it costs on disk: for `newshound-indexer stats`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "storage/catalog.h"

namespace newshound {

struct IndexStats {
  Catalog catalog;
  std::uint64_t articles = 0;  // not deleted; hidden ones included
  std::uint64_t deleted = 0;
  std::uint64_t text_bytes = 0;  // of titles, standfirsts and bodies
  std::uint64_t disk_bytes = 0;  // of everything the catalog names, and the catalog
  std::map<std::string, std::uint64_t>
      bytes_by_kind;  // "postings", "text", "tokens", "pairs", "vocabulary", "columns", "deletions", "settings", "catalog"
  std::int64_t first_published = kUndated, last_published = kUndated;
  std::map<std::string, std::vector<std::pair<std::string, std::uint64_t>>>
      values;  // by field parameter: value and articles, most first
};

// Throws IndexError.
[[nodiscard]] IndexStats index_stats(const std::filesystem::path& index);

}  // namespace newshound
