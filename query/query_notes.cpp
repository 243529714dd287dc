#include "query/query_notes.h"

#include <algorithm>

#include <fmt/format.h>

namespace newshound {

void QueryNotes::complain(const QueryComplaint& complaint) {
  if (!first_error_) {
    first_error_ = Error{ErrorCode::kInvalidQuery,
                         fmt::format("query, byte {}: {}; {}", complaint.position, complaint.problem, complaint.remedy), "q",
                         complaint.position};
  }
  std::string note = fmt::format("{}: {}", complaint.problem, complaint.outcome);
  if (notes_.size() >= kMaxNotes || std::find(notes_.begin(), notes_.end(), note) != notes_.end()) return;
  notes_.push_back(std::move(note));
}

std::string shown(std::string_view text) {
  constexpr std::size_t kShownBytes = 60;
  if (text.size() <= kShownBytes) return std::string(text);
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return fmt::format("{}…", text.substr(0, end));
}

}  // namespace newshound
