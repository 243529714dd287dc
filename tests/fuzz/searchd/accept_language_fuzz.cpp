// An Accept-Language header and a wished language: whatever they hold, one of the pages' languages comes out, with a plain
// locale.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "searchd/page_wording.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), text.size());
  const newshound::ReaderLanguage chosen =
      newshound::choose_language(text.substr(0, line), text.substr(std::min(line + 1, text.size())));
  const auto& known = newshound::page_languages();
  if (std::find(known.begin(), known.end(), chosen.language) == known.end()) std::abort();
  if (chosen.locale.empty() || chosen.locale.size() > 35 || chosen.locale.find_first_of("<>\"' ") != std::string::npos)
    std::abort();
  return 0;
}
