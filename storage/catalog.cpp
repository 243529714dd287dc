#include "storage/catalog.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "analysis/analyzer.h"
#include "storage/files.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

constexpr int kReadTries = 20;  // a catalog may be unlinked between listing and reading, but hardly twice

// The generation of a file name as catalog_name() gives it; 0 if it is none.
std::uint64_t generation_of(const std::string& name) {
  constexpr std::string_view kPrefix = "catalog-", kSuffix = ".json";
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix) || name.size() > kPrefix.size() + 18 + kSuffix.size()) return 0;
  std::uint64_t generation = 0;
  for (std::size_t i = kPrefix.size(); i < name.size() - kSuffix.size(); ++i) {
    if (name[i] < '0' || name[i] > '9') return 0;
    generation = generation * 10 + static_cast<std::uint64_t>(name[i] - '0');
  }
  return name == catalog_name(generation) ? generation : 0;
}

void refuse_other_analyzer(const std::filesystem::path& index, const Catalog& catalog) {
  const std::string fingerprint = analyzer_fingerprint();
  if (catalog.analyzer == fingerprint) return;
  std::string option;  // what an export doesn't have
  if (catalog.stem_exceptions) option += " --stem-exceptions " + (index / catalog.stem_exceptions->name).string();
  if (catalog.boilerplate) option += " --boilerplate " + (index / catalog.boilerplate->name).string();
  throw IndexError(IndexError::Kind::kIncompatible,
                   fmt::format("{0}: its terms were made by analyzer {1}, this program has {2}; rebuild it with "
                               "\"newshound-indexer export {0} | newshound-indexer build NEW -{3}\"",
                               index.string(), catalog.analyzer, fingerprint, option));
}

}  // namespace

std::string catalog_name(std::uint64_t generation) { return fmt::format("catalog-{:06}.json", generation); }

std::filesystem::path segment_folder(const std::filesystem::path& index, std::uint64_t number) {
  return index / "segments" / fmt::format("{:06}", number);
}

std::string deletions_name(std::uint64_t generation) { return fmt::format("deleted-{:06}", generation); }

std::uint64_t newest_generation(const std::filesystem::path& index) {
  std::uint64_t newest = 0;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(index, error), end; !error && entry != end; entry.increment(error))
    newest = std::max(newest, generation_of(entry->path().filename().string()));
  if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory)
    throw IndexError(IndexError::Kind::kIo,
                     fmt::format("{}: can't be listed: {}; check its permissions", index.string(), error.message()));
  return newest;
}

bool is_index(const std::filesystem::path& index) { return newest_generation(index) != 0; }

Catalog read_catalog(const std::filesystem::path& index, bool check_analyzer) {
  for (int tries = 1;; ++tries) {
    const std::uint64_t generation = newest_generation(index);
    if (generation == 0)
      throw IndexError(
          IndexError::Kind::kMissing,
          fmt::format("{}: no index here; make one with \"newshound-indexer build {} INPUT…\"", index.string(), index.string()));
    const std::filesystem::path path = index / catalog_name(generation);
    std::string text;
    try {
      text = read_file(path);
    } catch (const IndexError& error) {
      if (error.kind() != IndexError::Kind::kMissing || tries == kReadTries) throw;
      continue;
    }
    Catalog catalog = catalog_from_json(text, path.string());
    if (catalog.generation != generation)
      throw IndexError(IndexError::Kind::kDamaged,
                       fmt::format("{}: is damaged (it says generation {}); restore a backup or rebuild the index", path.string(),
                                   catalog.generation));
    if (check_analyzer) refuse_other_analyzer(index, catalog);
    return catalog;
  }
}

void publish_catalog(const std::filesystem::path& index, const Catalog& catalog) {
  const std::filesystem::path path = index / catalog_name(catalog.generation), temporary = path.string() + ".tmp";
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored))
    throw IndexError(IndexError::Kind::kIo,
                     fmt::format("{}: is there already, and a catalog is never changed; another writer works without the lock",
                                 path.string()));
  try {
    write_file(temporary, catalog_to_json(catalog));
  } catch (const IndexError&) {
    std::filesystem::remove(temporary, ignored);  // of a full disk
    throw;
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0)
    throw IndexError(IndexError::Kind::kIo, fmt::format("{}: can't be renamed to {}: {}; the index is as it was",
                                                        temporary.string(), path.string(), std::strerror(errno)));
  sync_folder(index);
}

}  // namespace newshound
