#include <algorithm>
#include <cctype>

#include <nlohmann/json.hpp>

#include "searchd/page_filters.h"
#include "searchd/page_links.h"
#include "searchd/web_pages.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxSingleWords = 4;

// The words of a query without operators; empty if it has any.
std::vector<std::string> plain_words(const std::string& q) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < q.size();) {
    const std::size_t end = std::min(q.find(' ', at), q.size());
    if (end > at) words.push_back(q.substr(at, end - at));
    at = end + 1;
  }
  for (const std::string& word : words)
    if (word.find_first_of("\":()*+~^") != std::string::npos || word[0] == '-' || word == "AND" || word == "OR" || word == "NOT")
      return {};
  return words;
}

}  // namespace

json wider_searches(const PageContext& page, Searcher& searcher) {
  json wider = json::array();
  const SearchRequest& asked = page.request.search;
  const auto add = [&](const std::string& label, const SearchRequest& request, const Parameters& state) {
    const std::uint64_t found = count_articles(searcher, request);
    if (found == 0) return;
    wider.push_back({{"href", path_with("/search", state)},
                     {"label", label},
                     {"articles", page.articles(found)},
                     {"key", "wider:" + std::to_string(wider.size())}});
  };
  const bool dated = asked.from_utc != kUndated || asked.to_utc != kUndated;
  if (dated) {
    SearchRequest request = asked;
    request.from_utc = request.to_utc = kUndated;
    add(page.wording.text("without_date"), request, without(page.request.state, {"from", "to", "when"}));
  }
  if (!asked.filters.empty()) {
    SearchRequest request = asked;
    request.filters.clear();
    const Parameters state = without(page.request.state, {"outlet", "topic", "topic.all", "section", "author", "place", "lang"});
    add(page.wording.text("without_values"), request, state);
    request.from_utc = request.to_utc = kUndated;
    if (dated) add(page.wording.text("without_filters"), request, without(state, {"from", "to", "when"}));
  }
  const std::vector<std::string> words = plain_words(asked.q);
  if (words.size() < 2) return wider;
  SearchRequest any = asked;
  any.match_any = true;
  add(page.wording.text("any_of", {{"words", page.locale.list(words)}}), any, with(page.request.state, "match", "any"));
  for (std::size_t i = 0; i < std::min(words.size(), kMaxSingleWords); ++i) {
    SearchRequest one = asked;
    one.q = words[i];
    one.fuzzy = one.relax = false;
    add(page.wording.text("only_word", {{"word", words[i]}}), one, with(page.request.state, "q", words[i]));
  }
  return wider;
}

}  // namespace newshound
