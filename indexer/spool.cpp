#include "indexer/spool.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include "storage/columns.h"
#include "storage/index_error.h"
#include "storage/stored_article.h"

namespace newshound {
namespace {

constexpr std::size_t kBufferBytes = 1u << 20;

[[noreturn]] void fail(std::string_view what) {
  throw IndexError(IndexError::Kind::kIo,
                   fmt::format("the spool of incoming articles can't be {}: {}; free space and try again, the index is as it was",
                               what, std::strerror(errno)));
}

}  // namespace

Spool::Spool(const std::filesystem::path& folder) {
  const std::string path = (folder / "spool").string();
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor_ < 0) fail("made");
  unlink(path.c_str());
}

Spool::~Spool() { close(descriptor_); }

void Spool::add(const Article& article, std::uint32_t page_group) {
  const std::size_t begin = buffer_.size();
  encode_article(article, buffer_);
  const XXH128_hash_t id = XXH3_128bits(article.id.data(), article.id.size());
  entries_.push_back({written_ + begin, id.low64, id.high64, id_hash(article.id), article.published.seconds_utc,
                      static_cast<std::uint32_t>(buffer_.size() - begin), static_cast<std::uint32_t>(entries_.size())});
  if (page_group != 0) {
    page_groups_.resize(entries_.size(), 0);
    page_groups_.back() = page_group;
  }
  if (buffer_.size() >= kBufferBytes) flush();
}

void Spool::flush() {
  for (std::size_t done = 0; done < buffer_.size();) {
    const ssize_t count = write(descriptor_, buffer_.data() + done, buffer_.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail("written");
    done += static_cast<std::size_t>(count);
  }
  written_ += buffer_.size();
  buffer_.clear();
}

std::size_t Spool::arrange() {
  flush();
  const auto same_id = [](const Entry& a, const Entry& b) { return a.id_low == b.id_low && a.id_high == b.id_high; };
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.id_low != b.id_low) return a.id_low < b.id_low;
    if (a.id_high != b.id_high) return a.id_high < b.id_high;
    return a.sequence > b.sequence;
  });
  entries_.erase(std::unique(entries_.begin(), entries_.end(), same_id), entries_.end());
  // kUndated is the smallest number, so undated articles come last.
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.published != b.published) return a.published > b.published;
    if (a.id_hash != b.id_hash) return a.id_hash < b.id_hash;
    return a.id_low < b.id_low;
  });
  return entries_.size();
}

Article Spool::read(std::size_t i) const {
  const Entry& entry = entries_[i];
  std::string bytes(entry.bytes, '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count = pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(entry.offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail("read");
    done += static_cast<std::size_t>(count);
  }
  return decode_article(bytes, "the spool of incoming articles");
}

std::uint32_t Spool::page_group(std::size_t i) const {
  const std::uint32_t sequence = entries_[i].sequence;
  return sequence < page_groups_.size() ? page_groups_[sequence] : 0;
}

void Spool::select(const std::vector<bool>& keep) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (keep[i]) entries_[kept++] = entries_[i];
  entries_.resize(kept);
}

}  // namespace newshound
