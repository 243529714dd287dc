// Bytes of a file or of standard input, gunzipped if they are gzip (members in a row are one stream). One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "schemas/error.h"

namespace newshound {

class ByteSource {
 public:
  // "-" is standard input.
  [[nodiscard]] static Result<std::unique_ptr<ByteSource>> open(const std::string& file);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // Appends up to `size` bytes to `out`; false at the end and after damage.
  bool read(std::string& out, std::size_t size);
  // What ended the reading before its time ("truncated or damaged gzip data after 4711 bytes"); empty if nothing did.
  [[nodiscard]] const std::string& damage() const { return damage_; }
  // Bytes taken from the file so far, compressed ones if it is compressed.
  [[nodiscard]] std::uint64_t position() const;

 private:
  ByteSource() = default;
  void* file_ = nullptr;  // gzFile: zlib's reader of both kinds
  std::uint64_t produced_ = 0;
  std::string damage_;
};

}  // namespace newshound
