#include "bench/extraction/shingles.h"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <unicode/uchar.h>

#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr std::size_t kShingle = 4;

using Counts = std::unordered_map<std::string, int>;

std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  std::size_t begin = 0;
  bool inside = false;
  for (std::size_t at = 0; at <= text.size();) {
    const CodePoint point = at < text.size() ? decode_utf8(text, at) : CodePoint{' ', 1, true};
    const bool word = u_isalnum(static_cast<UChar32>(point.value)) != 0 || point.value == '_';
    if (word && !inside) begin = at;
    if (!word && inside) tokens.push_back(text.substr(begin, at - begin));
    inside = word;
    at += point.size;
  }
  return tokens;
}

Counts shingles_of(std::string_view text) {
  const std::vector<std::string_view> tokens = tokens_of(text);
  Counts counts;
  for (std::size_t i = 0; i < tokens.size() && (i == 0 || i + kShingle <= tokens.size()); ++i) {
    std::string shingle;
    for (std::size_t k = i; k < std::min(tokens.size(), i + kShingle); ++k) shingle.append(tokens[k]).push_back(' ');
    ++counts[shingle];
  }
  return counts;
}

}  // namespace

Match match_shingles(std::string_view truth, std::string_view found) {
  const Counts wanted = shingles_of(truth), got = shingles_of(found);
  double wanted_total = 0, got_total = 0, both = 0;
  for (const auto& [shingle, count] : wanted) {
    wanted_total += count;
    const auto other = got.find(shingle);
    if (other != got.end()) both += std::min(count, other->second);
  }
  for (const auto& [shingle, count] : got) got_total += count;
  if (wanted_total == 0 && got_total == 0) return {1, 1};
  return {got_total > 0 ? both / got_total : 0, wanted_total > 0 ? both / wanted_total : 0};
}

double f1(const Match& match) {
  const double sum = match.precision + match.recall;
  return sum > 0 ? 2 * match.precision * match.recall / sum : 0;
}

}  // namespace newshound
