#include "query/posting_walk.h"

namespace newshound {
namespace {

// Calls found(place in the set, place in the list) for each document that both have.
template <class Found>
void meet(const DocumentSet& set, const PostingList& list, Found found) {
  const std::vector<std::uint32_t>& documents = set.documents;
  if (list.dense()) {
    for (std::size_t i = 0; i < documents.size(); ++i)
      if (const std::size_t place = list.find_dense(documents[i]); place != PostingList::kNone) found(i, place);
    return;
  }
  const std::vector<std::uint32_t>& posted = list.documents();
  std::size_t at = 0;
  if (documents.size() * kGallopRatio < posted.size()) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      at = gallop(posted, at, documents[i]);
      if (at == posted.size()) return;
      if (posted[at] == documents[i]) found(i, at);
    }
    return;
  }
  if (posted.size() * kGallopRatio < documents.size()) {
    for (std::size_t p = 0; p < posted.size(); ++p) {
      at = gallop(documents, at, posted[p]);
      if (at == documents.size()) return;
      if (documents[at] == posted[p]) found(at, p);
    }
    return;
  }
  // Branch-free steps: which side is behind can't be predicted.
  for (std::size_t i = 0; i < documents.size() && at < posted.size();) {
    const std::uint32_t a = documents[i], b = posted[at];
    if (a == b) found(i, at);
    i += a <= b ? 1 : 0;
    at += b <= a ? 1 : 0;
  }
}

}  // namespace

DocumentSet copy_postings(const PostingList& list, const TermScore* score) {
  DocumentSet set;
  if (!list.dense()) {
    set.documents = list.documents();
  } else {
    set.documents.resize(list.size());
    list.for_each([&](std::uint32_t document, std::size_t place) { set.documents[place] = document; });
  }
  if (score == nullptr || !list.has_frequencies()) return set;
  set.scores.resize(set.size());
  const std::vector<std::uint8_t>& frequencies = list.frequencies();
  for (std::size_t i = 0; i < set.size(); ++i) set.scores[i] = score->at(set.documents[i], frequencies[i]);
  return set;
}

void keep_posted(DocumentSet& set, const PostingList& list, const TermScore* score) {
  const bool adds = score != nullptr && list.has_frequencies();
  if (adds && !set.scored()) set.scores.assign(set.size(), 0.0f);
  const bool scored = set.scored();
  std::size_t kept = 0;
  meet(set, list, [&](std::size_t i, std::size_t place) {
    const std::uint32_t document = set.documents[i];
    set.documents[kept] = document;
    if (scored) set.scores[kept] = set.scores[i] + (adds ? score->at(document, list.frequencies()[place]) : 0.0f);
    ++kept;
  });
  set.documents.resize(kept);
  if (scored) set.scores.resize(kept);
}

}  // namespace newshound
