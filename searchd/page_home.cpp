#include <nlohmann/json.hpp>

#include "query/highlighter.h"
#include "searchd/page_links.h"
#include "searchd/page_render.h"
#include "searchd/web_pages.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kStories = 9, kValues = 8;
constexpr std::size_t kStandfirstBytes = 200;

json values_model(const PageContext& page, const FacetAnswer& facet, const char* all_key) {
  if (facet.buckets.empty()) return nullptr;
  const std::string name(field_row(facet.field).parameter);
  json items = json::array();
  for (const FacetBucket& bucket : facet.buckets)
    items.push_back({{"href", page.value_link(facet.field, bucket.value)},
                     {"label", bucket.value},
                     {"n", page.locale.number(bucket.count)},
                     {"articles", page.articles(bucket.count)}});
  json model{{"items", items}, {"all", nullptr}};
  if (facet.values > facet.buckets.size())
    model["all"] = {{"href", path_with("/search", with(page.request.state, "more", name))},
                    {"label", page.wording.count(all_key, facet.values, page.locale)}};
  return model;
}

}  // namespace

Result<std::string> home_page(const PageContext& page, Searcher& searcher) {
  SearchRequest request;
  request.now_utc = page.now_utc;
  request.sort = Sort::kNewest;
  request.limit = kStories;
  request.highlight = HighlightOptions{.length = kStandfirstBytes, .count = 1};
  request.facets = {Field::kOutlet, Field::kTopic};
  request.facet_limit = kValues;
  const auto answer = searcher.search(request);
  if (!answer) return tl::unexpected(answer.error());
  json model = frame_model(page, page.wording.text("site"));
  model["at"] = "at-home";
  add_archive(page, model);
  model["stories"] = json::array();
  Parameters state;
  const std::string hl = parameter_of(page.request.state, "hl");
  if (!hl.empty()) state.emplace_back("hl", hl);
  for (const Hit& hit : answer->hits) {
    json story = hit_model(page, hit, state);
    if (!hit.article.standfirst.empty()) story["snippet_html"] = escape_html(hit.article.standfirst);
    model["stories"].push_back(std::move(story));
  }
  model["has_stories"] = !answer->hits.empty();
  model["outlets"] = values_model(page, answer->facets[0], "all_outlets");
  model["topics"] = values_model(page, answer->facets[1], "all_topics");
  return render_page(page.assets, "home", model);
}

Result<std::string> help_page(const PageContext& page) {
  json model = frame_model(page, page.wording.text("help"));
  add_archive(page, model);
  return render_page(page.assets, "help", model);
}

std::string problem_page(const PageContext& page, unsigned status, const Error& error, const std::string& retry) {
  const char* kind = status == 404 ? "missing" : status == 503 ? "busy" : status < 500 ? "bad" : "broken";
  json model = frame_model(page, page.wording.text(std::string(kind) + "_title"));
  model["heading"] = page.wording.text(std::string(kind) + "_title");
  model["text"] = page.wording.text(std::string(kind) + "_text");
  model["retry"] = status >= 500 ? retry : "";
  model["status"] = std::to_string(status);
  model["code"] = error_code_name(error.code);
  model["detail"] = status < 500 && status != 404 ? error.message : "";
  model["when"] = page.now_utc == 0 ? "" : format_moment({page.now_utc, false});  // 0: made where there is no clock
  model["tell"] = status >= 500;
  return render_page(page.assets, "problem", model);
}

}  // namespace newshound
