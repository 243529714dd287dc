#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/catalog.h"
#include "storage/files.h"
#include "storage/index_error.h"
#include "storage/index_settings.h"
#include "storage/writer_lock.h"

namespace newshound {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemporary = "tmp-";
constexpr int kTries = 10;  // to make a folder that a cleaning writer takes away

[[noreturn]] void fail(const fs::path& path, const char* what) {
  throw IndexError(IndexError::Kind::kIo,
                   fmt::format("{}: can't be {}: {}; the index is as it was", path.string(), what, std::strerror(errno)));
}

// Whether `path` was last changed at least `grace` seconds ago.
bool older(const fs::path& path, std::int64_t grace) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return false;
  return static_cast<std::int64_t>(std::time(nullptr)) - static_cast<std::int64_t>(status.st_mtime) >= grace;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    paths.push_back(entry->path());
  return paths;  // a folder that can't be listed is cleaned another time
}

void remove_quietly(const fs::path& path) {
  std::error_code ignored;  // what can't be unlinked now is tried again by the next writer
  fs::remove_all(path, ignored);
}

// Removes a folder under construction whose maker is gone. The flock is held meanwhile, so that a maker who has just created it
// waits and then sees that it is gone.
void drop_abandoned(const fs::path& folder, std::int64_t grace) {
  const int descriptor = ::open((folder / "lock").c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT && older(folder, grace)) remove_quietly(folder);
    return;
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) remove_quietly(folder);
  ::close(descriptor);
}

// Adds what a catalog names: segment folders, deletion files as "000017/deleted-000041", folders of settings.
void add_names(const Catalog& catalog, std::set<std::string>& names) {
  for (const SegmentEntry& entry : catalog.segments) {
    const std::string folder = segment_folder({}, entry.number).filename().string();
    names.insert(folder);
    if (entry.deletions) names.insert(folder + "/" + entry.deletions->name);
  }
  for (const auto& settings : {catalog.stem_exceptions, catalog.boilerplate})
    if (settings) names.insert(fs::path(settings->name).begin()->string());
}

// Rising.
std::vector<std::uint64_t> generations_in(const fs::path& index) {
  std::vector<std::uint64_t> generations;
  const std::uint64_t newest = newest_generation(index);
  for (const fs::path& path : entries_of(index)) {
    const std::string name = path.filename().string();
    std::uint64_t generation = 0;
    for (const char c : name)
      if (c >= '0' && c <= '9') generation = generation * 10 + static_cast<std::uint64_t>(c - '0');
    if (generation != 0 && generation <= newest && name == catalog_name(generation)) generations.push_back(generation);
  }
  std::sort(generations.begin(), generations.end());
  return generations;
}

struct Generations {
  std::vector<std::uint64_t> expired;    // replaced at least the grace ago
  std::vector<std::uint64_t> remaining;  // the others, rising

  // What the remaining ones name must be read before anything goes: hundreds of catalogs where there is a commit a second, more
  // work than the commit. So few expired ones wait until there are more.
  [[nodiscard]] bool worth_it() const {
    constexpr std::size_t kFew = 16, kShare = 8;
    return remaining.size() <= kFew || expired.size() >= remaining.size() / kShare;
  }
};

Generations divide_by_age(const fs::path& index, std::int64_t grace) {
  const std::vector<std::uint64_t> generations = generations_in(index);
  if (generations.empty()) return {};
  // Each is replaced when the one after it comes, so those that expired are the first ones; they end between the two.
  std::size_t low = 0, high = generations.size() - 1;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (older(index / catalog_name(generations[middle + 1]), grace))
      low = middle + 1;
    else
      high = middle;
  }
  const auto expired = static_cast<std::ptrdiff_t>(low);
  return {{generations.begin(), generations.begin() + expired}, {generations.begin() + expired, generations.end()}};
}

// What the catalogs of `generations` name; nothing if an old one of them can't be read (of another schema version, say, before
// this rebuild): until it goes, nobody knows what its readers need.
std::optional<std::set<std::string>> names_in(const fs::path& index, const std::vector<std::uint64_t>& generations) {
  std::set<std::string> names;
  for (const std::uint64_t generation : generations) {
    const fs::path path = index / catalog_name(generation);
    try {
      add_names(catalog_from_json(read_file(path), path.string()), names);
    } catch (const IndexError&) {
      if (generation == generations.back()) throw;
      return std::nullopt;
    }
  }
  return names;
}

