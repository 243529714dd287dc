// An article as one line of JSON: what `extract` and `export` print and the daemon gives; the indexer reads it back as the same
// article. Linear in the article, however many unknown fields it has. Pure; any thread.
#pragma once

#include <string>

#include "schemas/article.h"

namespace newshound {

// No line break inside or behind. Members without a value are left out, unknown fields (`extra`) stand last, as they came. Always
// valid UTF-8.
[[nodiscard]] std::string article_to_json(const Article& article);

}  // namespace newshound
