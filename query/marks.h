// Finds the places of a text that matched: the first half of the highlighter; query/passages.h cuts snippets around them.
// Marks are exact: a word clause marks every word that fills its slot, a sequence only words of an occurrence of the whole
// sequence; a phrase is one mark from its first word to its last. Knows nothing of HTML. A finder belongs to one thread and is
// cheap to make; it may be used for several texts of one article. Limits, so that no text costs more than its length:
// kMaxMarkedPlaces, kMaxMarks, kMaxMatchingSteps below.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "query/highlighter.h"

namespace newshound {

inline constexpr std::size_t kMaxMarkedPlaces = 1u << 16;   // words of a text that fill a slot; what comes after isn't marked
inline constexpr std::size_t kMaxMarks = 1u << 16;          // of one text; what is found after isn't marked
inline constexpr std::size_t kMaxMatchingSteps = 1u << 22;  // for assigning words to slots where one word fills several
inline constexpr std::uint32_t kMaxMarkBytes =
    4096;  // a longer phrase (words far apart, kilobytes of dashes) is marked word by word

struct Mark {
  std::uint32_t begin = 0, end = 0;  // bytes of the text: [begin, end)
  std::uint32_t clause = 0;          // by place in HighlightPlan::clauses

  friend bool operator==(const Mark&, const Mark&) = default;
};

// Marks that overlap, as they are shown: one.
struct MarkGroup {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t first = 0, last = 0;  // its marks: [first, last) of those it was made of
};

class MarkFinder {
 public:
  // `plan` outlives the finder.
  explicit MarkFinder(const HighlightPlan& plan);

  // Sorted by begin, then end. `part`: which part of the article the text is.
  [[nodiscard]] std::vector<Mark> find(std::string_view text, TextPart part);

 private:
  struct Place {
    std::uint32_t position, begin, end;
  };
  using Places = std::span<const std::uint32_t>;  // indexes into places_, increasing

  void collect(std::string_view text);
  [[nodiscard]] bool fills(std::string_view word, std::uint16_t slot) const;
  void sort_by_slot();
  [[nodiscard]] Places places_of(std::uint16_t slot) const;
  void mark_words(std::uint32_t clause);
  void mark_phrase(std::uint32_t clause);
  void mark_ordered(std::uint32_t clause);
  void mark_unordered(std::uint32_t clause);
  void add(std::uint32_t begin, std::uint32_t end, std::uint32_t clause);
  void add_phrase(std::span<const std::uint32_t> places, std::uint32_t clause);

  const HighlightPlan& plan_;
  std::array<std::uint64_t, 16> filter_{};  // bit by a form's length, first and last byte: set if some form of the plan has them
  std::size_t slots_ = 0;
  std::vector<Place> places_;
  std::vector<std::pair<std::uint16_t, std::uint32_t>> fills_;  // slot, place
  std::vector<std::uint32_t> slot_begin_, by_slot_;
  std::vector<Mark> marks_;
};

// Groups of overlapping marks, in order. A group ends before it would be longer than kMaxMarkBytes.
[[nodiscard]] std::vector<MarkGroup> group_marks(std::span<const Mark> marks);

}  // namespace newshound
