#include "indexer/posting_join.h"

#include <string_view>

#include "indexer/scratch_file.h"
#include "indexer/sorted_merge.h"
#include "storage/glass_writer.h"

namespace newshound {
namespace {

// Reads a run, term by term.
class RunCursor {
 public:
  explicit RunCursor(const std::filesystem::path& path) : file_(path) {}

  // Goes to the next term, when its postings have been read.
  bool next() {
    if (file_.at_end()) return false;
    term_ = file_.bytes(file_.number());
    documents_ = static_cast<std::uint32_t>(file_.number());
    frequency_ = file_.number();
    return true;
  }
  [[nodiscard]] std::string_view text() const { return term_; }
  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  [[nodiscard]] std::uint64_t frequency() const { return frequency_; }
  void copy_postings(GlassWriter& to) {
    std::uint32_t document = 0;
    for (std::uint32_t i = 0; i < documents_; ++i) {
      document += static_cast<std::uint32_t>(file_.number());
      to.add(document, static_cast<std::uint32_t>(file_.number()));
    }
  }

 private:
  ScratchReader file_;
  std::string_view term_;
  std::uint32_t documents_ = 0;
  std::uint64_t frequency_ = 0;
};

}  // namespace

void join_postings(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& runs,
                   std::span<const std::uint32_t> lengths) {
  GlassWriter writer(folder, lengths);
  std::vector<RunCursor> cursors(runs.begin(), runs.end());
  SortedMerge<RunCursor> merge(cursors);
  for (const auto* same = &merge.next(); !same->empty(); same = &merge.next()) {
    std::uint32_t documents = 0;
    std::uint64_t frequency = 0;
    for (const RunCursor* cursor : *same) {
      documents += cursor->documents();
      frequency += cursor->frequency();
    }
    writer.begin(same->front()->text(), documents, frequency);
    for (RunCursor* cursor : *same) cursor->copy_postings(writer);
  }
  writer.finish();
  cursors.clear();
  for (const std::filesystem::path& run : runs) std::filesystem::remove(run);
}

}  // namespace newshound
