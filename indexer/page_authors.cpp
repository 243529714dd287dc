// JSON-LD, meta, links and microdata that name an author, then elements that are called a byline.
#include <algorithm>
#include <array>
#include <string>

#include <gumbo.h>

#include "indexer/author_names.h"
#include "indexer/page_metadata.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxLinked = 3, kMaxBylineBytes = 120;
constexpr int kMaxBylineWords = 14;

bool is_author_link(const HtmlDocument& document, std::int32_t index) {
  if (document.attribute(index, "rel") == "author" || document.attribute(index, "itemprop") == "author") return true;
  if (document.node(index).tag != GUMBO_TAG_A) return false;
  constexpr std::array<std::string_view, 9> kFolders{"/author/",  "/authors/", "/people/",  "/staff/",  "/autor/",
                                                     "/autoren/", "/auteur/",  "/autores/", "/profile/"};
  const std::string_view href = document.attribute(index, "href");
  return std::any_of(kFolders.begin(), kFolders.end(),
                     [&](std::string_view folder) { return href.find(folder) != std::string_view::npos; });
}

std::vector<std::string> authors_of_meta(const PageSources& sources) {
  for (const char* name : {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl",
                           "dcterms.creator", "article:author_name", "cxenseparse:author", "authors"}) {
    std::vector<std::string> names = author_names(sources.all(name), sources.site);
    if (!names.empty()) return names;
  }
  return {};
}

}  // namespace

std::vector<std::string> page_authors(const HtmlDocument& document, const std::vector<PageMark>& marks,
                                      const PageSources& sources) {
  std::vector<std::string> linked_values;
  for (const std::string& value : sources.linked.authors) linked_values.push_back(plain_metadata(value));
  std::vector<std::string> names = author_names(linked_values, sources.site);
  if (!names.empty()) return names;
  names = authors_of_meta(sources);
  if (!names.empty()) return names;
  std::vector<std::string> links, byline;
  for (std::int32_t i = 0; i < document.size(); ++i) {
    if (document.node(i).element == nullptr) continue;
    if (links.size() < kMaxLinked && is_author_link(document, i)) links.push_back(document.text_of(i, kMaxBylineBytes));
    if (!byline.empty() || !marks[static_cast<std::size_t>(i)].byline) continue;
    const std::string text = document.text_of(i, 2 * kMaxBylineBytes);
    if (text.size() < kMaxBylineBytes && count_words(text) <= kMaxBylineWords)
      byline = author_names(std::array{text}, sources.site);
  }
  names = author_names(links, sources.site);
  return names.empty() ? byline : names;
}

}  // namespace newshound
