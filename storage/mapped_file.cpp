#include "storage/mapped_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/index_error.h"

namespace newshound {

namespace {

int open_to_read(const std::filesystem::path& path) { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }

[[noreturn]] void unreadable(const std::filesystem::path& path, int error) {
  throw IndexError(error == ENOENT ? IndexError::Kind::kMissing : IndexError::Kind::kIo,
                   fmt::format("{}: can't be read: {}; check that it is there, its permissions, and memory (ulimit -v)",
                               path.string(), std::strerror(error)));
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) : MappedFile(open_to_read(path), path) {}

MappedFile::MappedFile(int descriptor, const std::filesystem::path& path) {
  if (descriptor < 0) unreadable(path, errno);
  struct stat status {};
  int error = ::fstat(descriptor, &status) != 0 ? errno : 0;
  if (error == 0 && status.st_size > 0) {
    const auto size = static_cast<std::size_t>(status.st_size);
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapped == MAP_FAILED) {
      error = errno;
    } else {
      bytes_ = static_cast<const std::uint8_t*>(mapped);
      size_ = size;
    }
  }
  ::close(descriptor);
  if (error != 0) unreadable(path, error);
}

std::optional<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const int descriptor = open_to_read(path);
  if (descriptor < 0) return std::nullopt;
  return MappedFile(descriptor, path);
}

MappedFile::~MappedFile() {
  if (bytes_ != nullptr) ::munmap(const_cast<std::uint8_t*>(bytes_), size_);
}

void MappedFile::forget(std::size_t begin, std::size_t end) const {
  if (end <= size_ && begin < end) (void)::madvise(const_cast<std::uint8_t*>(bytes_) + begin, end - begin, MADV_DONTNEED);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}

}  // namespace newshound
