// An article from the HTML page that shows it: bytes to text, metadata by the order of trust in docs/formats-pages.md, the body
// without what stands around it. The rules know no site. For fragments inside structured articles see html_text.h. Nothing is
// fetched, no script runs. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schemas/article.h"
#include "schemas/error.h"

namespace newshound {

// What is known of a page from outside it.
struct PageContext {
  std::string url = {};      // where it was found; empty if unknown
  std::string charset = {};  // as the HTTP header declared it; empty if it didn't
  std::int64_t now_utc = 0;  // dates ahead of it are believed last; 0 = no such check
};

// The article, as far as the page has its fields; its text isn't normalised yet and no rule for fields is applied
// (ArticleParser::finish does both). An Error: the page is too large or nested too deeply; `position` is then the byte of the
// page in UTF-8. A page without an article is an article without title and body.
[[nodiscard]] Result<Article> read_html_page(std::string_view bytes, const PageContext& context);
// Whether a file that begins with `head`, white space skipped, is an HTML page: a doctype, <html>, <head>, <body>, or comments
// and an XML declaration before one of these.
[[nodiscard]] bool looks_like_html(std::string_view head);

}  // namespace newshound
