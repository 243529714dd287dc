// Any bytes are a file of outlets: what it names is found again.
#include <cstdlib>
#include <string_view>

#include "indexer/outlet_names.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto names = newshound::OutletNames::parse(text, "o.toml");
  if (!names && names.error().message.empty()) std::abort();
  newshound::Article article;
  article.outlet = text;
  if (names) (void)newshound::name_outlet(article, *names);
  return 0;
}
