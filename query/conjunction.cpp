#include "query/conjunction.h"

#include <utility>

namespace newshound {
namespace {

template <class T>
void pick(std::vector<T>& values, std::span<const std::uint32_t> kept) {
  for (std::size_t i = 0; i < kept.size(); ++i) values[i] = values[kept[i]];
  values.resize(kept.size());
}

// Where in `set` the documents are, or aren't, that `other` has.
std::vector<std::uint32_t> places_of(const DocumentSet& set, const DocumentSet& other, bool present,
                                     std::vector<std::uint32_t>& places) {
  std::vector<std::uint32_t> kept;
  const bool galloping = set.size() * kGallopRatio < other.size();
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < set.size(); ++i) {
    const std::uint32_t document = set.documents[i];
    if (galloping) {
      at = gallop(other.documents, at, document);
    } else {
      while (at < other.size() && other.documents[at] < document) ++at;
    }
    const bool found = at < other.size() && other.documents[at] == document;
    if (found != present) continue;
    kept.push_back(i);
    if (present) places.push_back(static_cast<std::uint32_t>(at));
  }
  return kept;
}

}  // namespace

Conjunction::Conjunction(DocumentSet set) : documents_{std::move(set.documents), {}} {
  if (!set.scores.empty()) addends_.push_back({{}, nullptr, {}, std::move(set.scores)});
}

Conjunction::Conjunction(const List& a, const TermScore* score_a, const List& b, const TermScore* score_b) {
  Meeting meeting;
  meet(*a, *b, documents_.documents, meeting);
  add_list(a, score_a, std::move(meeting.in_documents));
  add_list(b, score_b, std::move(meeting.in_list));
}

void Conjunction::add_list(const List& list, const TermScore* score, std::vector<std::uint32_t> places) {
  if (score != nullptr && list->has_frequencies()) addends_.push_back({*score, list, std::move(places), {}});
}

void Conjunction::reduce(std::span<const std::uint32_t> kept) {
  if (kept.size() == documents_.size()) return;
  pick(documents_.documents, kept);
  for (Addend& addend : addends_) {
    if (addend.list != nullptr)
      pick(addend.places, kept);
    else
      pick(addend.scores, kept);
  }
}

void Conjunction::keep(const List& list, const TermScore* score) {
  Meeting meeting;
  meet(documents_.documents, *list, meeting);
  reduce(meeting.in_documents);
  add_list(list, score, std::move(meeting.in_list));
}

void Conjunction::keep(DocumentSet set) {
  std::vector<std::uint32_t> places;
  reduce(places_of(documents_, set, true, places));
  if (!set.scored()) return;
  pick(set.scores, places);
  addends_.push_back({{}, nullptr, {}, std::move(set.scores)});
}

void Conjunction::drop(const DocumentSet& set) {
  std::vector<std::uint32_t> none;
  reduce(places_of(documents_, set, false, none));
}

DocumentSet Conjunction::take() {
  DocumentSet result = std::move(documents_);
  if (addends_.empty()) return result;
  result.scores.assign(result.size(), 0.0f);
  for (const Addend& addend : addends_) {
    if (addend.list != nullptr) {
      add_scores(addend.score, result.documents, addend.list->frequencies(), addend.places, result.scores);
    } else {
      for (std::size_t i = 0; i < result.size(); ++i) result.scores[i] += addend.scores[i];
    }
  }
  return result;
}

}  // namespace newshound
