// Any bytes as a file of stem exceptions: they are refused with the place, or read to the same list again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "analysis/stem_exceptions.h"

using namespace newshound;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto check = [](bool holds) { holds ? void() : std::abort(); };
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto exceptions = StemExceptions::parse(bytes, "f");
  if (!exceptions) {
    check(exceptions.error().message.starts_with("f:"));
    return 0;
  }
  check(exceptions->text() == bytes);
  check(exceptions->find("en", "vacation") != nullptr);
  check(*StemExceptions::parse(exceptions->text(), "g") == *exceptions);
  return 0;
}
