#include "indexer/scratch_file.h"

#include <utility>

#include <fmt/format.h>

#include "storage/glass_chunk.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

// Of a file, what may stay in memory behind the place where it is read; a build joins some hundred files at a time.
constexpr std::size_t kReadBytes = MappedFile::kForgettable;

}  // namespace

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

ScratchReader::ScratchReader(std::filesystem::path path)
    : path_(std::move(path)), file_(path_), at_(file_.bytes().data()), end_(at_ + file_.bytes().size()), forget_at_(kReadBytes) {}

std::uint64_t ScratchReader::long_number() {
  std::uint64_t value = 0;
  if (!read_glass_varint(at_, end_, value)) damaged();
  return value;
}

void ScratchReader::forget() {
  const auto read = static_cast<std::size_t>(at_ - file_.bytes().data());
  const std::size_t end = read / MappedFile::kForgettable * MappedFile::kForgettable;
  file_.forget(forgotten_, end);
  forgotten_ = end;
  forget_at_ = end + kReadBytes;
}

void ScratchReader::damaged() const {
  throw IndexError(
      IndexError::Kind::kDamaged,
      fmt::format("{}: isn't what was written to it; check the disk and try again, the index is as it was", path_.string()));
}

}  // namespace newshound
