// The pages: each makes its model from what the searcher answers and pours it into its template. An Error is a bad query or an
// article that isn't there; throws what the layers below throw. One searcher, one thread.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "searchd/page_context.h"

namespace newshound {

// "/": the newest articles, outlets and topics.
[[nodiscard]] Result<std::string> home_page(const PageContext& page, Searcher& searcher);
// "/search": hits, filters, timeline; or what to do where nothing is found.
[[nodiscard]] Result<std::string> results_page(PageContext& page, Searcher& searcher);
// "/article/{id}": the text with the query's marks, similar articles.
[[nodiscard]] Result<std::string> article_page(const PageContext& page, Searcher& searcher, const std::string& id);
// "/help": how to ask.
[[nodiscard]] Result<std::string> help_page(const PageContext& page);
// Instead of a page that can't be made. `retry`: the address to try again.
[[nodiscard]] std::string problem_page(const PageContext& page, unsigned status, const Error& error, const std::string& retry);

// A hit as it stands in a list.
[[nodiscard]] nlohmann::json hit_model(const PageContext& page, const Hit& hit, const Parameters& state);
// The timeline of an answer by days, for a wide and a narrow screen; null if there is nothing to see.
[[nodiscard]] nlohmann::json timeline_model(const PageContext& page, const HistogramAnswer& histogram);
// Where nothing is found: the same search with less in it, and what each would find.
[[nodiscard]] nlohmann::json wider_searches(const PageContext& page, Searcher& searcher);

}  // namespace newshound
