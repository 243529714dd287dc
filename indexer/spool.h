// The articles of a build or an add on their way in: written to an unnamed file on disk as they come, kept by number in the order
// in which the segment will hold them (newest first, undated last, then id hash). The last of equal ids stays. 48 bytes of memory
// an article, and 4 more once there are pages. One thread adds; readers are one a thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "schemas/article.h"

namespace newshound {

class Spool {
 public:
  // The file is made in `folder` and unlinked at once: it goes with the process. Throws IndexError(kIo).
  explicit Spool(const std::filesystem::path& folder);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // `page_group`: of an article read from a page, which outlet's it is, by a number of the caller's; 0 of any other.
  void add(const Article& article, std::uint32_t page_group = 0);
  // Drops earlier articles of equal id and sorts; nothing may be added after it. Returns how many are left.
  std::size_t arrange();
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  // Article number `i` of the arranged order.
  [[nodiscard]] Article read(std::size_t i) const;
  [[nodiscard]] std::uint32_t page_group(std::size_t i) const;
  // Keeps only the articles for which keep[i] is true.
  void select(const std::vector<bool>& keep);

 private:
  struct Entry {
    std::uint64_t offset;
    std::uint64_t id_low, id_high;  // XXH3-128 of the id
    std::uint64_t id_hash;
    std::int64_t published;
    std::uint32_t bytes;
    std::uint32_t sequence;
  };
  void flush();

  int descriptor_ = -1;
  std::uint64_t written_ = 0;
  std::string buffer_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> page_groups_;  // by sequence, as far as the last page
};

}  // namespace newshound
