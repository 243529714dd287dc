// What tests of damaged files do to a file.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "storage/files.h"

namespace newshound {

// Calls read() with the file cut before every `step`-th byte, and with one bit of that byte changed; then puts the file back.
// Each copy is a new file, so that readers who have the old one mapped keep it.
template <class Read>
void with_damaged_copies(const std::filesystem::path& path, std::size_t step, Read read) {
  const std::string whole = read_file(path);
  const auto put = [&](std::string_view bytes) {
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  };
  for (std::size_t at = 0; at < whole.size(); at += step) {
    put(std::string_view(whole).substr(0, at));
    read();
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
    put(changed);
    read();
  }
  put(whole);
}

}  // namespace newshound
