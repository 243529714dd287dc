// Any bytes are a stored article or an IndexError; what was read is stored again as bytes that read the same.
#include <cstdlib>

#include "storage/index_error.h"
#include "storage/stored_article.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  newshound::Article article;
  try {
    article = newshound::decode_article({reinterpret_cast<const char*>(data), size}, "fuzz");
  } catch (const newshound::IndexError&) {
    return 0;
  }
  std::string once, twice;
  newshound::encode_article(article, once);
  newshound::encode_article(newshound::decode_article(once, "fuzz"), twice);
  if (once != twice) std::abort();
  return 0;
}
