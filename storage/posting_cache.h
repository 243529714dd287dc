// Terms that were searched lately, so that B-trees and posting lists needn't be read again: statistics and, from the
// second time on, the decoded list. Bounded in bytes; what was used longest ago goes first. One for all generations that share
// segments. Any number of threads: it is divided into parts by the hash of the term, each with a lock of its own that is held for
// a look-up alone; two threads that miss the same term both read it.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "storage/posting_list.h"
#include "storage/posting_source.h"

namespace newshound {

class PostingCache {
 public:
  static constexpr std::size_t kDefaultBytes = 128u << 20;

  explicit PostingCache(std::size_t limit_bytes = kDefaultBytes) : limit_(limit_bytes) {}
  PostingCache(const PostingCache&) = delete;
  PostingCache& operator=(const PostingCache&) = delete;

  // `segment`: Segment::identity. Throw as storage/posting_source.h does.
  [[nodiscard]] TermStatistics statistics(std::uint64_t segment, const PostingSource& source, const std::string& term);
  // The list; null if it isn't there and isn't worth decoding for a few documents, the first time that it is asked for so
  // (`few`).
  [[nodiscard]] std::shared_ptr<const PostingList> list(std::uint64_t segment, const PostingSource& source,
                                                        const std::string& term, std::uint32_t documents, bool few);

  void set_limit(std::size_t bytes);
  void clear();
  // In use, about.
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] std::size_t limit() const { return limit_; }
  // A number that no other segment has had: what `segment` above is.
  [[nodiscard]] std::uint64_t next_segment() { return ++segments_; }
  // What isn't Xapian's but made of it (the documents of a wildcard), under a name that no term has. `find`: null if it isn't
  // there; `asked_before`: whether it was asked for already.
  [[nodiscard]] std::shared_ptr<const PostingList> find(std::uint64_t segment, std::string_view name, bool& asked_before);
  void keep(std::uint64_t segment, std::string_view name, std::shared_ptr<const PostingList> list);

 private:
  static constexpr std::size_t kParts = 16;
  struct Key {
    std::uint64_t segment;
    std::string term;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyView {
    std::uint64_t segment;
    std::string_view term;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const KeyView& key) const {
      return std::hash<std::string_view>{}(key.term) ^ (key.segment * 0x9E3779B97F4A7C15ull);
    }
    std::size_t operator()(const Key& key) const { return (*this)(KeyView{key.segment, key.term}); }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const Key& a, const Key& b) const { return a == b; }
    bool operator()(const KeyView& a, const Key& b) const { return a.segment == b.segment && a.term == b.term; }
    bool operator()(const Key& a, const KeyView& b) const { return a.segment == b.segment && a.term == b.term; }
  };
  struct Entry {
    TermStatistics statistics;
    bool has_statistics = false, asked = false;
    std::shared_ptr<const PostingList> list;
    std::size_t bytes = 0;
    std::list<const Key*>::iterator used;  // its place in Part::order
  };
  struct Part {
    mutable std::mutex mutex;  // guards what follows
    std::unordered_map<Key, Entry, Hash, Equal> entries;
    std::list<const Key*> order;  // used last in front
    std::size_t bytes = 0;
  };

  [[nodiscard]] Part& part(const KeyView& key) { return parts_[(Hash{}(key) >> 7) % kParts]; }
  // The entry, moved to the front; made if it isn't there. With the lock held.
  static Entry& touch(Part& part, const KeyView& key);
  static void shrink(Part& part, std::size_t most);
  [[nodiscard]] std::size_t part_limit() const { return limit_ / kParts; }

  std::atomic<std::size_t> limit_;
  std::atomic<std::uint64_t> segments_{0};
  std::array<Part, kParts> parts_;
};

}  // namespace newshound
