#include "storage/glass_writer.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "storage/files.h"
#include "storage/glass_format.h"

namespace newshound {
namespace {

constexpr std::size_t kMostVarint = 5;  // of 32 bits

const std::filesystem::path& made(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace

GlassWriter::GlassWriter(const std::filesystem::path& folder, std::span<const std::uint32_t> lengths)
    : folder_(folder), table_(made(folder) / "postlist.glass"), documents_(static_cast<std::uint32_t>(lengths.size())) {
  for (const std::uint32_t length : lengths) {
    total_length_ += length;
    longest_ = std::max(longest_, length);
    if (length != 0) shortest_ = shortest_ == 0 ? length : std::min(shortest_, length);
  }
  if (lengths.empty()) return;
  begin_list(std::string(kGlassLengthsKey), 0, 0);
  left_ = documents_;
  for (std::uint32_t d = 0; d < documents_; ++d) add(d, lengths[d]);
  most_frequent_ = 0;  // lengths are none
}

void GlassWriter::begin(std::string_view term, std::uint32_t documents, std::uint64_t frequency) {
  if (term.empty() || documents == 0) throw std::logic_error("glass postings: a list without a term, or without documents");
  begin_list(glass_key(term), documents, frequency);
  left_ = documents;
}

void GlassWriter::begin_list(std::string key, std::uint32_t documents, std::uint64_t frequency) {
  if (left_ != 0) throw std::logic_error("glass postings: a list has fewer documents than it said");
  key_ = std::move(key);
  head_.clear();
  put_glass_varint(head_, documents);
  put_glass_varint(head_, frequency);
  first_chunk_ = true;
  chunk_.clear();
}

void GlassWriter::begin_chunk(std::uint32_t document) {
  first_ = document;
  std::size_t key_bytes = key_.size();
  std::size_t others = 1 + kMostVarint;  // "last" and the distance to the last document
  if (first_chunk_) {
    put_glass_varint(head_, document);
    others += head_.size();
  } else {
    key_bytes += 1 + kMostVarint;
  }
  const std::size_t rest = table_.room(key_bytes);
  const std::size_t whole = std::min(kChunk, rest > others ? rest - others : 0);
  room_ = whole < kSmallRest ? kChunk : whole;
}

void GlassWriter::add(std::uint32_t document, std::uint32_t frequency) {
  if (left_ == 0 || (!chunk_.empty() && document <= last_))
    throw std::logic_error("glass postings: more documents than the list said, or out of order");
  if (chunk_.size() + 2 * kMostVarint > room_ && !chunk_.empty()) write_chunk(false);
  if (chunk_.empty()) {
    begin_chunk(document);
  } else {
    put_glass_varint(chunk_, document - last_ - 1);
  }
  put_glass_varint(chunk_, frequency);
  last_ = document;
  most_frequent_ = std::max(most_frequent_, frequency);
  if (--left_ == 0) write_chunk(true);
}

void GlassWriter::write_chunk(bool last) {
  tag_.clear();
  if (first_chunk_) tag_ = head_;
  tag_.push_back(last ? '1' : '0');
  put_glass_varint(tag_, last_ - first_);
  tag_ += chunk_;
  if (first_chunk_) {
    table_.append(key_, tag_);
    if (key_ != kGlassLengthsKey) key_.push_back('\0');
  } else {
    const std::size_t term = key_.size();
    put_glass_sortable(key_, first_ + 1);
    table_.append(key_, tag_);
    key_.resize(term);
  }
  first_chunk_ = false;
  chunk_.clear();
}

void GlassWriter::finish() {
  if (left_ != 0) throw std::logic_error("glass postings: the last list has fewer documents than it said");
  const GlassTable table = table_.finish();
  std::string bytes(kGlassMagic);
  bytes.append(reinterpret_cast<const char*>(table.sum.data()), table.sum.size());  // in the place of a random identity
  const auto put = [&bytes](std::uint64_t number) { put_glass_varint(bytes, number); };
  constexpr std::uint64_t kRevision = 1, kSequential = 2, kNoRoot = 1;
  // Tags of more bytes would be compressed; 0 = never. Of the tables of postings, document data, term lists, positions, spelling
  // and synonyms, in Xapian's order.
  constexpr std::array<std::uint64_t, 6> kCompressFrom{0, 18, 18, 0, 18, 18};
  put(kRevision);
  for (std::size_t t = 0; t < kCompressFrom.size(); ++t) {
    const bool empty = t != 0 || table.blocks == 0;
    put(empty ? 0 : table.root);
    put(empty ? kSequential | kNoRoot : table.level << 2 | kSequential);
    put(empty ? 0 : table.items);
    put(kGlassBlock >> 11);
    put(kCompressFrom[t]);
    std::string free_blocks;
    if (!empty) {
      put_glass_varint(free_blocks, kRevision);
      put_glass_varint(free_blocks, table.blocks);
      free_blocks.append(4, '\0');  // none
    }
    put(free_blocks.size());
    bytes += free_blocks;
  }
  put(documents_);
  put(0);  // the highest document number beyond them
  put(shortest_);
  put(most_frequent_);
  put(std::max(longest_, most_frequent_) - most_frequent_);
  put(0);  // no changesets
  put(total_length_);
  put(0);  // no spelling
  write_file(folder_ / "iamglass", bytes);
}

}  // namespace newshound
