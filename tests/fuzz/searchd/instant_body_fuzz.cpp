// The body of an InstantSearch batch: what is read keeps to the limits, and every refusal is JSON in UTF-8.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "analysis/normalizer.h"
#include "schemas/limits.h"
#include "searchd/instant_batch.h"
#include "searchd/instant_request.h"
#include "searchd/instant_response.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto refused = [](const newshound::Error& error) {
    if (!newshound::is_valid_utf8(newshound::instant_error_json(error, 400))) std::abort();
  };
  const auto check = [](const newshound::InstantQuery& query) {
    const newshound::SearchRequest& search = query.search;
    if (search.limit > newshound::kMaxLimit || search.page * search.limit > newshound::kMaxPageWindow) std::abort();
    if (search.filters.size() > newshound::kMaxBatchFilters || search.q.size() > newshound::kMaxQueryBytes) std::abort();
    if (query.searches_facet && (query.facets.size() != 1 || search.limit != 0)) std::abort();
    const auto open = newshound::with_open_end(search.q);
    if (open && (open->size() > newshound::kMaxQueryBytes || !newshound::is_valid_utf8(*open))) std::abort();
  };
  const auto queries = newshound::parse_instant_batch(body, 1753200000);
  if (!queries) refused(queries.error());
  if (queries)
    for (const newshound::InstantQuery& query : *queries) check(query);
  const auto facet = newshound::parse_instant_facet_search("articles", "outlet", body, 1753200000);
  if (!facet) refused(facet.error());
  if (facet) check(*facet);
  return 0;
}
