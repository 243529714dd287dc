#include "indexer/scratch_file.h"

#include <fmt/format.h>

#include "storage/index_error.h"

namespace newshound {

ScratchFile::ScratchFile(const std::filesystem::path& path) : path_(path), out_(path, std::ios::binary | std::ios::trunc) {
  if (!out_) fail();
}

void ScratchFile::append(const void* bytes, std::size_t size) {
  if (!out_.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size))) fail();
}

void ScratchFile::close() {
  out_.close();
  if (!out_) fail();
}

void ScratchFile::fail() const {
  throw IndexError(
      IndexError::Kind::kIo,
      fmt::format("{}: can't be written (disk full?); free space and try again, the index is as it was", path_.string()));
}

}  // namespace newshound
