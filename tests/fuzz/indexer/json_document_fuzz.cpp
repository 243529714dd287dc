// Any bytes are a JSON document.
#include "tests/fuzz/indexer/read_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  newshound::read_bytes(data, size, "json");
  return 0;
}
