#include "searchd/page_filters.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "analysis/fold.h"
#include "query/date_range.h"
#include "searchd/page_links.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kShownValues = 6;   // of a facet
constexpr std::size_t kMoreValues = 200;  // of one that was asked for whole
constexpr std::string_view kSpans[][2] = {{"24h", "past_day"}, {"7d", "past_week"}, {"1m", "past_month"}, {"1y", "past_year"}};

const ValueFilter* find_filter(const SearchRequest& request, Field field) {
  const auto own = [&](const ValueFilter& f) { return f.field == field && f.all.empty(); };
  const auto found = std::find_if(request.filters.begin(), request.filters.end(), own);
  return found == request.filters.end() ? nullptr : &*found;
}

// The value as the request has it, if it is chosen; else null. Values are compared folded.
const std::string* chosen(const ValueFilter* filter, const std::string& value) {
  if (filter == nullptr) return nullptr;
  const std::string folded = fold_value(value);
  const auto found = std::find_if(filter->any.begin(), filter->any.end(), [&](const auto& v) { return fold_value(v) == folded; });
  return found == filter->any.end() ? nullptr : &*found;
}

json value_model(const PageContext& page, Field field, const FacetBucket& bucket, const std::string* as_chosen) {
  const std::string name(field_row(field).parameter);
  const Parameters& state = page.request.state;
  const Parameters target = as_chosen != nullptr ? without_value(state, name, *as_chosen) : with_value(state, name, bucket.value);
  return {{"href", path_with("/search", target)},
          {"key", name + ":" + bucket.value},
          {"current", as_chosen != nullptr},
          {"label", PageContext::shown_value(field, bucket.value)},
          {"value_lang", field == Field::kLanguage ? bucket.value : ""},
          {"n", page.locale.number(bucket.count)},
          {"articles", page.articles(bucket.count)}};
}

json facet_model(const PageContext& page, const FacetAnswer& facet) {
  const std::string name(field_row(facet.field).parameter);
  const ValueFilter* filter = find_filter(page.request.search, facet.field);
  const std::size_t most = page.request.more == name ? kMoreValues : kShownValues;
  json items = json::array();
  std::size_t named = 0;
  for (std::size_t i = 0; i < facet.buckets.size(); ++i) {
    const std::string* as_chosen = chosen(filter, facet.buckets[i].value);
    if (as_chosen != nullptr) ++named;
    if (i < most || as_chosen != nullptr) items.push_back(value_model(page, facet.field, facet.buckets[i], as_chosen));
  }
  // What is chosen and finds nothing is still shown: it must be possible to take it back.
  if (filter != nullptr && named < filter->any.size())
    for (const std::string& value : filter->any) {
      const auto same = [&](const FacetBucket& bucket) { return fold_value(bucket.value) == fold_value(value); };
      if (std::none_of(facet.buckets.begin(), facet.buckets.end(), same))
        items.push_back(value_model(page, facet.field, {value, 0}, &value));
    }
  const std::uint64_t hidden = facet.values > items.size() ? facet.values - items.size() : 0;
  json model{{"name", page.wording.text(name)}, {"items", items}, {"more", nullptr}};
  if (hidden != 0 && most == kShownValues)
    model["more"] = {{"href", path_with("/search", with(page.request.state, "more", name))},
                     {"key", "more:" + name},
                     {"label", page.wording.count("more_values", hidden, page.locale)}};
  return model;
}

bool is_worth_showing(const PageContext& page, const FacetAnswer& facet) {
  return facet.values > 1 || find_filter(page.request.search, facet.field) != nullptr ||
         (facet.values == 1 && facet.missing != 0);
}

// A border as a form's date field takes it; empty if it is no whole day.
std::string date_field(const std::string& value) {
  const auto moment = parse_moment(value);
  return moment && moment->date_only ? value : std::string();
}

// An article in `request` at the earliest, to be sure: a bare date may be a day later in some zone.
bool may_find(const PageContext& page, const SearchRequest& request) {
  const std::int64_t latest = page.archive.latest.seconds_utc;
  return latest != kUndated && latest + 2 * kSecondsPerDay >= request.from_utc;
}

void add_dates(const PageContext& page, Searcher& searcher, const SearchAnswer& answer, json& model) {
  const Parameters open = without(page.request.state, {"from", "to", "when"});
  const std::string when = parameter_of(page.request.state, "when");
  const std::string from = parameter_of(page.request.state, "from"), to = parameter_of(page.request.state, "to");
  SearchRequest request = page.request.search;
  request.from_utc = request.to_utc = kUndated;
  if (answer.relaxed == Relaxation::kNone) request.fuzzy = request.relax = false;  // nothing to look for then
  json dates = json::array();
  const auto add = [&](const std::string& key, const std::string& href, bool current, std::uint64_t n) {
    if (n == 0 && !current) return;  // leads nowhere
    dates.push_back({{"href", href},
                     {"key", key},
                     {"current", current},
                     {"label", page.wording.text(key)},
                     {"n", page.locale.number(n)},
                     {"articles", page.articles(n)}});
  };
  const bool any_date = when.empty() && from.empty() && to.empty();
  add("any_date", path_with("/search", open), any_date, any_date ? answer.total : count_articles(searcher, request));
  const auto zone = TimeZone::find(request.time_zone);
  for (const auto& [span, key] : kSpans) {
    request.from_utc = parse_when(span, page.now_utc, zone.value_or(TimeZone())).value_or(kUndated);
    add(std::string(key), path_with("/search", with(open, "when", span)), when == span,
        may_find(page, request) ? count_articles(searcher, request) : 0);
  }
  json kept = json::array();
  for (const auto& [name, value] : open) kept.push_back({{"name", name}, {"value", value}});
  const bool choice = dates.size() > 1 || (dates.size() == 1 && !dates[0]["current"].get<bool>());
  if (choice) model["spans"] = {{"dates", dates}};
  model["range"] = {{"from", date_field(from)}, {"to", date_field(to)}, {"kept", kept}};
}

