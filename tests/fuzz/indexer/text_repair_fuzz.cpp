// Any text: repaired mojibake stays valid UTF-8, repaired XML is UTF-8, and a time that is read has a day.
#include <cstdlib>
#include <string_view>

#include "analysis/normalizer.h"
#include "indexer/feed_text.h"
#include "indexer/mojibake.h"
#include "indexer/wire_date.h"
#include "indexer/xml_repair.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string good = newshound::normalize(text);
  if (!newshound::is_valid_utf8(newshound::repair_mojibake(good))) std::abort();
  (void)newshound::repair_mojibake(text);
  bool repaired = false;
  if (!newshound::is_valid_utf8(newshound::repair_xml(text, repaired))) std::abort();
  if (!newshound::is_valid_utf8(newshound::feed_text(good))) std::abort();
  (void)newshound::person_name(good);
  const auto moment = newshound::read_wire_date(text);
  if (moment && newshound::format_moment(*moment).empty()) std::abort();
  return 0;
}
