// Any bytes are a table with our names in its first line.
#include "tests/fuzz/indexer/read_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  newshound::read_bytes(data, size, "csv");
  return 0;
}
