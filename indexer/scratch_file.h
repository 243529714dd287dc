// A file that lives between two phases of a build: written once, read once from its beginning to its end, removed. Needs no
// fsync, but a full disk must be noticed. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "storage/mapped_file.h"

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

// Reads it. What has been read leaves the memory by and by, so that many files, or long ones, are read in little. Views stay
// valid as long as the reader. Throws IndexError: kIo, kDamaged if the file isn't what was written (a failing disk).
class ScratchReader {
 public:
  explicit ScratchReader(std::filesystem::path path);
  [[nodiscard]] bool at_end() const { return at_ == end_; }
  // The next so many bytes.
  [[nodiscard]] std::string_view bytes(std::uint64_t size) {
    if (size > static_cast<std::uint64_t>(end_ - at_)) damaged();
    if (static_cast<std::size_t>(at_ - file_.bytes().data()) >= forget_at_) forget();
    const std::string_view read(reinterpret_cast<const char*>(at_), size);
    at_ += size;
    return read;
  }
  // The next number (varint, as in storage/glass_format.h).
  [[nodiscard]] std::uint64_t number() { return at_ != end_ && *at_ < 128 ? *at_++ : long_number(); }
  [[noreturn]] void damaged() const;

 private:
  std::uint64_t long_number();
  void forget();

  std::filesystem::path path_;
  MappedFile file_;
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::size_t forgotten_ = 0, forget_at_;
};

}  // namespace newshound
