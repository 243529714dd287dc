#include "indexer/page_sources.h"

#include <algorithm>

#include <gumbo.h>

#include "indexer/html_text.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxMeta = 1000;
constexpr std::size_t kMaxScripts = 100;

std::string inner_text(const HtmlDocument& document, std::int32_t index) {
  std::string text;
  for (std::int32_t i = index + 1; i < document.node(index).end; ++i) text += document.node(i).text;
  return text;
}

void read_meta(const HtmlDocument& document, std::int32_t index, PageSources& sources) {
  const std::string_view content = document.attribute(index, "content");
  if (content.empty() || sources.meta.size() >= kMaxMeta) return;
  for (const char* key : {"property", "name", "itemprop"}) {
    const std::string_view name = document.attribute(index, key);
    if (name.empty()) continue;
    sources.meta.emplace_back(ascii_lower(name), content);
    return;
  }
}

}  // namespace

std::string PageSources::first(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names)
    for (const auto& [key, content] : meta)
      if (key == name && !is_blank(content)) return plain_metadata(content);
  return {};
}

std::vector<std::string> PageSources::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, content] : meta)
    if (key == name && !is_blank(content)) values.push_back(plain_metadata(content));
  return values;
}

std::string plain_metadata(std::string_view value) {
  if (value.find_first_of("&<") == std::string_view::npos) return squeezed(value);
  return squeezed(html_to_text(value));
}

PageSources read_page_sources(const HtmlDocument& document) {
  PageSources sources;
  std::vector<std::string> scripts;
  bool in_svg = false;
  std::int32_t svg_end = 0;
  for (std::int32_t i = 0; i < document.size(); ++i) {
    const HtmlNode& node = document.node(i);
    in_svg = i < svg_end;
    if (node.tag == GUMBO_TAG_SVG) svg_end = node.end;
    if (node.tag == GUMBO_TAG_META) read_meta(document, i, sources);
    if (node.tag == GUMBO_TAG_TITLE && sources.title.empty() && !in_svg) sources.title = plain_metadata(inner_text(document, i));
    if (node.tag == GUMBO_TAG_HTML) sources.language = document.attribute(i, "lang");
    if (node.tag == GUMBO_TAG_HTML && sources.language.empty()) sources.language = document.attribute(i, "xml:lang");
    if (node.tag == GUMBO_TAG_LINK && sources.canonical.empty() && ascii_lower(document.attribute(i, "rel")) == "canonical")
      sources.canonical = squeezed(document.attribute(i, "href"));
    if (node.tag == GUMBO_TAG_SCRIPT && scripts.size() < kMaxScripts &&
        document.attribute(i, "type").find("ld+json") != std::string_view::npos)
      scripts.push_back(inner_text(document, i));
  }
  sources.linked = read_linked_data(scripts);
  sources.site = sources.first({"og:site_name", "application-name"});
  return sources;
}

}  // namespace newshound
