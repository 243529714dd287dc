// The files behind the inputs of a command: article_reader.h.
#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <glob.h>

#include "indexer/article_reader.h"
#include "indexer/format_reader.h"

namespace newshound {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

void add_folder(const fs::path& folder, std::vector<std::string>& files) {
  std::vector<std::string> found;
  for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied);
       entry != fs::recursive_directory_iterator(); ++entry) {
    if (is_hidden(entry->path())) {
      if (entry->is_directory()) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file()) found.push_back(entry->path().string());
  }
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
}

std::vector<std::string> expand_glob(const std::string& pattern) {
  std::vector<std::string> files;
  glob_t found{};
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
  ::globfree(&found);
  return files;
}

}  // namespace

Result<std::vector<std::string>> expand_inputs(std::span<const std::string> inputs) {
  std::vector<std::string> files;
  for (const std::string& input : inputs) {
    std::error_code error;
    if (input == "-" || (fs::exists(input, error) && !fs::is_directory(input, error))) {
      files.push_back(input);
      continue;
    }
    if (fs::is_directory(input, error)) {
      add_folder(input, files);
      continue;
    }
    const std::vector<std::string> matches = expand_glob(input);
    if (matches.empty()) return tl::unexpected(unreadable(fmt::format("{}: no such file, folder or pattern of files", input)));
    for (const std::string& match : matches) {
      if (fs::is_directory(match, error)) {
        add_folder(match, files);
      } else {
        files.push_back(match);
      }
    }
  }
  return files;
}

std::uint64_t total_bytes(std::span<const std::string> files) {
  std::uint64_t total = 0;
  for (const std::string& file : files) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return 0;
    total += fs::file_size(file, error);
  }
  return total;
}

}  // namespace newshound
