// What durability needs of the file system: sums, fsync of files and folders, whole reads. Throws IndexError(kIo or kMissing)
// naming the file. Pure functions over paths; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "storage/catalog.h"

namespace newshound {

[[nodiscard]] std::string read_file(const std::filesystem::path& path);
// Writes the whole file and fsyncs it.
void write_file(const std::filesystem::path& path, std::string_view bytes);
void sync_file(const std::filesystem::path& path);
void sync_folder(const std::filesystem::path& path);
// Size and XXH3-64 of the file `folder / name`.
[[nodiscard]] FileSum sum_file(const std::filesystem::path& folder, const std::string& name);
// Fsyncs every regular file below `folder` and every folder, and gives their sums, sorted by name; `lock` files are left out.
[[nodiscard]] std::vector<FileSum> seal_folder(const std::filesystem::path& folder);

}  // namespace newshound
