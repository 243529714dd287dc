// <h1> first: it is what readers see. Then JSON-LD, Open Graph, <title> without the site's name.
#include <array>
#include <string>

#include <gumbo.h>

#include "indexer/page_metadata.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr int kMaxSiteWords = 5;  // behind the last mark in "Headline | Site"

std::string first_heading(const HtmlDocument& document) {
  std::string heading;
  for (std::int32_t i = 0; i < document.size(); ++i) {
    if (document.node(i).tag != GUMBO_TAG_H1) continue;
    std::string text = document.text_of(i);
    const int words = count_words(text);
    if (text.empty() || (!heading.empty() && (words < 3 || count_words(heading) >= 3))) continue;
    heading = std::move(text);
  }
  return heading;
}

std::string without_site(const std::string& title) {
  constexpr std::array<std::string_view, 7> kMarks{" | ", " - ", " \u2013 ", " \u2014 ", " \u00BB ", " : ", " \u00B7 "};
  for (const std::string_view mark : kMarks) {
    const std::size_t at = title.rfind(mark);
    if (at == std::string::npos) continue;
    const std::string before = title.substr(0, at);
    if (count_words(title.substr(at + mark.size())) <= kMaxSiteWords && count_words(before) >= 3) return before;
  }
  return title;
}

}  // namespace

std::string page_title(const HtmlDocument& document, const PageSources& sources) {
  const std::string heading = first_heading(document);
  const std::string linked = plain_metadata(sources.linked.headline);
  const std::string graph = sources.first({"og:title", "twitter:title", "dc.title", "title"});
  const std::string key = letters_key(heading);
  const int words = count_words(heading);
  const bool confirmed = words >= 2 && (key == letters_key(linked) || letters_key(graph).starts_with(key) ||
                                        letters_key(sources.title).starts_with(key));
  std::string title;
  if (confirmed || words >= 4) {
    title = heading;
  } else if (count_words(linked) >= 2) {
    title = linked;
  } else if (!graph.empty()) {
    title = without_site(graph);
  } else {
    title = sources.title.empty() ? heading : without_site(sources.title);
  }
  // A heading with the section before it: "Opinion | Headline".
  const std::string whole = letters_key(title);
  for (const std::string& other : {linked, graph}) {
    const std::string end = letters_key(other);
    if (count_words(other) >= 4 && whole.size() > end.size() && whole.ends_with(end)) return other;
  }
  return title;
}

}  // namespace newshound
