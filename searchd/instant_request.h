// What InstantSearch asks for: the body of POST /1/indexes/*/queries, one InstantQuery each of its requests. The protocol is
// Algolia's as far as instantsearch.js uses it (docs/instantsearch.md); a parameter that isn't known is refused, one that only
// concerns that service's ranking or accounting is passed over. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/request.h"
#include "schemas/error.h"

namespace newshound {

inline constexpr std::string_view kPublishedAttribute = "published_ts";  // seconds UTC: what numericFilters compare

// A facet under the name by which it was asked for: "topics" and "topic" are the same field.
struct InstantFacet {
  std::string name;
  Field field = Field::kOutlet;

  friend bool operator==(const InstantFacet&, const InstantFacet&) = default;
};

struct InstantQuery {
  std::string index;                                   // "articles", "articles_newest", …: says the order
  SearchRequest search;                                // all but the facets; `page` is 1-based here, too
  std::vector<InstantFacet> facets;                    // to be counted
  bool published_stats = false;                        // kPublishedAttribute is among the facets
  std::size_t max_values = 0;                          // of a facet
  bool searches_facet = false;                         // values of facets[0] that hold search.facet_query are wanted, no hits
  bool prefix_last = true;                             // the last word may be the beginning of one
  bool highlights_values = true;                       // of outlet, authors, …, which are never marked
  std::array<bool, 3> highlights = {}, snippets = {};  // which of title, standfirst, body are to be shown so
};

// The requests of a batch, in their order. An Error for the first that is wrong; kNotFound: no such index.
[[nodiscard]] Result<std::vector<InstantQuery>> parse_instant_batch(std::string_view body, std::int64_t now_utc);
// The body of POST /1/indexes/{index}/facets/{facet}/query: one query with searches_facet.
[[nodiscard]] Result<InstantQuery> parse_instant_facet_search(std::string_view index, std::string_view facet,
                                                              std::string_view body, std::int64_t now_utc);

}  // namespace newshound
