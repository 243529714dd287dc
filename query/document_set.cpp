#include "query/document_set.h"

#include <algorithm>

namespace newshound {
namespace {

float score_at(const DocumentSet& set, std::size_t i) { return set.scored() ? set.scores[i] : 0.0f; }

void push(DocumentSet& result, std::uint32_t document, float score, bool scored) {
  result.documents.push_back(document);
  if (scored) result.scores.push_back(score);
}

}  // namespace

std::size_t gallop(std::span<const std::uint32_t> documents, std::size_t from, std::uint32_t document) {
  std::size_t step = 1, low = from;
  while (low + step < documents.size() && documents[low + step] < document) {
    low += step;
    step *= 2;
  }
  const auto end = documents.begin() + static_cast<std::ptrdiff_t>(std::min(documents.size(), low + step + 1));
  return static_cast<std::size_t>(std::lower_bound(documents.begin() + static_cast<std::ptrdiff_t>(low), end, document) -
                                  documents.begin());
}

DocumentSet unite(const DocumentSet& a, const DocumentSet& b, Combine combine) {
  DocumentSet result;
  const bool scored = a.scored() || b.scored();
  result.documents.reserve(a.size() + b.size());
  if (scored) result.scores.reserve(a.size() + b.size());
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const std::uint32_t left = a.documents[i], right = b.documents[j];
    if (left < right) {
      push(result, left, score_at(a, i++), scored);
    } else if (right < left) {
      push(result, right, score_at(b, j++), scored);
    } else {
      const float x = score_at(a, i++), y = score_at(b, j++);
      push(result, left, combine == Combine::kSum ? x + y : std::max(x, y), scored);
    }
  }
  for (; i < a.size(); ++i) push(result, a.documents[i], score_at(a, i), scored);
  for (; j < b.size(); ++j) push(result, b.documents[j], score_at(b, j), scored);
  return result;
}

DocumentSet subtract(const DocumentSet& a, const DocumentSet& b) {
  DocumentSet result = a;
  std::size_t j = 0;
  const bool galloping = a.size() * kGallopRatio < b.size();
  filter(result, [&](std::uint32_t document) {
    if (galloping) {
      j = gallop(b.documents, j, document);
    } else {
      while (j < b.size() && b.documents[j] < document) ++j;
    }
    return j >= b.size() || b.documents[j] != document;
  });
  return result;
}

void keep_stretch(DocumentSet& set, std::size_t begin, std::size_t end) {
  const auto cut = [=](auto& values) {
    values.resize(end);
    values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(begin));
  };
  if (set.scored()) cut(set.scores);
  cut(set.documents);
}

void keep(DocumentSet& set, std::span<const std::uint32_t> places) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    set.documents[i] = set.documents[places[i]];
    if (set.scored()) set.scores[i] = set.scores[places[i]];
  }
  if (set.scored()) set.scores.resize(places.size());
  set.documents.resize(places.size());
}

}  // namespace newshound
