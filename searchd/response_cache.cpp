#include "searchd/response_cache.h"

#include <utility>

namespace newshound {
namespace {

constexpr std::size_t kEntryOverhead = 512;  // of list, table and shared pointer, about

}  // namespace

std::size_t ResponseCache::cost(const Entry& entry) {
  return entry.key.size() + entry.answer->body.size() + entry.answer->lines.size() + kEntryOverhead;
}

std::shared_ptr<const StoredAnswer> ResponseCache::find(std::string_view key, const Validity& validity, std::int64_t minute) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  if (!found->second->answer->is_present(validity, minute)) {
    remove(found->second);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return entries_.front().answer;
}

void ResponseCache::add(std::string key, std::shared_ptr<const StoredAnswer> answer) {
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) remove(known->second);
  Entry entry{std::move(key), std::move(answer)};
  const std::size_t bytes = cost(entry);
  if (bytes > limit_ / 8) return;
  shrink(limit_ - bytes);
  entries_.push_front(std::move(entry));
  by_key_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
}

void ResponseCache::set_limit(std::size_t bytes) {
  limit_ = bytes;
  shrink(limit_);
}

void ResponseCache::clear() {
  by_key_.clear();
  entries_.clear();
  bytes_ = 0;
}

void ResponseCache::remove(Entries::iterator entry) {
  bytes_ -= cost(*entry);
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

void ResponseCache::shrink(std::size_t limit) {
  while (bytes_ > limit) remove(std::prev(entries_.end()));
}

}  // namespace newshound
