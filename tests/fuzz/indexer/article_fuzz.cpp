// Any line: an article that prints and reads back as itself, or an error with a message.
#include <cstdlib>
#include <string_view>

#include "indexer/article_parser.h"
#include "schemas/article_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  newshound::ArticleParser parser({"en", 1753100000});
  const auto parsed = parser.parse({reinterpret_cast<const char*>(data), size});
  if (!parsed.article) {
    if (parsed.error.message.empty()) std::abort();
    return 0;
  }
  const auto again = parser.parse(newshound::article_to_json(*parsed.article));
  if (!again.article || again.article != parsed.article) std::abort();
  return 0;
}
