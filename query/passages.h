// Chooses and cuts the passages of an article that snippets show: the second half of the highlighter.
// Best first by the weights of the different clauses that a passage shows (those that an earlier one shows count a quarter), then
// by the number of marks; given in order of the text, never overlapping. A passage begins at the start of a sentence where one is
// near, else at a word; likewise it ends. A mark is never cut. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "query/marks.h"

namespace newshound {

inline constexpr std::size_t kMaxPassageGroups = 4096;  // marks of a text that passages are chosen from; later ones have no say

// A text of an article (standfirst, body) with its marks.
struct MarkedText {
  std::string_view text;
  std::span<const Mark> marks;
  std::span<const MarkGroup> groups;
};

struct Passage {
  std::uint32_t text = 0;                    // by place in the texts given
  std::uint32_t begin = 0, end = 0;          // bytes: [begin, end), no white space at its ends
  bool cut_front = false, cut_back = false;  // in the middle of a sentence

  friend bool operator==(const Passage&, const Passage&) = default;
};

struct PassageOptions {
  std::size_t length = 180;  // bytes, about
  std::size_t count = 3;     // at most
};

// `weights`: of the clauses.
[[nodiscard]] std::vector<Passage> choose_passages(std::span<const MarkedText> texts, std::span<const double> weights,
                                                   const PassageOptions& options);
// The first words of a text.
[[nodiscard]] Passage first_passage(std::string_view text, std::size_t length);

}  // namespace newshound
