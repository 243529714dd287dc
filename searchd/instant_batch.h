// Answers the requests of an InstantSearch batch with as few passes over the index as they need. The requests that a client adds
// to learn a facet's other values (no hits, one facet, its own filters dropped) are counted in the pass of the request that they
// belong to. One thread, as its searcher; throws what the layers below throw.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "query/searcher.h"
#include "searchd/instant_request.h"

namespace newshound {

struct InstantAnswer {
  std::uint64_t total = 0;
  std::vector<Hit> hits;
  std::vector<FacetAnswer> facets;                // by place in InstantQuery::facets
  std::optional<PublishedStats> published_stats;  // if asked for
  std::string did_you_mean;
  std::string relaxed;             // relaxation_name()
  std::vector<std::string> notes;  // on how the query was read
  double took_ms = 0;              // of the pass
};

struct InstantBatch {
  std::vector<InstantAnswer> answers;  // in the order of the requests
  std::size_t passes = 0;              // over the index; more where nothing is found and the query is read another way
};

// An Error for a bad query (kInvalidQuery, kTooLarge).
[[nodiscard]] Result<InstantBatch> answer_instant_batch(std::span<const InstantQuery> queries, Searcher& searcher);

// The query with its last word read as it stands or as the beginning of one: "rail str" is "rail (str OR str*)". Nothing where
// the last word is too short for that, part of anything but a row of words, or followed by anything.
[[nodiscard]] std::optional<std::string> with_open_end(const std::string& query);

}  // namespace newshound
