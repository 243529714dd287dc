#include "indexer/posting_join.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "indexer/posting_run.h"
#include "storage/glass_chunk.h"
#include "storage/glass_writer.h"
#include "storage/index_error.h"
#include "storage/mapped_file.h"

namespace newshound {
namespace {

// Reads a run, term by term.
class RunCursor {
 public:
  RunCursor(std::filesystem::path path, std::uint32_t run)
      : path_(std::move(path)), file_(path_), at_(file_.bytes().data()), end_(at_ + file_.bytes().size()), run_(run) {}

  // Goes to the next term, when its postings have been read; false at the end.
  bool next() {
    if (at_ == end_) return false;
    const std::uint64_t length = number();
    if (length > static_cast<std::uint64_t>(end_ - at_)) damaged();
    term_ = {reinterpret_cast<const char*>(at_), length};
    leading_ = leading_bytes(term_);
    at_ += length;
    documents_ = static_cast<std::uint32_t>(number());
    frequency_ = number();
    return true;
  }
  [[nodiscard]] std::string_view term() const { return term_; }
  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  [[nodiscard]] std::uint64_t frequency() const { return frequency_; }
  void copy_postings(GlassWriter& to) {
    std::uint32_t document = 0;
    for (std::uint32_t i = 0; i < documents_; ++i) {
      document += static_cast<std::uint32_t>(number());
      to.add(document, static_cast<std::uint32_t>(number()));
    }
  }
  // Whether `b` comes before `a`: by term, then by run.
  static bool after(const RunCursor* a, const RunCursor* b) {
    if (a->leading_ != b->leading_) return a->leading_ > b->leading_;
    const int order = a->term_.compare(b->term_);
    return order != 0 ? order > 0 : a->run_ > b->run_;
  }

 private:
  std::uint64_t number() {
    std::uint64_t value = 0;
    if (!read_glass_varint(at_, end_, value)) damaged();
    return value;
  }
  [[noreturn]] void damaged() const {
    throw IndexError(
        IndexError::Kind::kDamaged,
        fmt::format("{}: isn't what was written to it; check the disk and try again, the index is as it was", path_.string()));
  }

  std::filesystem::path path_;
  MappedFile file_;
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::uint32_t run_;
  std::string_view term_;
  std::uint64_t leading_ = 0;
  std::uint32_t documents_ = 0;
  std::uint64_t frequency_ = 0;
};

// Takes the cursors that stand at the smallest term off the heap, in the order of runs.
void take_smallest(std::vector<RunCursor*>& heap, std::vector<RunCursor*>& taken) {
  taken.clear();
  do {
    std::pop_heap(heap.begin(), heap.end(), RunCursor::after);
    taken.push_back(heap.back());
    heap.pop_back();
  } while (!heap.empty() && heap.front()->term() == taken.front()->term());
}

}  // namespace

void join_postings(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& runs,
                   std::span<const std::uint32_t> lengths) {
  GlassWriter writer(folder, lengths);
  std::vector<std::unique_ptr<RunCursor>> cursors;
  std::vector<RunCursor*> heap, same;
  for (std::uint32_t run = 0; run < runs.size(); ++run) {
    cursors.push_back(std::make_unique<RunCursor>(runs[run], run));
    if (cursors.back()->next()) heap.push_back(cursors.back().get());
  }
  std::make_heap(heap.begin(), heap.end(), RunCursor::after);
  while (!heap.empty()) {
    take_smallest(heap, same);
    std::uint32_t documents = 0;
    std::uint64_t frequency = 0;
    for (const RunCursor* cursor : same) {
      documents += cursor->documents();
      frequency += cursor->frequency();
    }
    writer.begin(same.front()->term(), documents, frequency);
    for (RunCursor* cursor : same) {
      cursor->copy_postings(writer);
      if (!cursor->next()) continue;
      heap.push_back(cursor);
      std::push_heap(heap.begin(), heap.end(), RunCursor::after);
    }
  }
  writer.finish();
  cursors.clear();
  for (const std::filesystem::path& run : runs) std::filesystem::remove(run);
}

}  // namespace newshound
