#include "query/mark_offsets.h"

#include <algorithm>

namespace newshound {
namespace {

// Turns places of a text in bytes, asked in rising order, into units.
class Counter {
 public:
  Counter(std::string_view text, OffsetUnits units) : text_(text), units_(units) {}

  std::uint32_t at(std::uint32_t byte) {
    if (units_ == OffsetUnits::kBytes) return byte;
    // One unit a character, two for those beyond U+FFFF, which have four bytes.
    for (; byte_ < byte; ++byte_) {
      const auto c = static_cast<unsigned char>(text_[byte_]);
      if ((c & 0xC0U) != 0x80U) count_ += c >= 0xF0U ? 2 : 1;
    }
    return count_;
  }

 private:
  std::string_view text_;
  OffsetUnits units_;
  std::uint32_t byte_ = 0, count_ = 0;
};

}  // namespace

void add_marks(TextPart part, std::string_view text, std::span<const MarkGroup> marks, OffsetUnits units, MarkOffsets& offsets) {
  Counter counter(text, units);
  if (marks.size() > kMaxMarkOffsets) offsets.cut = true;
  for (const MarkGroup& mark : marks.first(std::min(marks.size(), kMaxMarkOffsets))) {
    const std::uint32_t begin = counter.at(mark.begin);
    offsets.marks.push_back({part, begin, counter.at(mark.end)});
  }
}

void add_snippet(TextPart part, std::string_view text, const Passage& passage, OffsetUnits units, MarkOffsets& offsets) {
  Counter counter(text, units);
  const std::uint32_t begin = counter.at(passage.begin);
  offsets.snippets.push_back({part, begin, counter.at(passage.end)});
}

}  // namespace newshound