void drop_deletions(const fs::path& folder, const std::set<std::string>& names, std::int64_t grace) {
  for (const fs::path& path : entries_of(folder)) {
    const std::string name = path.filename().string();
    if (!name.starts_with("deleted-") || names.contains(folder.filename().string() + "/" + name)) continue;
    if (older(path, grace)) remove_quietly(path);
  }
}

void drop_segments(const fs::path& index, const std::set<std::string>& names, std::int64_t grace) {
  for (const fs::path& path : entries_of(index / "segments")) {
    const std::string name = path.filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;  // not ours
    if (names.contains(name)) {
      drop_deletions(path, names, grace);
    } else if (older(path, grace)) {
      remove_quietly(path);
    }
  }
}

void drop_settings(const fs::path& index, const std::set<std::string>& names, std::int64_t grace) {
  for (const fs::path& path : entries_of(index)) {
    const std::string name = path.filename().string();
    if (is_settings_name(name) && !names.contains(name) && older(path, grace)) remove_quietly(path);
  }
}

}  // namespace

SegmentWorkspace::SegmentWorkspace(const fs::path& index) : index_(index) {
  std::random_device random;
  for (int tries = 1;; ++tries) {
    path_ = index / "segments" / fmt::format("{}{:08x}{:08x}", kTemporary, random(), random());
    std::error_code error;
    fs::create_directories(path_, error);
    descriptor_ = ::open((path_ / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor_ < 0 && (errno != ENOENT || tries == kTries)) fail(path_, "made");
    if (descriptor_ < 0) continue;
    // A cleaning writer may have come between: it holds the flock for as long as it removes the folder.
    struct stat status {};
    while (::flock(descriptor_, LOCK_EX) != 0)
      if (errno != EINTR) fail(path_, "locked");
    if (::fstat(descriptor_, &status) == 0 && status.st_nlink != 0) return;
    ::close(descriptor_);
    if (tries == kTries) fail(path_, "kept");
  }
}

SegmentWorkspace::~SegmentWorkspace() {
  if (!path_.empty()) remove_quietly(path_);
  if (descriptor_ >= 0) ::close(descriptor_);
}

void SegmentWorkspace::publish(std::uint64_t number) {
  const fs::path target = segment_folder(index_, number);
  std::error_code ignored;
  if (fs::exists(target, ignored)) {
    const auto names = names_in(index_, generations_in(index_));
    if (!names || names->contains(target.filename().string()))
      throw IndexError(IndexError::Kind::kIo,
                       fmt::format("{}: is there already; another writer works without the lock", target.string()));
    fs::remove_all(target, ignored);  // left by a writer that was killed before its catalog named it
  }
  fs::remove(path_ / "lock", ignored);
  if (::rename(path_.c_str(), target.c_str()) != 0) fail(path_, "given its number");
  path_.clear();
  sync_folder(target);
  sync_folder(index_ / "segments");
}

void remove_unreferenced(const fs::path& index, std::chrono::seconds grace) {
  const std::int64_t seconds = grace.count();
  for (const fs::path& path : entries_of(index)) {
    const std::string name = path.filename().string();
    if (name.starts_with("catalog-") && name.ends_with(".json.tmp"))
      remove_quietly(path);  // of a killed writer: we hold the lock
  }
  for (const fs::path& path : entries_of(index / "segments"))
    if (path.filename().string().starts_with(kTemporary)) drop_abandoned(path, seconds);
  const Generations generations = divide_by_age(index, seconds);
  if (generations.remaining.empty()) return;  // catalogs that were moved away may come back: segments stay
  if (!generations.worth_it()) return;
  for (const std::uint64_t generation : generations.expired) remove_quietly(index / catalog_name(generation));
  const auto names = names_in(index, generations.remaining);
  if (!names) return;
  drop_segments(index, *names, seconds);
  drop_settings(index, *names, seconds);
}

}  // namespace newshound
