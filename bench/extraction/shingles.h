// How alike two texts are, by the measure of the public article extraction benchmark (scrapinghub/article-extraction-benchmark,
// evaluate.py): shingles of four tokens, counted; a token is a run of letters, digits and underscores. Pure; any thread.
#pragma once

#include <string_view>

namespace newshound {

struct Match {
  double precision = 0, recall = 0;
};

// Both texts empty: 1 and 1.
[[nodiscard]] Match match_shingles(std::string_view truth, std::string_view found);
[[nodiscard]] double f1(const Match& match);

}  // namespace newshound
