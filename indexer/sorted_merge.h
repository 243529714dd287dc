// Goes through files that are each in the order of a text as if they were one: gives, text after text, those that have it. For
// runs of postings and of words. One thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace newshound {

// The first eight bytes as a number that sorts as they do: what most comparisons of texts need.
[[nodiscard]] inline std::uint64_t leading_bytes(std::string_view text) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < 8; ++i) bytes = bytes << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  return bytes;
}

// A Cursor has `bool next()`, which goes to its next text and is false at the end, and `std::string_view text()`, which stays
// valid until then.
template <class Cursor>
class SortedMerge {
 public:
  // `cursors`, before their first text, outlive the merge.
  explicit SortedMerge(std::vector<Cursor>& cursors) {
    for (Cursor& cursor : cursors) push(&cursor);
  }

  // The cursors that have the next text, in their order; none at the end. What they stand at is to be read before the next call.
  [[nodiscard]] const std::vector<Cursor*>& next() {
    for (Cursor* cursor : taken_) push(cursor);
    taken_.clear();
    while (!heap_.empty() && (taken_.empty() || heap_.front().cursor->text() == taken_.front()->text())) {
      std::pop_heap(heap_.begin(), heap_.end(), after);
      taken_.push_back(heap_.back().cursor);
      heap_.pop_back();
    }
    return taken_;
  }

 private:
  struct Entry {
    std::uint64_t leading;
    Cursor* cursor;
  };
  void push(Cursor* cursor) {
    if (!cursor->next()) return;
    heap_.push_back({leading_bytes(cursor->text()), cursor});
    std::push_heap(heap_.begin(), heap_.end(), after);
  }
  // By text, then by place.
  static bool after(const Entry& a, const Entry& b) {
    if (a.leading != b.leading) return a.leading > b.leading;
    const int order = a.cursor->text().compare(b.cursor->text());
    return order != 0 ? order > 0 : a.cursor > b.cursor;
  }

  std::vector<Entry> heap_;
  std::vector<Cursor*> taken_;
};

}  // namespace newshound
