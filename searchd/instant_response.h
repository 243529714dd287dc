// Writes the answers of an InstantSearch batch as the protocol has them (docs/instantsearch.md). Texts are raw: the client
// escapes them, and looks for the tags of marks that it sent. Output is valid UTF-8. Pure; any thread.
#pragma once

#include <span>
#include <string>

#include "schemas/error.h"
#include "searchd/instant_batch.h"
#include "searchd/instant_request.h"

namespace newshound {

// {"results": [...]}, in the order of the requests.
[[nodiscard]] std::string instant_batch_json(std::span<const InstantQuery> queries, std::span<const InstantAnswer> answers);
// {"facetHits": [...], ...}: of a query with searches_facet.
[[nodiscard]] std::string instant_facet_json(const InstantQuery& query, const InstantAnswer& answer);
// {"message": "...", "status": 400}.
[[nodiscard]] std::string instant_error_json(const Error& error, unsigned status);

}  // namespace newshound
