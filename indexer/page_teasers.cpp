#include "indexer/page_teasers.h"

#include <algorithm>

#include <gumbo.h>

namespace newshound {
namespace {

constexpr double kHeadlineDensity = 0.85, kMinWordsBefore = 60;
constexpr int kHeadlineWords = 4, kMaxTextLines = 3, kMinPairs = 3, kMaxLevels = 40, kMaxNodes = 200;

bool is_headline(const PageBlock& block) { return block.link_density() > kHeadlineDensity && block.words >= kHeadlineWords; }

bool is_own_link(std::string_view href, std::string_view host) {
  if (href.starts_with('/') && !href.starts_with("//")) return true;
  return !host.empty() && href.find(host) != std::string_view::npos;
}

// Whether the first link of the block's element, or the link around it, leads to the same host.
bool links_inside_site(const HtmlDocument& document, std::string_view host, const PageBlock& block) {
  std::int32_t element = block.node;
  while (element >= 0 && !is_html_block(document.node(element).tag)) element = document.node(element).parent;
  if (element < 0) return false;
  const std::int32_t end = std::min(document.node(element).end, element + kMaxNodes);
  for (std::int32_t i = element; i < end; ++i)
    if (document.node(i).tag == GUMBO_TAG_A && document.has_attribute(i, "href"))
      return is_own_link(document.attribute(i, "href"), host);
  for (int level = 0; element >= 0 && level < kMaxLevels; element = document.node(element).parent, ++level)
    if (document.node(element).tag == GUMBO_TAG_A) return is_own_link(document.attribute(element, "href"), host);
  return false;
}

}  // namespace

void drop_teasers(const HtmlDocument& document, std::string_view host, std::vector<PageBlock*>& lines) {
  double before = 0;
  const auto count = [&](std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k)
      if (lines[k]->kept && lines[k]->value > 0) before += lines[k]->words;
  };
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i;
    int pairs = 0;
    while (end < lines.size() && is_headline(*lines[end]) && lines[end]->tag != GUMBO_TAG_P &&
           links_inside_site(document, host, *lines[end])) {
      std::size_t next = end + 1;
      while (next < lines.size() && next <= end + kMaxTextLines && !is_headline(*lines[next])) ++next;
      const bool article_goes_on = next == end + 1 + kMaxTextLines && next < lines.size() && !is_headline(*lines[next]);
      if (article_goes_on) break;
      pairs += next > end + 1 ? 1 : 0;
      end = next;
    }
    if (end == i) {
      count(i, i + 1);
      ++i;
      continue;
    }
    if (pairs >= kMinPairs && before >= kMinWordsBefore) {
      for (std::size_t k = i; k < end; ++k) lines[k]->kept = false;
    } else {
      count(i, end);
    }
    i = end;
  }
}

}  // namespace newshound
