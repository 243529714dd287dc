// The newest visible articles whose titles hold some words: reads only as much of the posting lists as it takes to find them
// where documents lie newest first. Part of suggestions. One thread (it uses the worker's Xapian handles).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "query/request.h"
#include "query/search_context.h"

namespace newshound {

struct TitlePlace {
  std::uint32_t segment = 0, document = 0;
  std::int64_t published = kUndated;
};

// At most `most` articles, newest first, whose titles have a word of the stems of each of `all`, and one of those of `any`
// (folded forms; forms that no segment has match nothing). `alone`: clock and visibility.
[[nodiscard]] std::vector<TitlePlace> newest_titles(SearchContext& context, const std::vector<std::string>& all,
                                                    const std::vector<std::string>& any, const SearchRequest& alone,
                                                    std::size_t most);

}  // namespace newshound
