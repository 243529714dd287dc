#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/commands.h"
#include "storage/stem_stats.h"

namespace newshound {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShownForms = 50;  // of each stem, in text

Json stem_json(const StemForms& entry) {
  Json languages = Json::array(), forms = Json::array();
  for (const auto& [code, given] : entry.languages) languages.push_back({{"language", code}, {"exception", given}});
  for (const auto& [form, documents] : entry.forms) forms.push_back({{"form", form}, {"documents", documents}});
  return {{"stem", entry.stem},
          {"languages", std::move(languages)},
          {"documents", entry.documents},
          {"forms", std::move(forms)},
          {"more_forms", entry.more_forms}};
}

Json stats_json(const StemStats& stats) {
  Json stems = Json::array();
  for (const StemForms& entry : stats.stems) stems.push_back(stem_json(entry));
  return {{"form", stats.form}, {"stems", std::move(stems)}};
}

void print_stem(const StemForms& entry) {
  std::string languages;
  for (const auto& [code, given] : entry.languages)
    languages += fmt::format("{}{}{}", languages.empty() ? "" : ", ", code, given ? " by an exception" : "");
  fmt::print("{} ({}): {} article{}\n", entry.stem, languages.empty() ? "of other languages" : languages, entry.documents,
             entry.documents == 1 ? "" : "s");
  for (std::size_t i = 0; i < entry.forms.size() && i < kShownForms; ++i)
    fmt::print("  {:10}  {}\n", entry.forms[i].second, entry.forms[i].first);
  if (entry.forms.size() > kShownForms)
    fmt::print("  … and {} more (--json shows 1,000)\n", entry.forms.size() - kShownForms + entry.more_forms);
}

}  // namespace

int run_stem_stats(const CommandOptions& options) {
  const Result<StemStats> stats = stem_stats(*Snapshot::open(options.index, 1), options.stems.value_or(""));
  if (!stats) throw std::runtime_error("--stems: " + stats.error().message);
  if (options.json) {
    fmt::print("{}\n", stats_json(*stats).dump(2, ' ', false, Json::error_handler_t::replace));
  } else {
    if (stats->stems.empty()) fmt::print("{} has no articles, so nothing shares a stem with {}\n", options.index, stats->form);
    for (const StemForms& entry : stats->stems) print_stem(entry);
  }
  return 0;
}

}  // namespace newshound
