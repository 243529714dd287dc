#include "indexer/html_page.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "analysis/language.h"
#include "indexer/html_document.h"
#include "indexer/html_text.h"
#include "indexer/page_body.h"
#include "indexer/page_encoding.h"
#include "indexer/page_marks.h"
#include "indexer/page_metadata.h"
#include "indexer/page_sources.h"
#include "indexer/page_text.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr int kMinLinkedWords = 100;     // a shorter articleBody is a summary
constexpr double kEnoughOfLinked = 0.8;  // of the words of articleBody; a body with less has lost something

// JSON-LD's articleBody is a safety net: where a page has it, the text of the page itself is closer to what readers see.
void take_linked_body(const LinkedArticle& linked, const PageBody& body, Article& article) {
  if (linked.body.empty()) return;
  std::string text = html_to_text(linked.body);
  const int words = count_words(text);
  if (words >= kMinLinkedWords && body.words < kEnoughOfLinked * words) article.body = std::move(text);
}

// The <html> element's language is often the template's: a sure guess from the text outranks it, and only the declared region of
// the same language says more.
void settle_language(Article& article) {
  const std::string guessed = detect_language(article.body, "", "");
  if (guessed.empty()) return;
  const std::string_view declared = std::string_view(article.language).substr(0, article.language.find('-'));
  if (ascii_lower(declared) != guessed.substr(0, guessed.find('-'))) article.language = guessed;
}

}  // namespace

Result<Article> read_html_page(std::string_view bytes, const PageContext& context) {
  if (bytes.size() > kMaxPageBytes)
    return tl::unexpected(Error{ErrorCode::kTooLarge,
                                fmt::format("the page has {} bytes, {} are allowed", bytes.size(), kMaxPageBytes),
                                {},
                                std::nullopt});
  const std::string html = page_to_utf8(bytes, context.charset);
  const auto document = HtmlDocument::parse(html);
  if (!document) return tl::unexpected(document.error());
  const std::vector<PageMark> marks = mark_page(*document);
  const PageSources sources = read_page_sources(*document);
  Article article;
  fill_page_fields(sources, context, article);
  article.title = page_title(*document, sources);
  article.authors = page_authors(*document, marks, sources);
  const PageDates dates = page_dates(*document, marks, sources, context);
  article.published = dates.published;
  article.modified = dates.modified;
  PageBody body = read_page_body(*document, marks, {article.title, article.authors, host_of(article.url)});
  article.standfirst = std::move(body.standfirst);
  article.body = std::move(body.text);
  take_linked_body(sources.linked, body, article);
  settle_language(article);
  return article;
}

bool looks_like_html(std::string_view head) {
  std::string narrow;  // of UTF-16: tags are ASCII
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    std::copy_if(head.begin() + 2, head.end(), std::back_inserter(narrow), [](char c) { return c != '\0'; });
    head = narrow;
  }
  constexpr std::array<std::string_view, 6> kBeginnings{"<!doctype html", "<html", "<head", "<body", "<title", "<meta"};
  while (true) {
    const std::size_t begin = head.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return false;
    head.remove_prefix(begin);
    const bool comment = head.starts_with("<!--");
    if (!comment && !head.starts_with("<?xml")) break;
    const std::string_view mark = comment ? "-->" : "?>";
    const std::size_t end = head.find(mark);
    if (end == std::string_view::npos) return false;
    head.remove_prefix(end + mark.size());
  }
  const std::string lower = ascii_lower(head.substr(0, 32));
  return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view beginning) {
    if (!lower.starts_with(beginning)) return false;
    const char next = lower.size() > beginning.size() ? lower[beginning.size()] : '>';
    return next == '>' || next == ' ' || next == '\n' || next == '\t' || next == '\r' || next == '/';
  });
}

}  // namespace newshound
