#include "storage/index_settings.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "schemas/limits.h"
#include "storage/files.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

constexpr std::string_view kFolder = "settings-", kStemExceptions = "stem-exceptions", kBoilerplate = "boilerplate";

// The remedy names the option of `build` that takes such a file: it has the file's name.
IndexError damaged(const std::filesystem::path& index, const FileSum& sum, IndexError::Kind kind, const std::string& what) {
  const std::string option = std::filesystem::path(sum.name).filename().string();
  return IndexError(kind, fmt::format("{}; restore it from a backup, or rebuild with \"newshound-indexer export {} | "
                                      "newshound-indexer build NEW - --{} FILE\"",
                                      what, index.string(), option));
}

IndexError damaged(const std::filesystem::path& index, const FileSum& sum, const std::string& what) {
  return damaged(index, sum, IndexError::Kind::kDamaged, fmt::format("{}: is damaged ({})", (index / sum.name).string(), what));
}

// A file of settings, compared with its sum.
std::string read_setting(const std::filesystem::path& index, const FileSum& sum, std::size_t most) {
  if (sum.bytes > most) throw damaged(index, sum, "it is too large");
  std::string text;
  try {
    text = read_file(index / sum.name);
  } catch (const IndexError& failure) {
    throw damaged(index, sum, failure.kind(), failure.what());
  }
  const std::uint64_t found = XXH3_64bits(text.data(), text.size());
  if (text.size() != sum.bytes || found != sum.xxh3)
    throw damaged(index, sum,
                  fmt::format("{} bytes, checksum {:016x} instead of {} and {:016x}", text.size(), found, sum.bytes, sum.xxh3));
  return text;
}

}  // namespace

std::string settings_name(std::uint64_t generation) { return fmt::format("{}{:06}", kFolder, generation); }

bool is_settings_name(std::string_view name) {
  if (!name.starts_with(kFolder)) return false;
  name.remove_prefix(kFolder.size());
  return name.size() >= 6 && name.find_first_not_of("0123456789") == std::string_view::npos;
}

void write_settings(const std::filesystem::path& index, const StemExceptions& exceptions, std::string_view boilerplate,
                    Catalog& catalog) {
  catalog.stem_exceptions.reset();
  catalog.boilerplate.reset();
  if (exceptions.text().empty() && boilerplate.empty()) return;
  const std::string name = settings_name(catalog.generation);
  const std::filesystem::path folder = index / name;
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  std::filesystem::create_directory(folder, error);
  if (error)
    throw IndexError(IndexError::Kind::kIo,
                     fmt::format("{}: can't be made: {}; the index is as it was", folder.string(), error.message()));
  const auto write = [&](std::string_view file, std::string_view text) -> std::optional<FileSum> {
    if (text.empty()) return std::nullopt;
    write_file(folder / file, text);
    return sum_file(index, fmt::format("{}/{}", name, file));
  };
  catalog.stem_exceptions = write(kStemExceptions, exceptions.text());
  catalog.boilerplate = write(kBoilerplate, boilerplate);
  sync_folder(folder);
  sync_folder(index);
}

StemExceptions read_stem_exceptions(const std::filesystem::path& index, const Catalog& catalog) {
  if (!catalog.stem_exceptions) return StemExceptions::built_in();
  const FileSum& sum = *catalog.stem_exceptions;
  const std::string text = read_setting(index, sum, kMaxStemExceptionBytes);
  auto exceptions = StemExceptions::parse(text, (index / sum.name).string());
  if (!exceptions) throw damaged(index, sum, exceptions.error().message);
  return std::move(*exceptions);
}

std::string read_boilerplate(const std::filesystem::path& index, const Catalog& catalog) {
  return catalog.boilerplate ? read_setting(index, *catalog.boilerplate, kMaxBoilerplateBytes) : std::string();
}

}  // namespace newshound
