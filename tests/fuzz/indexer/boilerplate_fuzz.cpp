// Any bytes are a file of what outlets repeat: what is read of it comes back from what is written, and what is left out of a page
// leaves no longer page.
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/boilerplate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = newshound::Boilerplate::parse(text, "boilerplate");
  if (!read) {
    if (read.error().message.empty()) std::abort();
    return 0;
  }
  const auto again = newshound::Boilerplate::parse(read->text(), "again");
  if (!again || again->entries() != read->entries()) std::abort();
  for (const newshound::BoilerplateEntry& entry : read->entries()) {
    newshound::Article page;
    page.outlet = entry.outlet;
    page.body = "First.\n\n" + entry.text + "\n\nLast.";
    const std::size_t before = page.body.size();
    (void)read->strip(page);
    if (page.body.size() > before) std::abort();
  }
  return 0;
}
