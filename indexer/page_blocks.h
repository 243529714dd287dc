// The lines of a page: what stands between the starts and ends of block elements, with what is worth knowing to tell news from
// its surroundings. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/html_document.h"

namespace newshound {

struct PageBlock {
  std::string text;  // squeezed
  int words = 0;
  int link_words = 0;     // of them, inside links
  std::int32_t node = 0;  // the element that its text begins in
  int tag = 0;            // of the nearest block element
  bool heading = false, list_item = false, quotation = false, sentence = false;
  double value = 0;  // how much it speaks for its surroundings being the article; negative speaks against
  bool kept = true;

  [[nodiscard]] double link_density() const { return words > 0 ? static_cast<double>(link_words) / words : 0; }
};

// Two <br> end a line, one is a space. `dead`: of page_pruning.h.
[[nodiscard]] std::vector<PageBlock> page_blocks(const HtmlDocument& document, const std::vector<bool>& dead);

}  // namespace newshound
