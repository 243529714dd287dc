#include <algorithm>
#include <span>

#include <nlohmann/json.hpp>

#include "query/highlighter.h"
#include "searchd/page_links.h"
#include "searchd/page_render.h"
#include "searchd/web_pages.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kSimilar = 6;

// The text between `begin` and `end` as HTML, marked; the first mark of the page gets an anchor.
std::string marked_html(std::string_view text, std::span<const MarkedRange> ranges, std::size_t begin, std::size_t end,
                        bool& anchored) {
  std::string out;
  std::size_t at = begin;
  for (const MarkedRange& range : ranges) {
    const std::size_t from = std::max<std::size_t>(range.begin, at), to = std::min<std::size_t>(range.end, end);
    if (from >= to) continue;
    out += escape_html(text.substr(at, from - at));
    out += anchored ? "<mark>" : "<mark id=\"m1\">";
    out += escape_html(text.substr(from, to - from)) + "</mark>";
    anchored = true;
    at = to;
  }
  return out + escape_html(text.substr(at, end - at));
}

// Paragraphs are divided by blank lines.
json paragraphs_model(const MarkedArticle& found, bool& anchored) {
  json paragraphs = json::array();
  const std::string_view body = found.article.body;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find("\n\n", at), body.size());
    if (body.substr(at, end - at).find_first_not_of(" \n\t") != std::string_view::npos)
      paragraphs.push_back({{"html", marked_html(body, found.body, at, end, anchored)}});
    at = end + 2;
  }
  return paragraphs;
}

json similar_model(const PageContext& page, Searcher& searcher, const std::string& id) {
  SimilarRequest request;
  request.id = id;
  request.limit = kSimilar;
  request.now_utc = page.now_utc;
  const auto similar = searcher.similar(request);
  if (!similar || similar->hits.empty()) return nullptr;
  Parameters state;
  const std::string hl = parameter_of(page.request.state, "hl");
  if (!hl.empty()) state.emplace_back("hl", hl);
  json items = json::array();
  for (const Hit& hit : similar->hits) {
    json item = hit_model(page, hit, state);
    item["href"] = article_path(hit.article.id, state);
    items.push_back(std::move(item));
  }
  return {{"items", items}};
}

json names_model(const PageContext& page, Field field, const std::vector<std::string>& names) {
  if (names.empty()) return nullptr;
  json items = json::array();
  for (const std::string& name : names)
    items.push_back({{"href", page.value_link(field, name)}, {"name", name}, {"last", items.size() + 1 == names.size()}});
  return {{"items", items}};
}

// What leads back: the search that found the article; nothing without one.
json back_model(const PageContext& page) {
  const std::string& q = page.request.search.q;
  Parameters state = page.request.state;
  if (page.request.search.page > 1) state.emplace_back("page", std::to_string(page.request.search.page));
  const bool searched = std::any_of(state.begin(), state.end(), [](const auto& p) { return p.first != "hl"; });
  if (!searched) return nullptr;
  return {{"href", path_with("/search", state)},
          {"label", q.empty() ? page.wording.text("back") : page.wording.text("back_to", {{"q", q}})}};
}

}  // namespace

Result<std::string> article_page(const PageContext& page, Searcher& searcher, const std::string& id) {
  auto marked = searcher.marked(page.request.search, id);
  if (!marked) return tl::unexpected(marked.error());
  if (!*marked) return tl::unexpected(Error{ErrorCode::kNotFound, "there is no article with that id"});
  const MarkedArticle& found = **marked;
  const Article& article = found.article;
  const bool walled = article.is_free.has_value() && !*article.is_free;
  json model = frame_model(page, article.title.empty() ? page.wording.text("untitled") : article.title);
  add_archive(page, model);
  const std::string source = source_link(article, "");
  model["canonical"] = source;
  model["back"] = back_model(page);
  model["dateline"] = dateline_model(page, article);
  model["section"] = article.section;
  model["section_href"] = article.section.empty() ? "" : page.value_link(Field::kSection, article.section);
  bool anchored = false;
  model["title_html"] = article.title.empty() ? escape_html(page.wording.text("untitled"))
                                              : marked_html(article.title, found.title, 0, article.title.size(), anchored);
  model["standfirst_html"] = marked_html(article.standfirst, found.standfirst, 0, article.standfirst.size(), anchored);
  model["paragraphs"] = walled ? json::array() : paragraphs_model(found, anchored);
  const std::size_t matches = found.title.size() + found.standfirst.size() + found.body.size();
  model["matches"] = matches == 0 ? "" : page.wording.count("matches", matches, page.locale);
  model["first_match"] = anchored;
  model["source"] = source;
  model["read_at"] = page.wording.text("read_at", {{"outlet", article.outlet.empty() ? url_host(article.url) : article.outlet}});
  model["authors"] = names_model(page, Field::kAuthor, article.authors);
  model["topics"] = names_model(page, Field::kTopic, article.topics);
  model["places"] = names_model(page, Field::kPlace, article.places);
  model["correction"] = article.correction;
  model["wire"] = article.wire_credit;
  const std::string publisher = article.outlet.empty() ? url_host(article.url) : article.outlet;
  model["wall"] = walled ? page.wording.text("wall", {{"outlet", publisher}}) : "";
  model["similar"] = similar_model(page, searcher, id);
  json language;
  add_language(page, article, language);
  model["text_lang"] = language["lang"];
  model["text_dir"] = language["dir"];
  return render_page(page.assets, "article", model);
}

}  // namespace newshound
