// A mapping, a zero byte, and what it is a mapping of: JSON or CSV.
#include <string_view>

#include "indexer/field_mapping.h"
#include "tests/fuzz/indexer/read_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t border = std::min(all.find('\0'), size);
  auto mapping = newshound::FieldMapping::parse(all.substr(0, border), "m.toml");
  if (!mapping) {
    if (mapping.error().message.empty()) std::abort();
    return 0;
  }
  newshound::ReadOptions options;
  options.mapping = std::make_shared<const newshound::FieldMapping>(std::move(*mapping));
  const std::size_t begin = std::min(border + 1, size);
  newshound::read_bytes(data + begin, size - begin, options);
  return 0;
}
