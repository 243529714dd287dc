// One article, whole, with the places that a query matched: what a page shows that lets somebody read it. One thread; throws
// IndexError for damage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/request.h"
#include "schemas/article.h"
#include "schemas/error.h"

namespace newshound {

struct SearchContext;

struct MarkedRange {
  std::uint32_t begin = 0, end = 0;  // bytes of the text: [begin, end)

  friend bool operator==(const MarkedRange&, const MarkedRange&) = default;
};

struct MarkedArticle {
  Article article;
  std::vector<MarkedRange> title, standfirst, body;  // in order, never overlapping; empty without a query
};

// The article with that id and the marks of `request.q`, if it is there and may be seen; an Error only for a bad query.
[[nodiscard]] Result<std::optional<MarkedArticle>> marked_article(SearchContext& context, const SearchRequest& request,
                                                                  const std::string& id);

}  // namespace newshound
