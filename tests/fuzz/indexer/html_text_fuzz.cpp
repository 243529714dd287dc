// Any markup: valid UTF-8 out, and no more than came in (a reference is never shorter than its character).
#include <cstdlib>
#include <string>
#include <string_view>

#include "analysis/normalizer.h"
#include "indexer/html_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string html = newshound::normalize({reinterpret_cast<const char*>(data), size});
  const std::string text = newshound::html_to_text(html);
  if (!newshound::is_valid_utf8(text) || text.size() > html.size() + 2) std::abort();
  return 0;
}
