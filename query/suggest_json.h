// Suggestions as JSON: schemas/suggest-response.schema.json. Pure; any thread.
#pragma once

#include <string>

#include "query/suggest.h"

namespace newshound {

[[nodiscard]] std::string suggestions_to_json(const SuggestAnswer& answer, bool pretty = false);
// As browsers ask for them (OpenSearch, application/x-suggestions+json): ["typed", ["one", "other"]]; queries and titles.
[[nodiscard]] std::string suggestions_to_opensearch(const SuggestAnswer& answer);

}  // namespace newshound
