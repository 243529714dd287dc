// A configuration file: it is read, or the error names the file and holds a message that can be shown.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "searchd/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  newshound::ServerOptions options;
  const auto read = newshound::read_config({reinterpret_cast<const char*>(data), size}, "newshound.toml", options);
  if (!read && !read.error().message.starts_with("newshound.toml")) std::abort();
  if (read) (void)newshound::check_options(options);
  return 0;
}
