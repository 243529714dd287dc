// Where a page states facts about its article: JSON-LD, <meta>, <title>, <link>, the language of <html>. Collected once, in the
// order of the page; nothing is believed yet. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/html_document.h"
#include "indexer/linked_data.h"

namespace newshound {

struct PageSources {
  LinkedArticle linked;
  std::vector<std::pair<std::string, std::string_view>> meta;  // name, property or itemprop in lower case; content
  std::string title;                                           // of <title>
  std::string canonical, language;
  std::string site;  // og:site_name or application-name

  // The content of the first of these names that has one, in the order of the names; entities that were encoded twice decoded.
  [[nodiscard]] std::string first(std::initializer_list<std::string_view> names) const;
  // All contents of one name.
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
};

[[nodiscard]] PageSources read_page_sources(const HtmlDocument& document);
// Metadata often holds text whose entities were encoded before it was put into HTML: "Tom &amp;amp; Jerry". Without tags.
[[nodiscard]] std::string plain_metadata(std::string_view value);

}  // namespace newshound
