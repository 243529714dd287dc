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

MappedFile::MappedFile(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  int error = descriptor < 0 || ::fstat(descriptor, &status) != 0 ? errno : 0;
  if (error == 0 && status.st_size > 0) {
    size_ = static_cast<std::size_t>(status.st_size);
    void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapped == MAP_FAILED)
      error = errno;
    else
      bytes_ = static_cast<const std::uint8_t*>(mapped);
  }
  if (descriptor >= 0) ::close(descriptor);
  if (error != 0)
    throw IndexError(
        error == ENOENT ? IndexError::Kind::kMissing : IndexError::Kind::kIo,
        fmt::format("{}: can't be read: {}; check that it is there, and its permissions", path.string(), std::strerror(error)));
}

MappedFile::~MappedFile() {
  if (bytes_ != nullptr) ::munmap(const_cast<std::uint8_t*>(bytes_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}

}  // namespace newshound
