#include "storage/index_settings.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "schemas/limits.h"
#include "storage/files.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

constexpr std::string_view kFolder = "settings-", kFile = "stem-exceptions";

constexpr std::string_view kRemedy =
    "restore it from a backup, or rebuild with \"newshound-indexer export {0} | newshound-indexer build NEW - --stem-exceptions "
    "FILE\"";

}  // namespace

std::string settings_name(std::uint64_t generation) { return fmt::format("{}{:06}", kFolder, generation); }

bool is_settings_name(std::string_view name) {
  if (!name.starts_with(kFolder)) return false;
  name.remove_prefix(kFolder.size());
  return name.size() >= 6 && name.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<FileSum> write_settings(const std::filesystem::path& index, std::uint64_t generation,
                                      const StemExceptions& exceptions) {
  if (exceptions.text().empty()) return std::nullopt;
  const std::filesystem::path folder = index / settings_name(generation);
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  std::filesystem::create_directory(folder, error);
  if (error)
    throw IndexError(IndexError::Kind::kIo,
                     fmt::format("{}: can't be made: {}; the index is as it was", folder.string(), error.message()));
  write_file(folder / kFile, exceptions.text());
  sync_folder(folder);
  sync_folder(index);
  return sum_file(index, fmt::format("{}/{}", settings_name(generation), kFile));
}

StemExceptions read_stem_exceptions(const std::filesystem::path& index, const Catalog& catalog) {
  if (!catalog.stem_exceptions) return StemExceptions::built_in();
  const FileSum& sum = *catalog.stem_exceptions;
  const std::filesystem::path path = index / sum.name;
  const auto damaged = [&](const std::string& what) {
    return IndexError(IndexError::Kind::kDamaged,
                      fmt::format("{}: is damaged ({}); {}", path.string(), what, fmt::format(kRemedy, index.string())));
  };
  if (sum.bytes > kMaxStemExceptionBytes) throw damaged("it is too large");
  std::string text;
  try {
    text = read_file(path);
  } catch (const IndexError& failure) {
    throw IndexError(failure.kind(), fmt::format("{}; {}", failure.what(), fmt::format(kRemedy, index.string())));
  }
  const std::uint64_t found = XXH3_64bits(text.data(), text.size());
  if (text.size() != sum.bytes || found != sum.xxh3)
    throw damaged(fmt::format("{} bytes, checksum {:016x} instead of {} and {:016x}", text.size(), found, sum.bytes, sum.xxh3));
  auto exceptions = StemExceptions::parse(text, path.string());
  if (!exceptions) throw damaged(exceptions.error().message);
  return std::move(*exceptions);
}

}  // namespace newshound
