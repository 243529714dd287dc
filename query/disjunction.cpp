// How: the segment is gone through in stretches whose sheet, a bit and a score for each document, stays in the processor's first
// cache; each part writes its documents of the stretch onto it, then what is there is read off in order. One sheet for the whole
// segment was larger than the second cache from 100,000 documents on. Test: tests/unit/query/posting_walk_test.cpp.
#include "query/disjunction.h"

#include <algorithm>
#include <array>
#include <vector>

#include "storage/bits.h"
#include "storage/processor.h"

namespace newshound {
namespace {

constexpr std::uint32_t kStretch = 4096;  // documents
constexpr std::size_t kBatch = 512;       // scored in one loop

struct Stretch {
  std::uint32_t first = 0, end = 0;                 // documents
  std::array<std::uint64_t, kStretch / 64> bits{};  // by document - first
  std::array<float, kStretch> scores{};             // likewise; 0 where there is none
};

using Documents = std::span<const std::uint32_t>;

void mark(Stretch& stretch, Documents documents) {
  for (const std::uint32_t document : documents) {
    const std::uint32_t at = document - stretch.first;
    stretch.bits[at / 64] |= std::uint64_t{1} << (at % 64);
  }
}

void add(Stretch& stretch, Documents documents, const float* scores, Combine combine) {
  float* const sheet = stretch.scores.data();
  if (combine == Combine::kSum) {
    for (std::size_t i = 0; i < documents.size(); ++i) sheet[documents[i] - stretch.first] += scores[i];
  } else {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      float& here = sheet[documents[i] - stretch.first];
      here = std::max(here, scores[i]);
    }
  }
}

NEWSHOUND_BY_PROCESSOR
void score_batch(const TermScore& score, const std::uint32_t* documents, const std::uint8_t* frequencies, std::size_t count,
                 float* scores) {
  for (std::size_t i = 0; i < count; ++i) scores[i] = score.at(documents[i], frequencies[i]);
}

void add_scored(Stretch& stretch, Documents documents, const std::uint8_t* frequencies, const TermScore& score, Combine combine) {
  std::array<float, kBatch> scores;
  for (std::size_t i = 0; i < documents.size(); i += kBatch) {
    const Documents batch = documents.subspan(i, std::min(kBatch, documents.size() - i));
    score_batch(score, batch.data(), frequencies + i, batch.size(), scores.data());
    add(stretch, batch, scores.data(), combine);
  }
}

// The documents of a bitmap, of the words [first, end).
NEWSHOUND_BY_PROCESSOR
std::size_t list_bits(const std::vector<std::uint64_t>& words, std::size_t first, std::size_t end, std::uint32_t* documents) {
  std::size_t count = 0;
  for (std::size_t w = first; w < end; ++w)
    for (std::uint64_t left = words[w]; left != 0; left &= left - 1)
      documents[count++] = static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(__builtin_ctzll(left));
  return count;
}

// One part on its way through the segment.
class Walk {
 public:
  explicit Walk(const DisjunctionPart& part) : part_(part) {}

  void write(Stretch& stretch, Combine combine) {
    if (part_.list != nullptr && part_.list->dense()) return write_bits(stretch, combine);
    const Documents all = part_.list != nullptr ? part_.list->documents() : part_.set->documents;
    const std::size_t begin = at_;
    at_ = gallop(all, begin, stretch.end);
    const Documents here = all.subspan(begin, at_ - begin);
    mark(stretch, here);
    if (part_.list == nullptr && part_.set->scored()) add(stretch, here, part_.set->scores.data() + begin, combine);
    if (part_.list != nullptr && part_.score)
      add_scored(stretch, here, part_.list->frequencies().data() + begin, *part_.score, combine);
  }

 private:
  void write_bits(Stretch& stretch, Combine combine) {
    const std::vector<std::uint64_t>& words = part_.list->words();
    const std::size_t first = stretch.first / 64, end = std::min(words.size(), (std::size_t{stretch.end} + 63) / 64);
    for (std::size_t w = first; w < end; ++w) stretch.bits[w - first] |= words[w];
    if (!part_.score || first >= end) return;
    std::array<std::uint32_t, kStretch> documents;
    const std::size_t count = list_bits(words, first, end, documents.data());
    add_scored(stretch, Documents(documents).first(count), part_.list->frequencies().data() + part_.list->before(first),
               *part_.score, combine);
  }

  const DisjunctionPart& part_;
  std::size_t at_ = 0;  // the first document that isn't written yet
};

// Appends what the stretch holds, and blanks it.
NEWSHOUND_BY_PROCESSOR
std::size_t take(Stretch& stretch, DocumentSet& set, std::size_t at, bool scored) {
  for (std::size_t w = 0; w < stretch.bits.size(); ++w) {
    for (std::uint64_t left = stretch.bits[w]; left != 0; left &= left - 1, ++at) {
      const std::size_t place = w * 64 + static_cast<std::size_t>(__builtin_ctzll(left));
      set.documents[at] = stretch.first + static_cast<std::uint32_t>(place);
      if (!scored) continue;
      set.scores[at] = stretch.scores[place];
      stretch.scores[place] = 0;
    }
  }
  stretch.bits.fill(0);
  return at;
}

}  // namespace

DocumentSet unite(std::span<const DisjunctionPart> parts, std::uint32_t documents, Combine combine) {
  std::vector<Walk> walks;
  std::size_t most = 0;
  bool scored = false;
  for (const DisjunctionPart& part : parts) {
    walks.emplace_back(part);
    most += part.list != nullptr ? part.list->size() : part.set->size();
    scored = scored || (part.list != nullptr ? part.score.has_value() : part.set->scored());
  }
  most = std::min<std::size_t>(most, documents);
  DocumentSet set;
  set.documents.resize(most);
  if (scored) set.scores.resize(most);
  Stretch stretch;
  std::size_t found = 0;
  for (std::uint32_t first = 0; first < documents; first += std::min(kStretch, documents - first)) {
    stretch.first = first;
    stretch.end = first + std::min(kStretch, documents - first);
    for (Walk& walk : walks) walk.write(stretch, combine);
    found = take(stretch, set, found, scored);
  }
  set.documents.resize(found);
  if (scored) set.scores.resize(found);
  return set;
}

}  // namespace newshound
