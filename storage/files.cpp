#include "storage/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include "storage/index_error.h"

namespace newshound {
namespace {

constexpr std::size_t kReadBytes = 1u << 18;

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
  const auto kind = errno == ENOENT ? IndexError::Kind::kMissing : IndexError::Kind::kIo;
  throw IndexError(kind, fmt::format("{}: can't be {}: {}", path.string(), what, std::strerror(errno)));
}

[[noreturn]] void fail_write(const std::filesystem::path& path, const char* what) {
  throw IndexError(IndexError::Kind::kIo,
                   fmt::format("{}: can't be {}: {}; free space or check permissions and try again, the index is as it was",
                               path.string(), what, std::strerror(errno)));
}

// Closes at the end of a scope.
struct Descriptor {
  int number;
  ~Descriptor() { ::close(number); }
};

int open_or_fail(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0644);
  if (descriptor < 0 && (flags & O_CREAT) != 0) fail_write(path, "made");
  if (descriptor < 0) fail(path, "opened");
  return descriptor;
}

// Calls take(bytes, count) over the whole file.
template <class Take>
void read_all(const std::filesystem::path& path, Take take) {
  const Descriptor file{open_or_fail(path, O_RDONLY)};
  std::string buffer(kReadBytes, '\0');
  while (true) {
    const ssize_t count = ::read(file.number, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, "read");
    if (count == 0) return;
    take(buffer.data(), static_cast<std::size_t>(count));
  }
}

void sync(const std::filesystem::path& path, int flags) {
  const Descriptor file{open_or_fail(path, flags)};
  if (::fsync(file.number) != 0) fail_write(path, "made durable");
}

struct FreeSum {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::string content;
  read_all(path, [&](const char* bytes, std::size_t count) { content.append(bytes, count); });
  return content;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  const Descriptor file{open_or_fail(path, O_WRONLY | O_CREAT | O_TRUNC)};
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count = ::write(file.number, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail_write(path, "written");
    done += static_cast<std::size_t>(count);
  }
  if (::fsync(file.number) != 0) fail_write(path, "made durable");
}

void sync_file(const std::filesystem::path& path) { sync(path, O_RDONLY); }

void sync_folder(const std::filesystem::path& path) { sync(path, O_RDONLY | O_DIRECTORY); }

FileSum sum_file(const std::filesystem::path& folder, const std::string& name) {
  FileSum sum{name, 0, 0};
  const std::unique_ptr<XXH3_state_t, FreeSum> state(XXH3_createState());
  XXH3_64bits_reset(state.get());
  read_all(folder / name, [&](const char* bytes, std::size_t count) {
    XXH3_64bits_update(state.get(), bytes, count);
    sum.bytes += count;
  });
  sum.xxh3 = XXH3_64bits_digest(state.get());
  return sum;
}

std::vector<FileSum> seal_folder(const std::filesystem::path& folder) {
  std::vector<FileSum> sums;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::filesystem::path& path = entry->path();
    if (entry->is_directory()) {
      sync_folder(path);
      continue;
    }
    if (!entry->is_regular_file() || path.filename() == "lock") continue;
    sync_file(path);
    sums.push_back(sum_file(folder, path.lexically_relative(folder).string()));
  }
  if (error) throw IndexError(IndexError::Kind::kIo, fmt::format("{}: can't be listed: {}", folder.string(), error.message()));
  sync_folder(folder);
  std::sort(sums.begin(), sums.end(), [](const FileSum& a, const FileSum& b) { return a.name < b.name; });
  return sums;
}

}  // namespace newshound
