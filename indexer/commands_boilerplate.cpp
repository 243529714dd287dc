#include <cstdio>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/boilerplate.h"
#include "indexer/commands.h"
#include "storage/catalog.h"
#include "storage/index_settings.h"

namespace newshound {
namespace {

using Json = nlohmann::ordered_json;

double share_of(const BoilerplateEntry& entry) {
  return entry.of == 0 ? 0 : static_cast<double>(entry.pages) / static_cast<double>(entry.of);
}

Json boilerplate_json(const std::vector<BoilerplateEntry>& entries) {
  Json list = Json::array();
  for (const BoilerplateEntry& entry : entries)
    list.push_back({{"outlet", entry.outlet},
                    {"text", entry.text},
                    {"pages", entry.pages},
                    {"of", entry.of},
                    {"share", share_of(entry)},
                    {"sentence", entry.sentence},
                    {"varies", entry.varies}});
  return {{"boilerplate", std::move(list)}};
}

void print_boilerplate(const std::vector<BoilerplateEntry>& entries) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const BoilerplateEntry& entry = entries[i];
    if (i == 0 || entry.outlet != entries[i - 1].outlet)
      fmt::print("{}\n", entry.outlet.empty() ? "(pages that name no outlet)" : entry.outlet);
    const std::string pages =
        entry.of == 0 ? "given" : fmt::format("{} of {} ({:.0f} %)", entry.pages, entry.of, 100 * share_of(entry));
    fmt::print("  {:20}  {}{}{}\n", pages, entry.text, entry.sentence ? "  [a sentence]" : "",
               entry.varies ? "  [numbers vary]" : "");
  }
}

}  // namespace

int run_boilerplate(const CommandOptions& options) {
  const Catalog catalog = read_catalog(options.index);
  const std::string where = catalog.boilerplate ? options.index + "/" + catalog.boilerplate->name : std::string();
  const auto boilerplate = Boilerplate::parse(read_boilerplate(options.index, catalog), where);
  if (!boilerplate) throw std::runtime_error(boilerplate.error().message);
  const std::vector<BoilerplateEntry> entries = boilerplate->entries();
  if (options.json) {
    fmt::print("{}\n", boilerplate_json(entries).dump(2, ' ', false, Json::error_handler_t::replace));
  } else if (entries.empty()) {
    fmt::print("nothing that outlets repeat on their pages is known\n");
  } else {
    print_boilerplate(entries);
  }
  return 0;
}

}  // namespace newshound
