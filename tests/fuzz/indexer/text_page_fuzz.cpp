// Any bytes are a page: what comes out is valid UTF-8.
#include <cstdlib>
#include <string_view>

#include "analysis/normalizer.h"
#include "indexer/text_page.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const newshound::Article article = newshound::read_text_page({reinterpret_cast<const char*>(data), size});
  if (!newshound::is_valid_utf8(article.title) || !newshound::is_valid_utf8(article.body) ||
      !newshound::is_valid_utf8(article.outlet))
    std::abort();
  return 0;
}
