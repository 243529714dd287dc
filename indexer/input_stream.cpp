#include "indexer/input_stream.h"

#include <algorithm>
#include <utility>

namespace newshound {
namespace {

constexpr std::size_t kChunkBytes = 1u << 18;

}  // namespace

InputStream::InputStream(std::unique_ptr<ByteSource> source, std::function<void(std::uint64_t)> progress)
    : source_(std::move(source)), progress_(std::move(progress)) {}

bool InputStream::more() {
  if (begin_ != 0 && begin_ >= buffer_.size() - begin_) {  // what moves is no more than what was skipped
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  if (transcoder_ == nullptr) {
    const bool any = source_->read(buffer_, kChunkBytes);
    progress_(source_->position());
    return any;
  }
  raw_.clear();
  const bool any = source_->read(raw_, kChunkBytes);
  progress_(source_->position());
  const std::size_t before = buffer_.size();
  transcoder_->convert(raw_, !any, buffer_);
  return any || buffer_.size() != before;
}

bool InputStream::hold(std::size_t bytes) {
  while (held().size() < bytes)
    if (!more()) return held().size() >= bytes;
  return true;
}

void InputStream::skip(std::size_t bytes) {
  const std::string_view gone = held().substr(0, bytes);
  line_ += static_cast<std::uint64_t>(std::count(gone.begin(), gone.end(), '\n'));
  offset_ += gone.size();
  begin_ += gone.size();
}

bool InputStream::recover() {
  buffer_.clear();
  begin_ = 0;
  return source_->recover();
}

bool InputStream::decode(std::string_view charset) {
  auto transcoder = Transcoder::open(charset);
  if (transcoder == nullptr) return false;
  std::string decoded;
  transcoder->convert(held(), false, decoded);
  buffer_ = std::move(decoded);
  begin_ = 0;
  transcoder_ = std::move(transcoder);
  return true;
}

}  // namespace newshound
