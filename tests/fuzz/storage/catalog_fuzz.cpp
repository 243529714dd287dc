// Any text as a catalog: as it stands, and with a checksum made right, so that what is behind it is reached. What is read must
// come back from what is written.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "storage/catalog.h"
#include "storage/index_error.h"

namespace {

void read(const std::string& text) {
  try {
    const newshound::Catalog catalog = newshound::catalog_from_json(text, "catalog");
    if (newshound::catalog_from_json(newshound::catalog_to_json(catalog), "catalog") != catalog) std::abort();
  } catch (const newshound::IndexError&) {}
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read(text);
  if (size > 4096) return 0;  // dump() below goes as deep as the text
  auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return 0;
  json.erase("checksum");
  const std::string summed = json.dump();
  json["checksum"] = fmt::format("{:016x}", XXH3_64bits(summed.data(), summed.size()));
  read(json.dump());
  return 0;
}
