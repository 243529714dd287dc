// A file that lives between two phases of a build: written once, read once, removed. Needs no fsync, but a full disk must be
// noticed. One thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>

namespace newshound {

class ScratchFile {
 public:
  // Throws IndexError(kIo), as the others do.
  explicit ScratchFile(const std::filesystem::path& path);
  void append(const void* bytes, std::size_t size);
  void close();

 private:
  [[noreturn]] void fail() const;

  std::filesystem::path path_;
  std::ofstream out_;
};

}  // namespace newshound
