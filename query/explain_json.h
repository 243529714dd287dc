// Explanations and similar articles as JSON and as text for people: schemas/explain-response.schema.json,
// schemas/similar-response.schema.json. Pure; any thread.
#pragma once

#include <string>

#include "query/answer_json.h"
#include "query/explain.h"
#include "query/similar.h"

namespace newshound {

[[nodiscard]] std::string explanation_to_json(const Explanation& explanation, bool pretty = false);
[[nodiscard]] std::string explanation_to_text(const Explanation& explanation);
[[nodiscard]] std::string similar_to_json(const SimilarAnswer& answer, const JsonOptions& options);

}  // namespace newshound
