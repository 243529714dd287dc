#include "indexer/page_article.h"

#include <utility>

#include "indexer/html_page.h"

namespace newshound {

ParsedArticle read_page_article(std::string_view html, std::string_view url, std::string_view charset,
                                const ArticleRules& rules) {
  Result<Article> article = read_html_page(html, {std::string(url), std::string(charset), rules.now_utc});
  ParsedArticle parsed;
  if (article) {
    parsed = ArticleParser(rules).finish(*article);
  } else {
    parsed.error = std::move(article.error());
  }
  parsed.page = true;
  return parsed;
}

}  // namespace newshound