// "2025-07" and the like as the reader writes it.
std::string shown_border(const PageContext& page, const std::string& value) {
  const auto moment = parse_moment(value);
  return moment ? page.locale.date(*moment) : value;
}

void add_date_chip(const PageContext& page, json& chips) {
  const std::string when = parameter_of(page.request.state, "when");
  const std::string from = parameter_of(page.request.state, "from"), to = parameter_of(page.request.state, "to");
  std::string label;
  for (const auto& [span, key] : kSpans)
    if (when == span) label = page.wording.text(key);
  if (!when.empty() && label.empty()) label = page.wording.text("past_span", {{"span", when}});
  if (!from.empty() && !to.empty())
    label = from == to ? shown_border(page, from) : shown_border(page, from) + " – " + shown_border(page, to);
  if (!from.empty() && to.empty()) label = page.wording.text("since", {{"date", shown_border(page, from)}});
  if (from.empty() && !to.empty()) label = page.wording.text("until", {{"date", shown_border(page, to)}});
  if (label.empty()) return;
  chips.push_back({{"href", path_with("/search", without(page.request.state, {"from", "to", "when"}))},
                   {"kind", page.wording.text("date")},
                   {"key", "chip:date"},
                   {"label", label}});
}

json chips_model(const PageContext& page) {
  json chips = json::array();
  const auto add = [&](const ValueFilter& filter, const std::string& value, const std::string& name, const std::string& written,
                       bool excluded) {
    std::string label = PageContext::shown_value(filter.field, value);
    if (excluded) label = page.wording.text("not", {{"value", label}});
    chips.push_back({{"href", path_with("/search", without_value(page.request.state, name, written))},
                     {"kind", page.wording.text(std::string(field_row(filter.field).parameter))},
                     {"key", "chip:" + name + ":" + written},
                     {"label", label}});
  };
  for (const ValueFilter& filter : page.request.search.filters) {
    const std::string name(field_row(filter.field).parameter);
    for (const std::string& value : filter.any) add(filter, value, name, value, false);
    for (const std::string& value : filter.all) add(filter, value, name + ".all", value, false);
    for (const std::string& value : filter.none) add(filter, value, name, "-" + value, true);
  }
  add_date_chip(page, chips);
  const auto add_mode = [&](const char* name, const char* key) {
    chips.push_back({{"href", path_with("/search", without(page.request.state, {name}))},
                     {"kind", page.wording.text("filter")},
                     {"key", std::string("chip:") + name},
                     {"label", page.wording.text(key)}});
  };
  if (page.request.search.match_any) add_mode("match", "any_word");
  if (page.request.search.exactness != Exactness::kStem) add_mode("exact", "exact_words");
  return chips;
}

}  // namespace

const std::vector<Field>& page_facets() {
  static const std::vector<Field> fields{Field::kOutlet, Field::kTopic, Field::kSection, Field::kLanguage};
  return fields;
}

std::uint64_t count_articles(Searcher& searcher, SearchRequest request) {
  request.limit = 0;
  request.facets.clear();
  request.histogram.reset();
  request.highlight.wanted = false;
  const auto answer = searcher.search(request);
  return answer ? answer->total : 0;
}

void add_filters(const PageContext& page, Searcher& searcher, const SearchAnswer& answer, json& model) {
  model["facets"] = model["late_facets"] = json::array();
  for (const FacetAnswer& facet : answer.facets) {
    if (!is_worth_showing(page, facet)) continue;
    const bool early = facet.field == Field::kOutlet || facet.field == Field::kTopic;
    model[early ? "facets" : "late_facets"].push_back(facet_model(page, facet));
  }
  add_dates(page, searcher, answer, model);
  json chips = chips_model(page);
  model["filters_summary"] =
      chips.empty() ? page.wording.text("filters") : page.wording.count("filters_in_use", chips.size(), page.locale);
  model["clear_href"] =
      path_with("/search", without(page.request.state, {"outlet", "topic", "topic.all", "section", "author", "place", "lang",
                                                        "from", "to", "when", "match", "exact", "more"}));
  model["chips"] = chips.empty() ? json(nullptr) : json{{"items", std::move(chips)}};
}

}  // namespace newshound
