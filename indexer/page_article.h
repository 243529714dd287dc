// The one place where formats that hold whole HTML pages (HTML files, WARC) meet the reader of pages. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "indexer/article_parser.h"

namespace newshound {

// The article of an HTML page. `url`: where it was fetched, "" if unknown. `charset`: as its server declared it, or "".
[[nodiscard]] ParsedArticle read_page_article(std::string_view html, std::string_view url, std::string_view charset,
                                              const ArticleRules& rules);

}  // namespace newshound
