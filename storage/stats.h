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
      bytes_by_kind;  // "postings", "text", "tokens", "vocabulary", "columns", "deletions", "catalog"
  std::int64_t first_published = kUndated, last_published = kUndated;
  std::map<std::string, std::vector<std::pair<std::string, std::uint64_t>>>
      values;  // by field parameter: value and articles, most first
};

// A stem and the forms of the index that have it, the most frequent first, each with the documents that have the form.
struct StemFamily {
  std::string stem;
  std::vector<std::pair<std::string, std::uint64_t>> forms;
};

// The stems of a folded form, as the index's vocabularies list them; none if the index doesn't have the form. Throws IndexError.
[[nodiscard]] std::vector<StemFamily> stem_families(const std::filesystem::path& index, const std::string& form);

// Throws IndexError.
[[nodiscard]] IndexStats index_stats(const std::filesystem::path& index);

}  // namespace newshound
