// Any bytes are a page or an Error: what comes out is valid UTF-8 once it is normalised, and no tree is deeper than the guard
// says.
#include <cstdlib>
#include <string_view>

#include "analysis/normalizer.h"
#include "indexer/article_parser.h"
#include "indexer/html_document.h"
#include "indexer/html_guard.h"
#include "indexer/html_page.h"

namespace {

constexpr std::int64_t kNow = 1764000000;  // November 2025

// A level of formatting elements may be opened anew in the deepest block, and <html> and <body> aren't counted.
constexpr std::size_t kDeepest = newshound::kMaxHtmlDepth + newshound::kMaxOpenFormatting + 16;

void check_depth(std::string_view page) {
  const auto document = newshound::HtmlDocument::parse(page);
  if (!document) return;
  for (std::int32_t i = 0; i < document->size(); ++i) {
    std::size_t depth = 0;
    if (document->node(i).first_child >= 0) continue;
    for (std::int32_t at = i; at >= 0; at = document->node(at).parent) ++depth;
    if (depth > kDeepest) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view page(reinterpret_cast<const char*>(data), size);
  check_depth(page);
  (void)newshound::looks_like_html(page);
  auto article = newshound::read_html_page(page, {"https://a.example/2025/1/2/b", "", kNow});
  if (!article) return 0;
  static const newshound::ArticleParser parser({"en", kNow});
  const newshound::ParsedArticle parsed = parser.finish(std::move(*article));
  if (!parsed.article) return 0;
  for (const std::string* text :
       {&parsed.article->title, &parsed.article->body, &parsed.article->standfirst, &parsed.article->outlet})
    if (!newshound::is_valid_utf8(*text)) std::abort();
  return 0;
}
