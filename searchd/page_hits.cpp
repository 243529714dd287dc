#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "query/highlighter.h"
#include "searchd/page_links.h"
#include "searchd/web_pages.h"

namespace newshound {
namespace {

using nlohmann::json;

json value_links(const PageContext& page, Field field, const std::vector<std::string>& values) {
  json links = json::array();
  for (const std::string& value : values)
    links.push_back({{"href", page.value_link(field, value)}, {"name", value}, {"last", links.size() + 1 == values.size()}});
  return links;
}

// Pieces that follow one another, with one ellipsis where text is left out, set off by a space that never breaks.
std::string joined(const std::vector<std::string>& snippets) {
  constexpr std::string_view kCut = "…", kSpace = "\u00a0";
  std::string out;
  bool cut = false;
  for (std::string_view piece : snippets) {
    cut = cut || piece.starts_with(kCut) || !out.empty();
    if (piece.starts_with(kCut)) piece.remove_prefix(kCut.size());
    if (cut) out += out.empty() ? fmt::format("{}{}", kCut, kSpace) : fmt::format("{}{} ", kSpace, kCut);
    cut = piece.ends_with(kCut);
    if (cut) piece.remove_suffix(kCut.size());
    out += piece;
  }
  return cut ? out.append(kSpace).append(kCut) : out;
}

}  // namespace

json hit_model(const PageContext& page, const Hit& hit, const Parameters& state) {
  const Article& article = hit.article;
  const std::string here = article_path(article.id, state);
  const std::string source = source_link(article, hit.highlight.first_mark);
  std::string title = hit.highlight.title.empty() ? escape_html(article.title) : hit.highlight.title;
  if (title.empty()) title = escape_html(page.wording.text("untitled"));
  json model{{"title_html", std::move(title)},
             {"href", source.empty() ? here : source},
             {"host", url_host(article.url)},
             {"here", source.empty() ? "" : here},
             {"snippet_html", joined(hit.highlight.snippets)},
             {"dateline", dateline_model(page, article)},
             {"section", article.section},
             {"section_href", article.section.empty() ? "" : page.value_link(Field::kSection, article.section)},
             {"by", article.authors.empty() ? "" : page.wording.text("by", {{"names", page.locale.list(article.authors)}})},
             {"topics", value_links(page, Field::kTopic, article.topics)},
             {"has_topics", !article.topics.empty()},
             {"corrected", !article.correction.empty()},
             {"subscribers", article.is_free.has_value() && !*article.is_free}};
  add_language(page, article, model);
  return model;
}

}  // namespace newshound
