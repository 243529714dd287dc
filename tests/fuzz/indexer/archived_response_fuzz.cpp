// Any bytes are an HTTP response: no body over the limit, no error without a message.
#include <cstdlib>
#include <string_view>

#include "indexer/archived_response.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 1u << 20;
  const auto response = newshound::parse_archived_response({reinterpret_cast<const char*>(data), size}, kMost);
  if (!response && response.error().message.empty()) std::abort();
  if (response && response->body.size() > std::max(kMost, size)) std::abort();
  return 0;
}
