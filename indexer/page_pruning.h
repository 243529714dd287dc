// Which subtrees of a page aren't the article: scripts and controls, navigation, asides, captions, forms, what is hidden, and
// what its names call an advert, a related link, a comment, a consent notice … A subtree goes only if its share of the page's
// text is small enough for its reason; a reason that would take too much of the page in all is dropped (texts hidden one by one
// behind a paywall, lists of products). Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/html_document.h"
#include "indexer/page_marks.h"

namespace newshound {

// For each node whether it is left out with its subtree; nodes inside such a subtree aren't marked.
[[nodiscard]] std::vector<bool> prune_page(const HtmlDocument& document, const std::vector<PageMark>& marks);

}  // namespace newshound
