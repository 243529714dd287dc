#include "query/posting_walk.h"

#include <algorithm>

#include "storage/processor.h"

namespace newshound {
namespace {

NEWSHOUND_BY_PROCESSOR
std::size_t meet_bits(std::span<const std::uint32_t> documents, const PostingList& list, std::uint32_t* in_documents,
                      std::uint32_t* in_list) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {  // no branch: whether a document is there can't be predicted
    const PostingList::DensePlace at = list.look_up_dense(documents[i]);
    in_documents[found] = static_cast<std::uint32_t>(i);
    in_list[found] = at.place;
    found += at.there ? 1 : 0;
  }
  return found;
}

// Both about as long. No branch but the loop's: which side is behind can't be predicted.
std::size_t meet_in_step(std::span<const std::uint32_t> documents, std::span<const std::uint32_t> posted,
                         std::uint32_t* in_documents, std::uint32_t* in_list) {
  std::size_t found = 0, i = 0, at = 0;
  while (i < documents.size() && at < posted.size()) {
    const std::uint32_t a = documents[i], b = posted[at];
    in_documents[found] = static_cast<std::uint32_t>(i);
    in_list[found] = static_cast<std::uint32_t>(at);
    found += a == b ? 1 : 0;
    i += a <= b ? 1 : 0;
    at += b <= a ? 1 : 0;
  }
  return found;
}

// Looks each of the few up among the many.
std::size_t meet_galloping(std::span<const std::uint32_t> few, std::span<const std::uint32_t> many, std::uint32_t* in_few,
                           std::uint32_t* in_many) {
  std::size_t found = 0, at = 0;
  for (std::size_t i = 0; i < few.size(); ++i) {
    at = gallop(many, at, few[i]);
    if (at == many.size()) break;
    if (many[at] != few[i]) continue;
    in_few[found] = static_cast<std::uint32_t>(i);
    in_many[found++] = static_cast<std::uint32_t>(at);
  }
  return found;
}

// The documents of both bitmaps, word by word.
NEWSHOUND_BY_PROCESSOR
std::size_t meet_words(const PostingList& a, const PostingList& b, std::uint32_t* documents, std::uint32_t* in_a,
                       std::uint32_t* in_b) {
  std::size_t found = 0;
  for (std::size_t w = 0; w < std::min(a.words().size(), b.words().size()); ++w) {
    const std::uint64_t of_a = a.words()[w], of_b = b.words()[w];
    const std::uint32_t before_a = a.before(w), before_b = b.before(w);
    for (std::uint64_t left = of_a & of_b; left != 0; left &= left - 1, ++found) {
      const std::uint64_t below = (left & -left) - 1;
      documents[found] = static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(__builtin_ctzll(left));
      in_a[found] = before_a + count_bits(of_a & below);
      in_b[found] = before_b + count_bits(of_b & below);
    }
  }
  return found;
}

void make_room(Meeting& meeting, std::size_t most) {
  meeting.in_documents.resize(most);
  meeting.in_list.resize(most);
}

void cut(Meeting& meeting, std::size_t found) { make_room(meeting, found); }

}  // namespace

void meet(std::span<const std::uint32_t> documents, const PostingList& list, Meeting& meeting) {
  if (list.dense()) {
    make_room(meeting, documents.size() + 1);
    return cut(meeting, meet_bits(documents, list, meeting.in_documents.data(), meeting.in_list.data()));
  }
  const std::vector<std::uint32_t>& posted = list.documents();
  make_room(meeting, std::min(documents.size(), posted.size()) + 1);
  std::uint32_t *const in_documents = meeting.in_documents.data(), *const in_list = meeting.in_list.data();
  if (documents.size() * kGallopRatio < posted.size())
    cut(meeting, meet_galloping(documents, posted, in_documents, in_list));
  else if (posted.size() * kGallopRatio < documents.size())
    cut(meeting, meet_galloping(posted, documents, in_list, in_documents));
  else
    cut(meeting, meet_in_step(documents, posted, in_documents, in_list));
}

void meet(const PostingList& first, const PostingList& second, std::vector<std::uint32_t>& documents, Meeting& meeting) {
  if (first.dense() && second.dense()) {
    const std::size_t most = std::min(first.size(), second.size());
    make_room(meeting, most);
    documents.resize(most);
    const std::size_t found = meet_words(first, second, documents.data(), meeting.in_documents.data(), meeting.in_list.data());
    cut(meeting, found);
    documents.resize(found);
    return;
  }
  if (first.dense()) {
    meet(second, first, documents, meeting);
    return std::swap(meeting.in_documents, meeting.in_list);
  }
  meet(first.documents(), second, meeting);
  documents.resize(meeting.in_documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) documents[i] = first.documents()[meeting.in_documents[i]];
}

NEWSHOUND_BY_PROCESSOR
void add_scores(const TermScore& score, std::span<const std::uint32_t> documents, std::span<const std::uint8_t> frequencies,
                std::span<const std::uint32_t> places, std::span<float> scores) {
  for (std::size_t i = 0; i < documents.size(); ++i) scores[i] += score.at(documents[i], frequencies[places[i]]);
}

NEWSHOUND_BY_PROCESSOR
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

DocumentSet copy_postings(const PostingList& list, const TermScore* score, std::span<const std::uint32_t> within) {
  Meeting meeting;
  meet(within, list, meeting);
  DocumentSet set;
  set.documents.reserve(meeting.in_documents.size());
  for (const std::uint32_t place : meeting.in_documents) set.documents.push_back(within[place]);
  if (score == nullptr || !list.has_frequencies()) return set;
  set.scores.assign(set.size(), 0.0f);
  add_scores(*score, set.documents, list.frequencies(), meeting.in_list, set.scores);
  return set;
}

}  // namespace newshound
