// Two varints a posting, of which nearly all have one byte where a term is frequent. Eight bytes without a high bit are four
// postings, taken at once: the differences are added up in lanes of 16 bits by one multiplication. Otherwise four are taken one
// after the other, without a branch on whether the difference has one byte or two, which in a list of medium density nobody can
// foretell. The end is looked at once for four postings; what is longer than that, and the last bytes, goes byte by byte.
// Test: tests/unit/storage/glass_reader_test.cpp.
#include "storage/glass_chunk.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace newshound {
namespace {

static_assert(std::endian::native == std::endian::little, "bytes are taken apart by shifting");

constexpr std::ptrdiff_t kStretch = 4 * 3 + 1;  // four postings of at most three bytes, of which four are loaded each time
constexpr std::uint64_t kHighBits = 0x8080808080808080, kEvenBytes = 0x00ff00ff00ff00ff, kOnes = 0x0001000100010001;
constexpr std::uint64_t kMostDocument = std::numeric_limits<std::uint32_t>::max();

}  // namespace

bool read_glass_varint(const std::uint8_t*& at, const std::uint8_t* end, std::uint64_t& number) {
  number = 0;
  for (unsigned shift = 0; at != end && shift < 64; shift += 7) {
    const std::uint64_t byte = *at++;
    if (shift == 63 && byte > 1) return false;
    number |= (byte & 127) << shift;
    if (byte < 128) return true;
  }
  return false;
}

GlassChunk::GlassChunk(const std::uint8_t* at, const std::uint8_t* end, std::uint64_t first)
    : at_(at), end_(end), document_(first) {
  std::uint64_t span = 0;
  damaged_ = at_ == end_ || (*at_ != '0' && *at_ != '1') || first > kMostDocument;
  if (damaged_) return;
  last_of_term_ = *at_++ == '1';
  damaged_ = !read_glass_varint(at_, end_, span) || span > kMostDocument;
  last_ = first + span;
}

bool GlassChunk::next(PostingBatch& batch) {
  batch.size = 0;
  if (damaged_ || (begun_ && at_ == end_)) return false;
  if (!begun_) {
    std::uint64_t frequency = 0;
    if (!read_glass_varint(at_, end_, frequency)) {
      damaged_ = true;
      return false;
    }
    begun_ = true;
    batch.documents[0] = static_cast<std::uint32_t>(document_);
    batch.frequencies[0] = static_cast<std::uint8_t>(std::min<std::uint64_t>(frequency, PostingBatch::kMostFrequency));
    batch.size = 1;
  }
  decode(batch);
  if (document_ > kMostDocument || (at_ == end_ && document_ != last_)) damaged_ = true;
  return !damaged_;
}

bool GlassChunk::read_one(PostingBatch& batch) {
  std::uint64_t less = 0, frequency = 0;
  if (!read_glass_varint(at_, end_, less) || !read_glass_varint(at_, end_, frequency) || less > kMostDocument) {
    damaged_ = true;
    return false;
  }
  document_ += less + 1;
  batch.documents[batch.size] = static_cast<std::uint32_t>(document_);
  batch.frequencies[batch.size] = static_cast<std::uint8_t>(std::min<std::uint64_t>(frequency, PostingBatch::kMostFrequency));
  ++batch.size;
  return true;
}

void GlassChunk::decode(PostingBatch& batch) {
  while (batch.size + 4 <= PostingBatch::kMost && end_ - at_ >= kStretch) {
    // In registers as long as nothing unusual comes.
    const std::uint8_t* at = at_;
    std::uint64_t document = document_;
    std::size_t size = batch.size;
    bool usual = true;
    while (usual && size + 4 <= PostingBatch::kMost && end_ - at >= kStretch) {
      std::uint64_t bytes;
      std::memcpy(&bytes, at, sizeof(bytes));
      std::uint32_t* const documents = batch.documents.data() + size;
      std::uint8_t* const frequencies = batch.frequencies.data() + size;
      if ((bytes & kHighBits) == 0) {
        const std::uint64_t sums = ((bytes & kEvenBytes) + kOnes) * kOnes;
        documents[0] = static_cast<std::uint32_t>(document + (sums & 0xffff));
        documents[1] = static_cast<std::uint32_t>(document + ((sums >> 16) & 0xffff));
        documents[2] = static_cast<std::uint32_t>(document + ((sums >> 32) & 0xffff));
        document += sums >> 48;
        documents[3] = static_cast<std::uint32_t>(document);
        std::uint64_t odd = (bytes >> 8) & kEvenBytes;
        odd = (odd | (odd >> 8)) & 0x0000ffff0000ffff;
        const auto four = static_cast<std::uint32_t>(odd | (odd >> 16));
        std::memcpy(frequencies, &four, sizeof(four));
        at += 8;
        size += 4;
        continue;
      }
      for (int i = 0; i < 4; ++i) {
        std::uint32_t posting;
        std::memcpy(&posting, at, sizeof(posting));
        const std::uint32_t second = (posting >> 7) & 1;     // has the difference a second byte?
        const std::uint32_t rest = posting >> (8 * second);  // its last byte, and the frequency
        usual = (rest & 0x8080) == 0;
        if (!usual) break;
        document += 1 + ((posting & 127) | ((rest & (127 & (0 - second))) << 7));
        documents[i] = static_cast<std::uint32_t>(document);
        frequencies[i] = static_cast<std::uint8_t>(rest >> 8);
        at += 2 + second;
        ++size;
      }
    }
    at_ = at;
    document_ = document;
    batch.size = size;
    if (!usual && !read_one(batch)) return;
  }
  while (at_ != end_ && batch.size < PostingBatch::kMost)
    if (!read_one(batch)) return;
}

}  // namespace newshound
