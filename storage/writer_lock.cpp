#include "storage/writer_lock.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <string>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

#include "schemas/moment.h"
#include "storage/files.h"
#include "storage/index_error.h"

namespace newshound {
namespace {

constexpr std::chrono::milliseconds kPoll{20};
constexpr std::chrono::hours kLongestWait{24 * 365};  // so that the deadline can't overflow

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "this host";
}

// "newshound-indexer add (process 4711 on HOST since …)", from the content of the lock file.
std::string holder(const std::filesystem::path& path) {
  std::string content;
  try {
    content = read_file(path);
  } catch (const IndexError&) {  // told without a name then
  }
  const auto json = nlohmann::json::parse(content, nullptr, false);
  if (!json.is_object()) return "another process";
  const auto text = [&](const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : "?";
  };
  const auto pid = json.contains("process") && json["process"].is_number_integer() ? json["process"].get<long>() : 0;
  return fmt::format("{} (process {} on {} since {})", text("command"), pid, text("host"), text("since"));
}

void describe(int descriptor, const std::string& command) {
  const nlohmann::json json = {{"command", command},
                               {"process", static_cast<long>(::getpid())},
                               {"host", host_name()},
                               {"since", format_moment({static_cast<std::int64_t>(std::time(nullptr)), false})}};
  const std::string content = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  // Only for people: a failure to write it doesn't weaken the lock.
  if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, content.data(), content.size(), 0) < 0) return;
}

}  // namespace

WriterLock::WriterLock(const std::filesystem::path& index, std::chrono::milliseconds wait, const std::string& command) {
  std::error_code error;
  if (std::filesystem::create_directories(index, error)) sync_folder(std::filesystem::absolute(index).parent_path());
  const std::filesystem::path path = index / "lock";
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0)
    throw IndexError(IndexError::Kind::kIo,
                     fmt::format("{}: can't be opened for writing: {}; check that the folder exists and may be written",
                                 path.string(), std::strerror(errno)));
  const auto deadline = std::chrono::steady_clock::now() + std::min<std::chrono::milliseconds>(wait, kLongestWait);
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) {
      const int reason = errno;
      ::close(descriptor_);
      throw IndexError(IndexError::Kind::kIo, fmt::format("{}: can't be locked: {}; the index needs a file system with flock",
                                                          path.string(), std::strerror(reason)));
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      ::close(descriptor_);
      throw IndexError(IndexError::Kind::kLocked,
                       fmt::format("{} is being written by {}; try again when it is done, or use --wait SECONDS", index.string(),
                                   holder(path)));
    }
    std::this_thread::sleep_for(kPoll);
  }
  describe(descriptor_, command);
}

WriterLock::~WriterLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

WriterLock::WriterLock(WriterLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

}  // namespace newshound
