#include "storage/posting_list.h"

#include <algorithm>
#include <utility>

#include <xapian.h>

namespace newshound {
namespace {

constexpr std::uint32_t kDenseShare = 32;  // a number takes 32 bits, a document's bit one
constexpr unsigned kMostFrequency = 255;   // as the document builder caps it

}  // namespace

PostingList::PostingList(Xapian::Database& postings, const std::string& term, std::uint32_t documents) {
  const std::size_t expected = std::min<std::size_t>(postings.get_termfreq(term), documents);
  documents_.reserve(expected);
  frequencies_.reserve(expected);
  bool any = false;
  const auto end = postings.postlist_end(term);
  for (auto posting = postings.postlist_begin(term); posting != end; ++posting) {
    const std::uint32_t document = *posting - 1;
    if (document >= documents) continue;
    const auto frequency = static_cast<std::uint8_t>(std::min<unsigned>(posting.get_wdf(), kMostFrequency));
    any = any || frequency != 0;
    documents_.push_back(document);
    frequencies_.push_back(frequency);
  }
  if (!any) std::vector<std::uint8_t>().swap(frequencies_);
  compress(documents);
}

PostingList::PostingList(std::vector<std::uint32_t> documents, std::vector<std::uint8_t> frequencies, std::uint32_t all)
    : documents_(std::move(documents)), frequencies_(std::move(frequencies)) {
  compress(all);
}

void PostingList::compress(std::uint32_t all) {
  size_ = documents_.size();
  if (size_ < all / kDenseShare || size_ == 0) return;
  words_.assign((std::size_t{all} + 63) / 64, 0);
  for (const std::uint32_t document : documents_) words_[document / 64] |= std::uint64_t{1} << (document % 64);
  before_.resize(words_.size());
  std::uint32_t before = 0;
  for (std::size_t w = 0; w < words_.size(); ++w) {
    before_[w] = before;
    before += static_cast<std::uint32_t>(__builtin_popcountll(words_[w]));
  }
  std::vector<std::uint32_t>().swap(documents_);
}

std::size_t PostingList::bytes() const {
  return sizeof(PostingList) + documents_.capacity() * sizeof(std::uint32_t) + words_.capacity() * sizeof(std::uint64_t) +
         before_.capacity() * sizeof(std::uint32_t) + frequencies_.capacity();
}

}  // namespace newshound
