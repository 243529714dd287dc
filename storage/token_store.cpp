#include "storage/token_store.h"

namespace newshound {
namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kKind = "TOKN";

}  // namespace

TokenStoreWriter::TokenStoreWriter(const std::filesystem::path& path) : file_(path, kKind, kVersion), ends_{0} {
  file_.begin("stream");
}

void TokenStoreWriter::append(std::span<const std::uint32_t> codes) {
  buffer_.resize(codes.size() * kMaxCodeBytes);
  std::uint8_t* at = buffer_.data();
  for (const std::uint32_t code : codes) at += encode_code(code, at);
  const auto size = static_cast<std::size_t>(at - buffer_.data());
  file_.append(buffer_.data(), size);
  ends_.push_back(ends_.back() + size);
}

void TokenStoreWriter::finish() {
  file_.begin("stream_end");
  file_.append(std::string(kStreamPadding, '\0'));
  write_offsets(file_, "stream_at", ends_);
  file_.finish();
}

TokenStore::TokenStore(const std::filesystem::path& path, std::uint32_t documents) : file_(path, kKind, kVersion) {
  const auto stream = file_.section("stream");
  stream_ = stream.data();
  offsets_ = Offsets(file_, "stream_at", documents, stream.size());
}

}  // namespace newshound
