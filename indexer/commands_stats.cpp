#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/commands.h"
#include "storage/stats.h"

namespace newshound {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShownValues = 10;  // of each field, in text

Json date_or_null(std::int64_t seconds) { return seconds == kUndated ? Json(nullptr) : Json(format_date(seconds)); }

Json stats_json(const IndexStats& stats) {
  Json segments = Json::array();
  for (const SegmentEntry& entry : stats.catalog.segments)
    segments.push_back({{"number", entry.number},
                        {"documents", entry.documents},
                        {"deleted", entry.deleted},
                        {"date_ordered", entry.date_ordered},
                        {"first_published", date_or_null(entry.first_published)},
                        {"last_published", date_or_null(entry.last_published)}});
  Json values = Json::object();
  for (const auto& [field, counts] : stats.values) {
    Json list = Json::array();
    for (const auto& [value, count] : counts) list.push_back({{"value", value}, {"count", count}});
    values[field] = std::move(list);
  }
  return {{"articles", stats.articles},
          {"deleted", stats.deleted},
          {"generation", stats.catalog.generation},
          {"schema_version", stats.catalog.schema_version},
          {"analyzer", stats.catalog.analyzer},
          {"positions", stats.catalog.positions},
          {"stem_exceptions", stats.catalog.stem_exceptions ? Json(stats.catalog.stem_exceptions->name) : Json(nullptr)},
          {"boilerplate", stats.catalog.boilerplate ? Json(stats.catalog.boilerplate->name) : Json(nullptr)},
          {"first_published", date_or_null(stats.first_published)},
          {"last_published", date_or_null(stats.last_published)},
          {"text_bytes", stats.text_bytes},
          {"disk_bytes", stats.disk_bytes},
          {"bytes", Json(stats.bytes_by_kind)},
          {"segments", std::move(segments)},
          {"values", std::move(values)}};
}

void print_stats(const IndexStats& stats) {
  const double megabyte = 1e6;
  fmt::print("articles    {} ({} deleted ones still on disk)\n", stats.articles, stats.deleted);
  if (stats.first_published != kUndated)
    fmt::print("published   {} to {}\n", format_date(stats.first_published), format_date(stats.last_published));
  fmt::print("generation  {} in {} segments, schema version {}, analyzer {}\n", stats.catalog.generation,
             stats.catalog.segments.size(), stats.catalog.schema_version, stats.catalog.analyzer);
  if (stats.catalog.stem_exceptions) fmt::print("stems       exceptions in {}\n", stats.catalog.stem_exceptions->name);
  if (stats.catalog.boilerplate) fmt::print("repeated    lines of pages in {}\n", stats.catalog.boilerplate->name);
  fmt::print("disk        {:.2f} MB for {:.2f} MB of text", static_cast<double>(stats.disk_bytes) / megabyte,
             static_cast<double>(stats.text_bytes) / megabyte);
  if (stats.text_bytes != 0)
    fmt::print(" ({:.2f} times)", static_cast<double>(stats.disk_bytes) / static_cast<double>(stats.text_bytes));
  fmt::print("\n");
  for (const auto& [kind, bytes] : stats.bytes_by_kind)
    fmt::print("  {:10}{:10.2f} MB\n", kind, static_cast<double>(bytes) / megabyte);
  for (const auto& [field, counts] : stats.values) {
    if (counts.empty()) continue;
    fmt::print("{}\n", field);
    for (std::size_t i = 0; i < counts.size() && i < kShownValues; ++i)
      fmt::print("  {:10}  {}\n", counts[i].second, counts[i].first);
    if (counts.size() > kShownValues) fmt::print("  … and {} more (--json shows 1,000)\n", counts.size() - kShownValues);
  }
}

}  // namespace

int run_stats(const CommandOptions& options) {
  if (options.stems) return run_stem_stats(options);
  if (options.list_boilerplate) return run_boilerplate(options);
  const IndexStats stats = index_stats(options.index);
  if (options.json) {
    fmt::print("{}\n", stats_json(stats).dump(2, ' ', false, Json::error_handler_t::replace));
  } else {
    print_stats(stats);
  }
  return 0;
}

}  // namespace newshound
