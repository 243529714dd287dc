#include "indexer/page_article.h"

#include "indexer/article_builder.h"
#include "indexer/html_text.h"
#include "indexer/transcoder.h"

namespace newshound {
namespace {

// Between <name …> and </name>; everything if there is no such element.
std::string_view inside(std::string_view html, std::string_view open, std::string_view close) {
  const std::size_t begin = html.find(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t from = std::min(html.find('>', begin), html.size() - 1) + 1;
  return html.substr(from, html.find(close, from) - from);
}

}  // namespace

ParsedArticle read_page_article(std::string_view html, std::string_view url, std::string_view charset,
                                const ArticleRules& rules) {
  std::string utf8;
  bool changed = false;
  const auto transcoder = charset.empty() ? nullptr : Transcoder::open(charset);
  if (transcoder != nullptr) {
    transcoder->convert(html, true, utf8);
  } else {
    utf8 = utf8_or_windows_1252(html, changed);
  }
  ArticleBuilder builder;
  builder.set("url", url);
  builder.set("title", html_to_text(inside(utf8, "<title", "</title")));
  const std::string_view body = inside(utf8, "<body", "</body");
  builder.set("body_html", body.empty() ? std::string_view(utf8) : body);
  return builder.finish(rules);
}

}  // namespace newshound
