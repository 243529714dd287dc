#include "indexer/byte_source.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

namespace newshound {
namespace {

constexpr unsigned kInflateBuffer = 1u << 17;

gzFile handle(void* file) { return static_cast<gzFile>(file); }

}  // namespace

Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::string& file) {
  const int descriptor = file == "-" ? ::dup(STDIN_FILENO) : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return tl::unexpected(
        Error{ErrorCode::kUnreadableInput, fmt::format("can't be opened: {}", std::strerror(errno)), {}, std::nullopt});
  std::unique_ptr<ByteSource> source(new ByteSource);
  source->file_ = gzdopen(descriptor, "rb");
  if (source->file_ == nullptr) {
    ::close(descriptor);
    return tl::unexpected(Error{ErrorCode::kUnreadableInput, "can't be read: out of memory", {}, std::nullopt});
  }
  gzbuffer(handle(source->file_), kInflateBuffer);
  return source;
}

ByteSource::~ByteSource() {
  if (file_ != nullptr) gzclose(handle(file_));
}

bool ByteSource::read(std::string& out, std::size_t size) {
  if (!damage_.empty()) return false;
  const std::size_t before = out.size();
  out.resize(before + size);
  const int count = gzread(handle(file_), out.data() + before, static_cast<unsigned>(size));
  out.resize(before + static_cast<std::size_t>(count > 0 ? count : 0));
  if (count > 0) produced_ += static_cast<std::uint64_t>(count);
  int code = Z_OK;
  const char* message = gzerror(handle(file_), &code);
  if (code != Z_OK && code != Z_STREAM_END) {
    damage_ = code == Z_ERRNO ? fmt::format("can't be read beyond {} bytes: {}", produced_, std::strerror(errno))
                              : fmt::format("truncated or damaged gzip data after {} bytes ({})", produced_, message);
  }
  return count > 0;
}

std::uint64_t ByteSource::position() const {
  const auto offset = gzoffset(handle(file_));
  return offset > 0 ? static_cast<std::uint64_t>(offset) : 0;
}

}  // namespace newshound
