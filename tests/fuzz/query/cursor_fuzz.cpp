// A cursor: what is read is what would be written.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/cursor.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto cursor = newshound::decode_cursor(text);
  if (cursor && newshound::encode_cursor(*cursor) != text) std::abort();
  return 0;
}
