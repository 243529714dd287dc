// The article's text of a page, from its elements: what isn't the article pruned, the element that holds it found, its lines
// filtered. Live blogs and pages of several parts come whole. Pure; any thread. Why each step is there, and what it pays:
// docs/formats-pages.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/html_document.h"
#include "indexer/page_filters.h"
#include "indexer/page_marks.h"

namespace newshound {

struct PageBody {
  std::string standfirst;  // between title and text; empty if there is none
  std::string text;        // paragraphs divided by blank lines
  int words = 0;           // of the text
};

[[nodiscard]] PageBody read_page_body(const HtmlDocument& document, const std::vector<PageMark>& marks,
                                      const FilterContext& context);

}  // namespace newshound
