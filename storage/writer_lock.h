// The one writer of an index: flock on INDEX/lock, whose content tells a second one who holds it.
// Freed by the kernel when the process ends, however it ends. Move-only; one thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace newshound {

class WriterLock {
 public:
  // Creates INDEX and INDEX/lock if need be, and waits up to `wait` for the lock. `command` ("newshound-indexer add") is told to
  // others. Throws IndexError(kLocked): "INDEX is being written by newshound-indexer add (process 4711 on HOST since 2025-…); try
  // again or use --wait SECONDS".
  WriterLock(const std::filesystem::path& index, std::chrono::milliseconds wait, const std::string& command);
  ~WriterLock();
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;

 private:
  int descriptor_ = -1;
};

// A folder segments/tmp-RANDOM under construction, flock-ed by its maker (file `lock` in it) and removed with all it holds unless
// kept.
class SegmentWorkspace {
 public:
  explicit SegmentWorkspace(const std::filesystem::path& index);
  ~SegmentWorkspace();
  SegmentWorkspace(const SegmentWorkspace&) = delete;
  SegmentWorkspace& operator=(const SegmentWorkspace&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Gives the folder its number (rename to segments/NNNNNN, fsync of segments/); the caller holds the writer lock.
  void publish(std::uint64_t number);

 private:
  std::filesystem::path index_, path_;
  int descriptor_ = -1;
};

// Unlinks what no catalog names any more: catalogs that were replaced more than `grace` ago, then segments, deletion
// files and settings that no remaining catalog names, and tmp folders whose flock is free. Where there are more than 16 catalogs
// it waits until an eighth of them may go. The caller holds the writer lock.
void remove_unreferenced(const std::filesystem::path& index, std::chrono::seconds grace);
inline constexpr std::chrono::minutes kUnlinkGrace{
    10};  // longest that a reader may take from reading a catalog to opening its files

}  // namespace newshound
