#include <algorithm>
#include <cerrno>
#include <cstring>
#include <random>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/catalog.h"
#include "storage/files.h"
#include "storage/index_error.h"
#include "storage/writer_lock.h"

namespace newshound {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemporary = "tmp-";

[[noreturn]] void fail(const fs::path& path, const char* what) {
  throw IndexError(IndexError::Kind::kIo,
                   fmt::format("{}: can't be {}: {}; the index is as it was", path.string(), what, std::strerror(errno)));
}

// Seconds since the last change of the file; 0 if that is unknown.
std::int64_t age_seconds(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return 0;
  return static_cast<std::int64_t>(std::time(nullptr)) - static_cast<std::int64_t>(status.st_mtime);
}

// Whether nobody holds the flock of a folder under construction.
bool abandoned(const fs::path& folder, std::int64_t grace) {
  const int descriptor = ::open((folder / "lock").c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return age_seconds(folder) > grace;
  const bool is_free = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  ::close(descriptor);
  return is_free;
}

// What the catalogs that remain name: segment folders, and deletion files as "000017/deleted-000041".
std::set<std::string> named_files(const fs::path& index, const std::vector<std::uint64_t>& generations) {
  std::set<std::string> named;
  for (const std::uint64_t generation : generations) {
    const fs::path path = index / catalog_name(generation);
    Catalog catalog;
    try {
      catalog = catalog_from_json(read_file(path), path.string());
    } catch (const IndexError&) {
      if (generation == generations.back()) throw;
      continue;  // a build has replaced what couldn't be read: it names nothing
    }
    for (const SegmentEntry& entry : catalog.segments) {
      const std::string folder = segment_folder(index, entry.number).filename().string();
      named.insert(folder);
      if (entry.deletions) named.insert(folder + "/" + entry.deletions->name);
    }
  }
  return named;
}

std::vector<std::uint64_t> generations_in(const fs::path& index) {
  std::vector<std::uint64_t> generations;
  const std::uint64_t newest = newest_generation(index);
  for (const auto& entry : fs::directory_iterator(index)) {
    const std::string name = entry.path().filename().string();
    std::uint64_t generation = 0;
    for (const char c : name)
      if (c >= '0' && c <= '9') generation = generation * 10 + static_cast<std::uint64_t>(c - '0');
    if (generation != 0 && generation <= newest && name == catalog_name(generation)) generations.push_back(generation);
    if (name.ends_with(".json.tmp")) fs::remove(entry.path());  // of a writer that was killed: we hold the lock
  }
  std::sort(generations.begin(), generations.end());
  return generations;
}

// Unlinks catalogs that were replaced more than `grace` ago; gives those that remain.
std::vector<std::uint64_t> drop_old_catalogs(const fs::path& index, std::int64_t grace) {
  std::vector<std::uint64_t> remaining;
  const std::vector<std::uint64_t> generations = generations_in(index);
  for (std::size_t i = 0; i < generations.size(); ++i) {
    const bool newest = i + 1 == generations.size();
    if (!newest && age_seconds(index / catalog_name(generations[i + 1])) > grace) {
      fs::remove(index / catalog_name(generations[i]));
    } else {
      remaining.push_back(generations[i]);
    }
  }
  return remaining;
}

void drop_deletions(const fs::path& folder, const std::set<std::string>& named, std::int64_t grace) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("deleted-") || named.contains(folder.filename().string() + "/" + name)) continue;
    if (age_seconds(entry.path()) > grace) fs::remove(entry.path());
  }
}

}  // namespace

SegmentWorkspace::SegmentWorkspace(const fs::path& index) : index_(index) {
  std::random_device random;
  path_ = index / "segments" / fmt::format("{}{:08x}{:08x}", kTemporary, random(), random());
  std::error_code error;
  fs::create_directories(path_, error);
  descriptor_ = ::open((path_ / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) fail(path_, "made");
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) fail(path_, "locked");
}

SegmentWorkspace::~SegmentWorkspace() {
  if (descriptor_ >= 0) ::close(descriptor_);
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

void SegmentWorkspace::publish(std::uint64_t number) {
  const fs::path target = segment_folder(index_, number);
  std::error_code ignored;
  fs::remove_all(target, ignored);  // left by a writer that was killed before its catalog named it
  fs::remove(path_ / "lock", ignored);
  if (::rename(path_.c_str(), target.c_str()) != 0) fail(path_, "given its number");
  path_.clear();
  sync_folder(target);
  sync_folder(index_ / "segments");
}

void remove_unreferenced(const fs::path& index, std::chrono::seconds grace) {
  const std::int64_t seconds = grace.count();
  const std::set<std::string> named = named_files(index, drop_old_catalogs(index, seconds));
  std::error_code error;
  for (fs::directory_iterator entry(index / "segments", error), end; !error && entry != end; entry.increment(error)) {
    const fs::path path = entry->path();
    const std::string name = path.filename().string();
    std::error_code ignored;
    if (name.starts_with(kTemporary)) {
      if (abandoned(path, seconds)) fs::remove_all(path, ignored);
    } else if (named.contains(name)) {
      drop_deletions(path, named, seconds);
    } else if (age_seconds(path) > seconds) {
      fs::remove_all(path, ignored);
    }
  }
}

}  // namespace newshound
