// Articles on the same subject: what the words that set an article apart find, the article itself and its copies left out. One
// thread; throws IndexError for damage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/answer.h"

namespace newshound {

struct SearchContext;

inline constexpr std::size_t kSimilarTerms = 25;
// Share of four-word sequences in common, of the shorter text, from which on one is a copy of the other.
inline constexpr double kCopyShare = 0.5;

struct SimilarRequest {
  std::string id;
  std::size_t limit = 10;
  std::uint32_t within_days = 0;  // published at most so many days before or after; 0: whenever
  std::int64_t now_utc = 0;
  bool show_hidden = false;
};

struct SimilarAnswer {
  std::string id;
  std::vector<std::string> terms;  // words that it was looked for by, the weightiest first
  std::vector<Hit> hits;           // best first, without highlights
  double took_ms = 0;
};

// Nothing if there is no such article, or nobody may see it.
[[nodiscard]] std::optional<SimilarAnswer> similar(SearchContext& context, const SimilarRequest& request);

// Share of the four-word sequences of the shorter text that the other has; 0 if one has fewer than four words.
[[nodiscard]] double shared_sequences(std::string_view a, std::string_view b);

}  // namespace newshound
