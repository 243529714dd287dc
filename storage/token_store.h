// Every word of every document as a code of 1 to 4 bytes: quotes, phrases, NEAR and exact words are verified here. File `tokens`,
// kind "TOKN".
//   "stream"      the documents' codes in a row; at least 64 zero bytes follow:
//   "stream_end"  64 zero bytes
//   "stream_at"   Offsets into "stream"
// A document is: codes of the title, code 0, codes of the standfirst, code 0, codes of the body.
// A code is end-tagged dense: 7 bits a byte, most significant first, only the last byte has the high bit set; numbers are dense
// over lengths (0-127 one byte, 128-16,511 two, 16,512-2,113,663 three, up to 270,549,119 four). Because only last bytes have the
// high bit, a sequence of codes is a byte string: a hit of its bytes counts if the byte before it is a last byte or the
// document's beginning. (Brisaboa, Fariña, Navarro, Paramá: Lightweight natural language text compression, 2007.) Codes are given
// by falling frequency in the segment, so frequent forms are short; code 0 is the border. Writers: one thread. TokenStore:
// immutable, any number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "storage/offsets.h"
#include "storage/section_file.h"

namespace newshound {

inline constexpr std::uint32_t kBorderCode = 0;
inline constexpr std::uint32_t kMaxCode = 270549119;
inline constexpr std::size_t kMaxCodeBytes = 4;
// Zero bytes behind a stream, so that whoever looks for codes may read that far. Who makes codes of another source adds them too.
inline constexpr std::size_t kStreamPadding = 64;

// Writes the code at `out` (kMaxCodeBytes must be free); returns the number of bytes.
inline std::size_t encode_code(std::uint32_t code, std::uint8_t* out) {
  if (code < 128) {
    out[0] = static_cast<std::uint8_t>(code | 128u);
    return 1;
  }
  code -= 128;
  if (code < 16384) {
    out[0] = static_cast<std::uint8_t>(code >> 7);
    out[1] = static_cast<std::uint8_t>((code & 127u) | 128u);
    return 2;
  }
  code -= 16384;
  if (code < 2097152) {
    out[0] = static_cast<std::uint8_t>(code >> 14);
    out[1] = static_cast<std::uint8_t>((code >> 7) & 127u);
    out[2] = static_cast<std::uint8_t>((code & 127u) | 128u);
    return 3;
  }
  code -= 2097152;
  out[0] = static_cast<std::uint8_t>((code >> 21) & 127u);
  out[1] = static_cast<std::uint8_t>((code >> 14) & 127u);
  out[2] = static_cast<std::uint8_t>((code >> 7) & 127u);
  out[3] = static_cast<std::uint8_t>((code & 127u) | 128u);
  return 4;
}

// Reads a code at `at`, never beyond four bytes (a stream is followed by kStreamPadding, so that is always readable); moves `at`
// behind it. In a damaged stream the value is meaningless but the reading stays in bounds.
inline std::uint32_t decode_code(const std::uint8_t*& at) {
  const std::uint8_t* p = at;
  if (p[0] & 128u) {
    at = p + 1;
    return p[0] & 127u;
  }
  if (p[1] & 128u) {
    at = p + 2;
    return ((std::uint32_t{p[0]} << 7) | (p[1] & 127u)) + 128;
  }
  if (p[2] & 128u) {
    at = p + 3;
    return ((std::uint32_t{p[0]} << 14) | (std::uint32_t{p[1]} << 7) | (p[2] & 127u)) + 16512;
  }
  at = p + 4;
  return ((std::uint32_t{p[0]} << 21) | (std::uint32_t{p[1]} << 14) | (std::uint32_t{p[2]} << 7) | (p[3] & 127u)) + 2113664;
}

class TokenStoreWriter {
 public:
  explicit TokenStoreWriter(const std::filesystem::path& path);
  void append(std::span<const std::uint32_t> codes);  // the next document
  void finish();

 private:
  SectionWriter file_;
  std::vector<std::uint64_t> ends_;
  std::vector<std::uint8_t> buffer_;
};

class TokenStore {
 public:
  TokenStore(const std::filesystem::path& path, std::uint32_t documents);
  // The codes of a document.
  [[nodiscard]] std::span<const std::uint8_t> document(std::uint32_t document) const {
    const auto [begin, end] = offsets_.range(document);
    return {stream_ + begin, end - begin};
  }
  // Tells the processor that document() will be asked for this one soon. Who goes through documents far apart waits for memory
  // more than for anything else; some kPrefetched documents ahead it is there in time.
  // Always inlined: g++ 12 takes a function that does nothing else for one without effect, and drops its calls.
  [[gnu::always_inline]] inline void prefetch(std::uint32_t document) const {
    const std::uint64_t begin = offsets_.at(document), end = offsets_.at(document + std::size_t{1});
    for (std::uint64_t at = begin; at < end && at < begin + kPrefetchedBytes; at += 64) __builtin_prefetch(stream_ + at);
  }
  static constexpr std::size_t kPrefetched = 8;  // documents
  // The same for where the document lies, which prefetch() must know: for documents in no order, twice as far ahead.
  [[gnu::always_inline]] inline void prefetch_place(std::uint32_t document) const { offsets_.prefetch(document); }

 private:
  static constexpr std::uint64_t kPrefetchedBytes = 256;  // the processor sees by itself that the rest follows
  SectionFile file_;
  const std::uint8_t* stream_ = nullptr;
  Offsets offsets_;
};

}  // namespace newshound
