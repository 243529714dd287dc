// The articles of a segment to be built, in document order, read by number from any thread: from a spool (build, add) or from
// segments (merge).
#pragma once

#include <cstddef>
#include <functional>

#include "schemas/article.h"

namespace newshound {

struct ArticleSupply {
  std::size_t size = 0;
  // Makes a reader for one thread: article number -> article. Readers throw IndexError.
  std::function<std::function<Article(std::size_t)>()> make_reader;
};

}  // namespace newshound
