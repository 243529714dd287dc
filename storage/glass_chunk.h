// The postings of one chunk (storage/glass_format.h), decoded a batch at a time. Pure: reads nothing outside the chunk, whatever
// is in it. One thread.
#pragma once

#include <cstdint>

#include "storage/posting_list.h"

namespace newshound {

// Reads a varint and moves `at` behind it; false if it doesn't end before `end` or has more than 64 bits.
[[nodiscard]] bool read_glass_varint(const std::uint8_t*& at, const std::uint8_t* end, std::uint64_t& number);

class GlassChunk {
 public:
  // `at` to `end`: the chunk; `first`: its first document, ours. What is damaged() has no postings.
  GlassChunk(const std::uint8_t* at, const std::uint8_t* end, std::uint64_t first);
  // The next postings; false if there are none left, or when what is read can't be a chunk: damaged().
  [[nodiscard]] bool next(PostingBatch& batch);
  [[nodiscard]] bool damaged() const { return damaged_; }
  [[nodiscard]] bool last_of_term() const { return last_of_term_; }
  [[nodiscard]] std::uint64_t document() const { return document_; }  // the one that was read last

 private:
  void decode(PostingBatch& batch);
  bool read_one(PostingBatch& batch);

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::uint64_t document_;
  std::uint64_t last_ = 0;  // the document that the chunk says it ends with
  bool begun_ = false, damaged_ = false, last_of_term_ = false;
};

}  // namespace newshound
