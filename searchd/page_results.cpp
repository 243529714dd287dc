#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "searchd/page_filters.h"
#include "searchd/page_links.h"
#include "searchd/page_render.h"
#include "searchd/web_pages.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kSnippetBytes = 120, kSnippets = 2;
constexpr std::size_t kMaxHeadingBytes = 200;  // of a query in a heading
constexpr std::string_view kRelaxNote = "no article has ";

std::string in_heading(const std::string& q) {
  if (q.size() <= kMaxHeadingBytes) return q;
  std::size_t end = kMaxHeadingBytes;
  while (end > 0 && (static_cast<unsigned char>(q[end]) & 0xC0) == 0x80) --end;
  return q.substr(0, end) + "…";
}

SearchRequest search_of(const PageContext& page) {
  SearchRequest request = page.request.search;
  request.facets = page_facets();
  request.facet_limit = kPageFacetLimit;
  request.histogram = HistogramOptions{.interval = Interval::kDay, .fill = false};
  request.highlight = HighlightOptions{.length = kSnippetBytes, .count = kSnippets};
  return request;
}

// What links of the hits and pages go on from: the query that was really asked.
Parameters asked_state(const PageContext& page, const SearchAnswer& answer) {
  Parameters state = page.request.state;
  if (answer.relaxed == Relaxation::kSpelling) state = with(state, "q", answer.did_you_mean);
  if (answer.relaxed == Relaxation::kAny) state = with(state, "match", "any");
  return state;
}

json notes_model(const PageContext& page, const SearchAnswer& answer) {
  json notes = json::array();
  const bool english = page.language.language == "en";
  for (const auto& [name, value] : page.request.refused)
    notes.push_back({{"text", page.wording.text("refused", {{"parameter", name + "=" + in_heading(value)}})}, {"lang", ""}});
  if (!english && answer.relaxed != Relaxation::kNone) {
    const std::string key = fmt::format("relaxed_{}", relaxation_name(answer.relaxed));
    notes.push_back({{"text", page.wording.text(key, {{"q", in_heading(answer.text)}})}, {"lang", ""}});
  }
  for (std::string note : answer.notes) {  // the engine's own words are English
    if (!english && answer.relaxed != Relaxation::kNone && note.starts_with(kRelaxNote)) continue;
    if (!note.empty() && note[0] >= 'a' && note[0] <= 'z') note[0] = static_cast<char>(note[0] - 32);
    notes.push_back({{"text", note + (note.ends_with('.') ? "" : ".")}, {"lang", english ? "" : "en"}});
  }
  return notes;
}

json sorts_model(const PageContext& page, const SearchAnswer& answer) {
  json sorts = json::array();
  for (const Sort sort : {Sort::kBest, Sort::kRelevance, Sort::kNewest, Sort::kOldest}) {
    const std::string name(sort_name(sort));
    const bool current = answer.sort == sort;
    if (sort == Sort::kRelevance && !current) continue;  // known to those who write addresses
    if (sort == Sort::kBest && page.request.search.q.find_first_not_of(' ') == std::string::npos) continue;
    sorts.push_back({{"href", path_with("/search", sort == Sort::kBest ? without(page.request.state, {"sort"})
                                                                       : with(page.request.state, "sort", name))},
                     {"key", "sort:" + name},
                     {"current", current},
                     {"label", page.wording.text("sort_" + name)}});
  }
  return sorts;
}

json page_model(const PageContext& page, std::size_t number, std::size_t current) {
  Parameters to = without(page.request.state, {});
  if (number > 1) to.emplace_back("page", std::to_string(number));
  return {{"href", path_with("/search", to)},
          {"n", page.locale.number(number)},
          {"current", number == current},
          {"gap", false},
          {"key", "page:" + std::to_string(number)},
          {"label", page.wording.text("page_n", {{"n", page.locale.number(number)}})}};
}

