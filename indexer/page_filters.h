// Lines inside the article's element that aren't the article: the title again, bylines, boilerplate, links, teasers of other
// articles, what stands behind the end. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/html_document.h"
#include "indexer/page_blocks.h"

namespace newshound {

struct FilterContext {
  std::string_view title;
  const std::vector<std::string>& authors;
  std::string_view host;  // of the page, without "www."; empty if unknown
};

// Sets `kept` of the lines (in the order of the page).
void filter_blocks(const HtmlDocument& document, const FilterContext& context, std::vector<PageBlock*>& lines);

}  // namespace newshound
