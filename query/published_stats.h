// Least, most and sum of the times of publication of what matched: what a slider over dates begins with. A plain value.
#pragma once

#include <algorithm>
#include <cstdint>

namespace newshound {

struct PublishedStats {
  std::uint64_t articles = 0;        // dated ones; what follows is 0 if there are none
  std::int64_t least = 0, most = 0;  // seconds UTC; a bare date is its 00:00 UTC
  std::int64_t sum = 0;              // of 2^63 seconds: enough for 5,000 million articles of this century
  std::uint64_t all = 0;             // dated or not

  // `published`: seconds UTC of a dated article.
  void add(std::int64_t published) {
    least = articles == 0 ? published : std::min(least, published);
    most = articles == 0 ? published : std::max(most, published);
    sum += published;
    ++articles;
  }
};

}  // namespace newshound