json pages_model(const PageContext& page, std::size_t current, std::size_t last) {
  json items = json::array();
  std::size_t before = 0;
  for (std::size_t n = 1; n <= last; ++n) {
    const bool shown = n == 1 || n == last || (n + 2 >= current && n <= current + 2) || (current < 4 && n <= 4);
    if (!shown) continue;
    if (n > before + 1) items.push_back({{"gap", true}});
    items.push_back(page_model(page, n, current));
    before = n;
  }
  return {{"items", items},
          {"previous", current > 1 ? page_model(page, current - 1, current) : json(nullptr)},
          {"next", current < last ? page_model(page, current + 1, current) : json(nullptr)}};
}

void add_results(const PageContext& page, Searcher& searcher, const SearchAnswer& answer, json& model) {
  const std::size_t limit = page.request.search.limit, current = answer.page;
  const std::uint64_t reachable = std::min<std::uint64_t>(answer.total, kMaxPageWindow);
  const std::size_t last = std::max<std::size_t>(1, (reachable + limit - 1) / limit);
  add_filters(page, searcher, answer, model);
  model["timeline"] = answer.histogram ? timeline_model(page, *answer.histogram) : json(nullptr);
  model["sorts"] = sorts_model(page, answer);
  const std::size_t first = (current - 1) * limit + 1;
  if (answer.hits.size() < answer.total)  // else the heading has said it
    model["place"] = page.wording.text(answer.hits.size() == 1 ? "place_of_one" : "place_of",
                                       {{"a", page.locale.number(first)},
                                        {"b", page.locale.number(first + answer.hits.size() - 1)},
                                        {"n", page.locale.number(answer.total)}});
  model["hits"] = json::array();
  const Parameters state = asked_state(page, answer);
  for (const Hit& hit : answer.hits) model["hits"].push_back(hit_model(page, hit, state));
  model["pages"] = last > 1 ? pages_model(page, current, last) : json(nullptr);
  model["printed"] = page.wording.text("printed", {{"date", page.locale.date({page.now_utc, false})},
                                                   {"page", page.locale.number(current)},
                                                   {"pages", page.locale.number(last)}});
}

}  // namespace

Result<std::string> results_page(PageContext& page, Searcher& searcher) {
  SearchRequest request = search_of(page);
  auto answer = searcher.search(request);
  if (!answer) return tl::unexpected(answer.error());
  if (answer->hits.empty() && answer->total != 0) {  // beyond the last page: that one
    const std::uint64_t reachable = std::min<std::uint64_t>(answer->total, kMaxPageWindow);
    request.page = page.request.search.page = (reachable + request.limit - 1) / request.limit;
    answer = searcher.search(request);
    if (!answer) return tl::unexpected(answer.error());
  }
  const std::string q = in_heading(answer->relaxed == Relaxation::kSpelling ? answer->did_you_mean : answer->text);
  const bool asked = q.find_first_not_of(' ') != std::string::npos;
  std::string heading =
      asked ? page.wording.count("articles_on", answer->total, page.locale, {{"q", q}}) : page.articles(answer->total);
  if (answer->total == 0) heading = asked ? page.wording.text("nothing_on", {{"q", q}}) : page.wording.text("nothing");
  json model = frame_model(page, heading);
  add_archive(page, model);
  model["heading"] = heading;
  model["notes"] = notes_model(page, *answer);
  model["did_you_mean"] = nullptr;
  if (!answer->did_you_mean.empty() && answer->relaxed != Relaxation::kSpelling)
    model["did_you_mean"] = {{"q", answer->did_you_mean},
                             {"href", path_with("/search", with(page.request.state, "q", answer->did_you_mean))}};
  if (answer->total == 0) {
    add_filters(page, searcher, *answer, model);
    const json wider = wider_searches(page, searcher);
    model["wider"] = wider.empty() ? json(nullptr) : json{{"items", wider}};
    return render_page(page.assets, "empty", model);
  }
  add_results(page, searcher, *answer, model);
  return render_page(page.assets, "results", model);
}

}  // namespace newshound
