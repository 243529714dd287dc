// Teasers of other articles in the middle of one: runs of linked headlines with a line of text each. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/html_document.h"
#include "indexer/page_blocks.h"

namespace newshound {

// Three or more pairs of a linked headline, of a page of the same host, and up to three lines of text, behind 60 words of
// article: their lines are no longer kept. `host` without "www.", empty if unknown; links without a host are the page's own.
void drop_teasers(const HtmlDocument& document, std::string_view host, std::vector<PageBlock*>& lines);

}  // namespace newshound
