// Bytes of a file or of standard input, unpacked if they are gzip or zstd (members and frames in a row are one stream). Own
// reading over zlib's inflate and not gzread: that one passes over what follows the last member in silence and loses what it
// inflated before damage. What unpacks to more than kMaxExpansion times its size is damage too. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "schemas/error.h"

namespace newshound {

class ByteSource {
 public:
  // "-" is standard input.
  [[nodiscard]] static Result<std::unique_ptr<ByteSource>> open(const std::string& file);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // Appends up to `size` bytes to `out`; false at the end and after damage, with nothing appended. A signal makes it return
  // early, perhaps with nothing, so that the caller can look whether it was told to stop.
  bool read(std::string& out, std::size_t size);
  // What ended the reading before its time ("truncated gzip data after 4711 bytes"); empty if nothing did. Everything before it
  // was given.
  [[nodiscard]] const std::string& damage() const;
  // After damage in packed data: goes on with the next gzip member or zstd frame that begins behind it. False if there is none,
  // or if the file can't be read.
  bool recover();
  // Bytes taken from the file so far, compressed ones if it is compressed.
  [[nodiscard]] std::uint64_t position() const;

 private:
  struct State;
  explicit ByteSource(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newshound
