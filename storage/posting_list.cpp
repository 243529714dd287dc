#include "storage/posting_list.h"

#include <algorithm>
#include <utility>

namespace newshound {
namespace {

constexpr std::uint32_t kDenseShare = 32;  // a number takes 32 bits, a document's bit one

bool is_dense(std::uint64_t postings, std::uint32_t all) { return postings != 0 && postings >= all / kDenseShare; }

// Sets the documents' bits, and the number of postings up to and with those of each word that has any; `place` is the number of
// postings before. Several documents are mostly in one word, which is put together in a register: reading it back each time would
// wait for the store before. Counting bits instead takes longer than all the rest, without the processor's instruction for it.
void set_bits(std::vector<std::uint64_t>& words, std::vector<std::uint32_t>& up_to, std::span<const std::uint32_t> documents,
              std::uint32_t place) {
  if (documents.empty()) return;
  std::size_t at = documents[0] / 64;
  std::uint64_t bits = words[at];
  for (const std::uint32_t document : documents) {
    const std::size_t word = document / 64;
    bits = (word == at ? bits : 0) | (std::uint64_t{1} << (document % 64));
    words[word] = bits;
    up_to[word] = ++place;
    at = word;
  }
}

}  // namespace

PostingList::PostingList(std::vector<std::uint32_t> documents, std::vector<std::uint8_t> frequencies, std::uint32_t all)
    : size_(documents.size()), documents_(std::move(documents)), frequencies_(std::move(frequencies)) {
  if (!is_dense(size_, all)) return;
  begin_words(all);
  set_bits(words_, before_, documents_, 0);
  std::vector<std::uint32_t>().swap(documents_);
  end_words();
}

void PostingList::begin_words(std::uint32_t all) {
  words_.assign((std::size_t{all} + 63) / 64, 0);
  before_.assign(words_.size(), 0);
}

void PostingList::end_words() {
  std::uint32_t before = 0;
  for (std::uint32_t& up_to : before_) {
    const std::uint32_t next = std::max(before, up_to);
    up_to = before;
    before = next;
  }
}

std::size_t PostingList::bytes() const {
  return sizeof(PostingList) + documents_.capacity() * sizeof(std::uint32_t) + words_.capacity() * sizeof(std::uint64_t) +
         before_.capacity() * sizeof(std::uint32_t) + frequencies_.capacity();
}

PostingListBuilder::PostingListBuilder(std::uint64_t expected, std::uint32_t all) : all_(all) {
  expected = std::min<std::uint64_t>(expected, all);
  if (is_dense(expected, all)) {
    list_.begin_words(all);
  } else {
    list_.documents_.reserve(expected);
  }
  list_.frequencies_.reserve(expected);
}

void PostingListBuilder::append(const PostingBatch& batch) {
  std::span<const std::uint32_t> documents(batch.documents.data(), batch.size);
  if (!documents.empty() && documents.back() >= all_)
    documents =
        documents.first(static_cast<std::size_t>(std::lower_bound(documents.begin(), documents.end(), all_) - documents.begin()));
  if (list_.dense()) {
    set_bits(list_.words_, list_.before_, documents, static_cast<std::uint32_t>(list_.frequencies_.size()));
  } else {
    list_.documents_.insert(list_.documents_.end(), documents.begin(), documents.end());
  }
  const auto* frequencies = batch.frequencies.data();
  std::uint8_t any = any_;
  for (std::size_t i = 0; i < documents.size(); ++i) any |= frequencies[i];
  any_ = any;
  list_.frequencies_.insert(list_.frequencies_.end(), frequencies, frequencies + documents.size());
}

PostingList PostingListBuilder::take() {
  list_.size_ = list_.frequencies_.size();
  if (any_ == 0) std::vector<std::uint8_t>().swap(list_.frequencies_);
  if (list_.dense()) list_.end_words();
  return std::move(list_);
}

}  // namespace newshound
