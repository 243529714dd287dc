// Which elements of a page hold the article: the one whose lines speak for it most, or one that is called so and holds enough of
// them; with it the like elements beside it that a page of several parts, or an article cut up by adverts, is made of. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/html_document.h"
#include "indexer/page_blocks.h"
#include "indexer/page_marks.h"

namespace newshound {

// Indexes of elements, none inside another, in no order; none if no line speaks for an article.
[[nodiscard]] std::vector<std::int32_t> find_article_elements(const HtmlDocument& document, const std::vector<PageMark>& marks,
                                                              const std::vector<bool>& dead,
                                                              const std::vector<PageBlock>& blocks);

}  // namespace newshound
