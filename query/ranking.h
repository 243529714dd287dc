// The formulas of ranking, in one place for both matchers.
//   score(d, q) = sum over query words of the best of its stems:  W · t / (t + K[d])
//   W = 2.2 · idf^1.1 · sqrt((F + 1) / n),  idf = ln(1 + (N - n + 0.5) / (n + 0.5)),  K[d] = 1.2 · (0.4 + 0.6 · dl / avdl)
// BM25 (Robertson & Zaragoza 2009) with k1 1.2 and b 0.6, idf a little steeper, and a factor for words that come in bunches
// (F / n, the mean frequency where the word is at all, as in Amati & van Rijsbergen's InB2, 2002, at half its power).
// t, dl and F are half of what is stored (indexer/document_builder.h: one occurrence in the body is 2). N, n, F and avdl count
// every document of the snapshot, deleted and hidden ones too. Neighbouring words add to this: query/adjacency.h. `best` adds
//   strength · (the query's highest possible score) · H / (H + age). Pure functions.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "schemas/moment.h"

namespace newshound {

inline constexpr double kK1 = 1.2, kB = 0.6;
inline constexpr double kIdfPower = 1.1;

// How new articles are favoured by `best`: query/profile.h reads it from a file.
struct Recency {
  double strength = 0.3;                      // a brand-new article gains 30 % of the query's highest possible score; 0: off
  double half_life_seconds = 30.0 * 86400.0;  // an article of this age gains half of that

  friend bool operator==(const Recency&, const Recency&) = default;
};

// W of a term that `with_term` (n ≥ 1) of `documents` (N) have, `stored_frequency` (2 F) times: also the most that it can add to
// a score.
[[nodiscard]] inline double term_weight(std::uint64_t documents, std::uint64_t with_term, double stored_frequency) {
  const double N = static_cast<double>(documents), n = std::max(1.0, static_cast<double>(with_term));
  const double idf = std::log(1 + std::max(0.0, N - n + 0.5) / (n + 0.5));
  return (kK1 + 1) * std::pow(idf, kIdfPower) * std::sqrt((stored_frequency / 2 + 1) / n);
}

// 2 · K[d] as a + b · stored length, so that a term scores W · wdf / (wdf + a + b · length).
struct LengthNorm {
  double a = 0, b = 0;
  explicit LengthNorm(double average_length) : a(2 * kK1 * (1 - kB)), b(average_length > 0 ? 2 * kK1 * kB / average_length : 0) {}
  [[nodiscard]] double at(double length) const { return a + b * length; }
};

// 1 for an article published now or later, 1/2 at the half-life, 0 for an undated one.
[[nodiscard]] inline double recency(std::int64_t published_utc, std::int64_t now_utc, double half_life_seconds) {
  if (published_utc == kUndated) return 0;
  const double age = std::max(0.0, static_cast<double>(now_utc) - static_cast<double>(published_utc));
  return half_life_seconds / (half_life_seconds + age);
}

}  // namespace newshound
