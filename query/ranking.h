// The formulas of ranking, in one place for both matchers.
//   score(d, q) = sum over query words of the best of its stems:  W · t / (t + K[d])
//   W = 2.2 · ln(1 + (N - n + 0.5) / (n + 0.5)),  K[d] = 1.2 · (0.4 + 0.6 · dl / avdl)     (BM25, Robertson & Zaragoza 2009,
//   k1 1.2, b 0.6)
// t and dl are half of what is stored (indexer/document_builder.h: one occurrence in the body is 2). N, n and avdl count every
// document of the snapshot, deleted and hidden ones too. `best` adds  kRecencyStrength · (the query's highest possible score) · H
// / (H + age). Pure functions.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "schemas/moment.h"

namespace newshound {

inline constexpr double kK1 = 1.2, kB = 0.6;
inline constexpr double kRecencyStrength = 0.3;                    // a brand-new article gains 30 % of a perfect score
inline constexpr double kRecencyHalfLifeSeconds = 30.0 * 86400.0;  // an article of this age gains half of that

// W of a term that `n` of `N` documents have: also the most that it can add to a score.
[[nodiscard]] inline double term_weight(std::uint64_t documents, std::uint64_t with_term) {
  const double N = static_cast<double>(documents), n = static_cast<double>(with_term);
  return (kK1 + 1) * std::log(1 + (N - n + 0.5) / (n + 0.5));
}

// 2 · K[d] as a + b · stored length, so that a term scores W · wdf / (wdf + a + b · length).
struct LengthNorm {
  double a = 0, b = 0;
  explicit LengthNorm(double average_length) : a(2 * kK1 * (1 - kB)), b(average_length > 0 ? 2 * kK1 * kB / average_length : 0) {}
  [[nodiscard]] double at(double length) const { return a + b * length; }
};

// 1 for an article published now or later, 1/2 at the half-life, 0 for an undated one.
[[nodiscard]] inline double recency(std::int64_t published_utc, std::int64_t now_utc) {
  if (published_utc == kUndated) return 0;
  const double age = std::max(0.0, static_cast<double>(now_utc) - static_cast<double>(published_utc));
  return kRecencyHalfLifeSeconds / (kRecencyHalfLifeSeconds + age);
}

}  // namespace newshound
