// The bytes of an input as a window that moves: what was read and not yet used, with its place. Decodes to UTF-8 where the input
// is in another encoding. Every format reads through it, so that memory stays flat. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/byte_source.h"
#include "indexer/transcoder.h"

namespace newshound {

class InputStream {
 public:
  // `progress` hears how many bytes of the file were taken, packed ones if it is packed.
  InputStream(std::unique_ptr<ByteSource> source, std::function<void(std::uint64_t)> progress);

  // Read and not skipped. Valid until the next call of more(), skip() or decode().
  [[nodiscard]] std::string_view held() const { return std::string_view(buffer_).substr(begin_); }
  // Reads more behind what is held. False at the end (see damage()). True without more is possible: ask again.
  bool more();
  // Reads until `bytes` are held; false if the input ends before.
  bool hold(std::size_t bytes);
  void skip(std::size_t bytes);

  // Of the first byte held: from 0, counted in unpacked and decoded bytes.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  // Of the first byte held, from 1.
  [[nodiscard]] std::uint64_t line() const { return line_; }
  // Why the input ended before its time; empty if it didn't.
  [[nodiscard]] const std::string& damage() const { return source_->damage(); }
  // Goes on behind damage in packed data: what is held is the beginning of another member. False if there is none.
  bool recover();
  // From the first byte held on, the input is in `charset`. False if no such encoding is known.
  bool decode(std::string_view charset);
  [[nodiscard]] bool decoding() const { return transcoder_ != nullptr; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::function<void(std::uint64_t)> progress_;
  std::unique_ptr<Transcoder> transcoder_;
  std::string buffer_, raw_;
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0, line_ = 1;
};

}  // namespace newshound
