#include "storage/posting_cache.h"

#include <utility>

namespace newshound {
namespace {

constexpr std::size_t kEntryBytes = 200;  // of an entry beside its list and its term: nodes of the map and of the order

}  // namespace

PostingCache::Entry& PostingCache::touch(Part& part, const KeyView& key) {
  auto found = part.entries.find(key);
  if (found != part.entries.end()) {
    part.order.splice(part.order.begin(), part.order, found->second.used);
    return found->second;
  }
  found = part.entries.emplace(Key{key.segment, std::string(key.term)}, Entry{}).first;
  part.order.push_front(&found->first);
  found->second.used = part.order.begin();
  found->second.bytes = kEntryBytes + key.term.size();
  part.bytes += found->second.bytes;
  return found->second;
}

void PostingCache::shrink(Part& part, std::size_t most) {
  while (part.bytes > most && !part.order.empty()) {
    const auto last = part.entries.find(*part.order.back());
    part.bytes -= last->second.bytes;
    part.order.pop_back();
    part.entries.erase(last);
  }
}

TermStatistics PostingCache::statistics(std::uint64_t segment, const PostingSource& source, const std::string& term) {
  const KeyView key{segment, term};
  Part& at = part(key);
  {
    const std::lock_guard lock(at.mutex);
    const auto found = at.entries.find(key);
    if (found != at.entries.end() && found->second.has_statistics) return found->second.statistics;
  }
  const TermStatistics read = read_statistics(source, term);
  const std::lock_guard lock(at.mutex);
  Entry& entry = touch(at, key);
  entry.statistics = read;
  entry.has_statistics = true;
  shrink(at, part_limit());
  return read;
}

std::shared_ptr<const PostingList> PostingCache::find(std::uint64_t segment, std::string_view name, bool& asked_before) {
  const KeyView key{segment, name};
  Part& at = part(key);
  const std::lock_guard lock(at.mutex);
  Entry& entry = touch(at, key);
  asked_before = entry.asked;
  entry.asked = true;
  auto list = entry.list;
  shrink(at, part_limit());
  return list;
}

void PostingCache::keep(std::uint64_t segment, std::string_view name, std::shared_ptr<const PostingList> list) {
  const std::size_t size = list->bytes();
  if (size > part_limit()) return;  // it would throw out everything else, and then itself
  const KeyView key{segment, name};
  Part& at = part(key);
  const std::lock_guard lock(at.mutex);
  Entry& entry = touch(at, key);
  if (entry.list) return;
  entry.list = std::move(list);
  entry.bytes += size;
  at.bytes += size;
  shrink(at, part_limit());
}

std::shared_ptr<const PostingList> PostingCache::list(std::uint64_t segment, const PostingSource& source, const std::string& term,
                                                      std::uint32_t documents, bool few) {
  bool asked_before = false;
  if (auto found = find(segment, term, asked_before)) return found;
  if (few && !asked_before) return nullptr;
  auto read = std::make_shared<const PostingList>(read_postings(source, term, documents));
  keep(segment, term, read);
  return read;
}

void PostingCache::set_limit(std::size_t bytes) {
  limit_ = bytes;
  for (Part& at : parts_) {
    const std::lock_guard lock(at.mutex);
    shrink(at, bytes / kParts);
  }
}

void PostingCache::clear() {
  for (Part& at : parts_) {
    const std::lock_guard lock(at.mutex);
    shrink(at, 0);
  }
}

std::size_t PostingCache::bytes() const {
  std::size_t sum = 0;
  for (const Part& at : parts_) {
    const std::lock_guard lock(at.mutex);
    sum += at.bytes;
  }
  return sum;
}

}  // namespace newshound
