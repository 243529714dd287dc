// Answers kept by request, as long as they are true: for one generation, epoch and configuration, and where the clock counts for
// one minute. Bounded in bytes, the least recently used goes first. Belongs to the I/O thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "searchd/entity_tag.h"

namespace newshound {

// A successful answer, ready to be sent any number of times.
struct StoredAnswer {
  std::string body;   // perhaps compressed
  std::string lines;  // of its head: type, length, encoding, ETag
  std::string tag;
  Validity validity;
  std::int64_t minute = kNoMinute;  // the answer's, if the clock counts
  bool any_origin = false;          // pages of every origin may read it
  bool by_language = false;         // Accept-Language is part of the request
  std::string cache_control;        // instead of the usual one

  [[nodiscard]] bool is_present(const Validity& now, std::int64_t minute_now) const {
    return validity == now && (minute == kNoMinute || minute == minute_now);
  }
};

class ResponseCache {
 public:
  explicit ResponseCache(std::size_t bytes) : limit_(bytes) {}

  // Null if there is none that is still true.
  [[nodiscard]] std::shared_ptr<const StoredAnswer> find(std::string_view key, const Validity& validity, std::int64_t minute);
  // Nothing over an eighth of the limit is kept.
  void add(std::string key, std::shared_ptr<const StoredAnswer> answer);
  void set_limit(std::size_t bytes);
  void clear();
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t size() const { return by_key_.size(); }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const StoredAnswer> answer;
  };
  using Entries = std::list<Entry>;

  void remove(Entries::iterator entry);
  void shrink(std::size_t limit);
  static std::size_t cost(const Entry& entry);

  std::size_t limit_, bytes_ = 0;
  Entries entries_;  // the most recently used first
  std::unordered_map<std::string_view, Entries::iterator> by_key_;
};

}  // namespace newshound
