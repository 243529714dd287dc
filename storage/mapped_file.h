// A file's bytes, mapped to be read. Any number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

namespace newshound {

class MappedFile {
 public:
  // Throws IndexError: kMissing if there is no such file, kIo if it can't be mapped.
  explicit MappedFile(const std::filesystem::path& path);
  // Nothing if it can't be opened. Throws IndexError(kIo) if it can't be mapped.
  [[nodiscard]] static std::optional<MappedFile> open(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  MappedFile& operator=(MappedFile&&) = delete;

  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {bytes_, size_}; }
  // Gives back the memory of bytes that have been read; who asks for them again waits for the file. Both are multiples of
  // kForgettable bytes.
  void forget(std::size_t begin, std::size_t end) const;
  static constexpr std::size_t kForgettable = 64u << 10;  // a page of any system

 private:
  MappedFile(int descriptor, const std::filesystem::path& path);  // closes it

  const std::uint8_t* bytes_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace newshound
