// Parameters as JSON: texts in valid UTF-8, or an error that can be shown.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "analysis/normalizer.h"
#include "query/json_parameters.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = newshound::parse_json_parameters({reinterpret_cast<const char*>(data), size});
  if (!read) {
    if (!newshound::is_valid_utf8(read.error().message)) std::abort();
    return 0;
  }
  for (const auto& [name, value] : *read)
    if (!newshound::is_valid_utf8(name) || !newshound::is_valid_utf8(value)) std::abort();
  (void)newshound::parse_parameters(*read, 1753200000, newshound::ParameterLimits{});
  return 0;
}
