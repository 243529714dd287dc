#include "searchd/page_context.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "searchd/page_links.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::int64_t kFreshSeconds = 7 * kSecondsPerDay;  // so long "3 days ago" says more than a date

std::string versioned(const PageContext& page, const std::string& path, std::string_view asset) {
  const std::string_view version = page.assets.version(asset);
  return version.empty() ? path : path + "?v=" + std::string(version);
}

json language_links(const PageContext& page) {
  json links = json::array();
  for (const std::string& language : page_languages()) {
    Parameters state = page.request.state;
    std::erase_if(state, [](const auto& p) { return p.first == "hl"; });
    state.emplace_back("hl", language);
    links.push_back({{"href", path_with(page.path, state)},
                     {"code", language},
                     {"name", own_name_of_language(language)},
                     {"current", language == page.language.language}});
  }
  return links;
}

}  // namespace

PageContext::PageContext(const PageAssets& page_assets, const ReaderLanguage& reader, PageRequest asked, std::string page_path)
    : assets(page_assets),
      language(reader),
      wording(assets.read("strings/" + reader.language + ".json"), assets.read("strings/en.json")),
      locale(reader.locale, asked.search.time_zone),
      request(std::move(asked)),
      path(std::move(page_path)),
      now_utc(request.search.now_utc) {}

std::string PageContext::shown_value(Field field, const std::string& value) {
  return field == Field::kLanguage ? own_name_of_language(value) : value;
}

std::string PageContext::value_link(Field field, const std::string& value) const {
  Parameters state{{std::string(field_row(field).parameter), value}};
  const std::string hl = parameter_of(request.state, "hl");
  if (!hl.empty()) state.emplace_back("hl", hl);
  return path_with("/search", state);
}

json frame_model(const PageContext& page, const std::string& title) {
  json words = json::object();
  for (const auto& [key, value] : page.wording.texts())
    if (key.find('/') == std::string::npos) words[key] = value;
  json hidden = json::array();  // what a new query keeps: filters, dates, order
  for (const auto& [name, value] : without(page.request.state, {"q", "match", "exact", "fuzzy", "relax", "limit"}))
    hidden.push_back({{"name", name}, {"value", value}});
  Parameters home;
  const std::string hl = parameter_of(page.request.state, "hl");
  if (!hl.empty()) home.emplace_back("hl", hl);
  return {{"t", std::move(words)},
          {"title", title},
          {"lang", page.language.language},
          {"dir", direction_of(page.language.language)},
          {"q", page.request.search.q},
          {"hidden", std::move(hidden)},
          {"home_href", path_with("/", home)},
          {"help_href", path_with("/help", home)},
          {"search_href", path_with("/search", home)},
          {"feed_href", path_with("/search.rss", without(page.request.state, {"hl", "limit", "sort"}))},
          {"css_href", versioned(page, "/web/page.css", "page.css")},
          {"page_js", versioned(page, "/web/page.js", "page.js")},
          {"box_js", versioned(page, "/searchbox.js", "searchbox.js")},
          {"icon_href", versioned(page, "/web/icon.svg", "icon.svg")},
          {"at", ""},
          {"today", page.locale.long_date(page.now_utc)},
          {"today_iso", format_date(page.now_utc)},
          {"languages", language_links(page)},
          {"canonical", ""},
          {"archive", nullptr}};
}

void add_archive(const PageContext& page, json& model) {
  if (page.archive.articles == 0) return;
  const std::string articles = page.articles(page.archive.articles);
  std::string from = articles;
  if (page.archive.outlets != 0)
    from = page.wording.text("articles_from", {{"articles", articles},
                                               {"outlets", page.wording.count("outlets_n", page.archive.outlets, page.locale)}});
  const std::string ago = page.locale.ago(page.archive.latest, page.now_utc);
  model["archive"] = {{"articles", from}, {"latest", ago.empty() ? "" : page.wording.text("latest", {{"when", ago}})}};
}

void add_language(const PageContext& page, const Article& article, json& model) {
  const bool own = article.language.empty() || article.language == page.language.language;
  model["lang"] = own ? "" : article.language;
  model["dir"] = own ? "" : direction_of(article.language);
}

json dateline_model(const PageContext& page, const Article& article) {
  const bool fresh = page.now_utc - article.published.seconds_utc < kFreshSeconds;
  return {{"outlet", article.outlet},
          {"outlet_href", article.outlet.empty() ? "" : page.value_link(Field::kOutlet, article.outlet)},
          {"iso", format_moment(article.published)},
          {"date", page.locale.date(article.published)},
          {"ago", page.locale.ago(article.published, page.now_utc)},
          {"fresh", article.published.seconds_utc != kUndated && fresh}};
}

}  // namespace newshound
