#include "query/parameters.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <xxhash.h>

#include "query/nearest_name.h"
#include "query/parameter_aliases.h"
#include "query/parameter_readers.h"
#include "query/parameter_values.h"
#include "query/query_notes.h"

namespace newshound {
namespace {

using std::string_view_literals::operator""sv;

const ParameterRow* find_row(std::string_view alias) {
  const std::string_view name = canonical_parameter(alias);
  const auto rows = parameter_table();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const ParameterRow& r) { return r.name == name; });
  return row == rows.end() ? nullptr : &*row;
}

Error unknown_parameter(const std::string& name) {
  const std::vector<std::string_view> names = parameter_names();
  const NearestName nearest = nearest_name(name, names);
  std::string message = fmt::format("unknown parameter \"{}\"", shown(name));
  if (nearest.close) {
    message += fmt::format(": did you mean \"{}\"?", nearest.name);
  } else if (!nearest.name.empty()) {
    message += fmt::format(": the nearest known one is \"{}\"", nearest.name);
  }
  return {ErrorCode::kUnknownParameter, std::move(message), name};
}

// The row of each parameter, looked for once; null if there is none.
using Rows = std::vector<const ParameterRow*>;

Rows find_rows(const Parameters& parameters) {
  Rows rows;
  rows.reserve(parameters.size());
  for (const auto& [name, value] : parameters) rows.push_back(find_row(name));
  return rows;
}

// What can be said without reading values: names, repeats and bytes.
Result<void> check(const Parameters& parameters, const Rows& rows) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& [name, value] = parameters[i];
    const ParameterRow* row = rows[i];
    if (row == nullptr) return tl::unexpected(unknown_parameter(name));
    if (auto text = check_text(name, value, name == "q"); !text) return text;
    const auto count = static_cast<std::size_t>(std::count(rows.begin(), rows.end(), row));
    if (count > 1 && !row->repeatable)
      return tl::unexpected(
          Error{ErrorCode::kInvalidParameter, fmt::format("parameter {}: given {} times; give it once", name, count), name});
    if (count > kMaxParameterValues)
      return tl::unexpected(
          Error{ErrorCode::kTooLarge,
                fmt::format("parameter {}: {} values; at most {} are allowed", name, count, kMaxParameterValues), name});
  }
  return {};
}

// What decides which articles are found and in which order, whatever the order of the parameters.
std::uint64_t search_of(const Parameters& parameters, const Rows& rows) {
  constexpr std::array kNoPart = {"cursor"sv, "explain"sv, "fields"sv, "format"sv, "limit"sv, "now"sv, "page"sv};
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string_view name = rows[i]->name;
    const bool part = std::find(kNoPart.begin(), kNoPart.end(), name) == kNoPart.end() && !name.starts_with("highlight.") &&
                      !name.starts_with("facets") && !name.starts_with("histogram");
    if (part) parts.emplace_back(name).append("=").append(parameters[i].second);
  }
  std::sort(parts.begin(), parts.end());
  const std::string whole = fmt::format("{}", fmt::join(parts, "\n"));
  return XXH3_64bits(whole.data(), whole.size());
}

Result<void> check_cursor(const SearchRequest& request) {
  if (!request.cursor) return {};
  const Error other{ErrorCode::kInvalidParameter,
                    "parameter cursor: belongs to another search: the parameters must be those of the first page, but for limit, "
                    "fields, highlight, facets and histogram",
                    "cursor"};
  if (request.cursor->search != request.search) return tl::unexpected(other);
  if (request.page != 1)
    return tl::unexpected(
        Error{ErrorCode::kInvalidParameter, "parameter page: stands beside cursor, which says the same", "page"});
  return {};
}

Result<void> check_whole(const SearchRequest& request, const ParameterLimits& limits) {
  if (auto cursor = check_cursor(request); !cursor) return cursor;
  if (limits.max_window > 0 && !request.cursor && request.page * request.limit > limits.max_window)
    return tl::unexpected(
        Error{ErrorCode::kInvalidParameter,
              fmt::format("parameter page: page {} of {} hits ends at hit {}; only the first {} can be paged to, "
                          "narrow the search with from and to",
                          request.page, request.limit, request.page * request.limit, limits.max_window),
              "page"});
  const bool both = request.from_utc != kUndated && request.to_utc != kUndated;
  if (both && request.from_utc >= request.to_utc)
    return tl::unexpected(Error{ErrorCode::kInvalidParameter, "parameter to: ends before from begins; swap them", "to"});
  return {};
}

}  // namespace

Result<SearchRequest> parse_parameters(const Parameters& parameters, std::int64_t now_utc, const ParameterLimits& limits) {
  const Rows rows = find_rows(parameters);
  if (auto checked = check(parameters, rows); !checked) return tl::unexpected(checked.error());
  RequestReader reader;
  reader.request.now_utc = now_utc;
  reader.limits = limits;
  for (int turn = 0; turn < kParameterTurns; ++turn) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const ParameterRow* row = rows[i];
      if (row->turn != turn) continue;
      if (auto read = row->read(reader, row->name, parameters[i].second); !read) return tl::unexpected(read.error());
    }
  }
  // The parts of a histogram may come in any order, and need it.
  const Interval interval = reader.request.histogram ? reader.request.histogram->interval : Interval::kMonth;
  if (reader.request.histogram || reader.histogram.by || reader.histogram.share) {
    reader.request.histogram = reader.histogram;
    reader.request.histogram->interval = interval;
  }
  reader.request.search = search_of(parameters, rows);
  if (auto whole = check_whole(reader.request, limits); !whole) return tl::unexpected(whole.error());
  return std::move(reader.request);
}

std::vector<std::string_view> parameter_names() {
  std::vector<std::string_view> names;
  for (const ParameterRow& row : parameter_table()) names.push_back(row.name);
  return names;
}

}  // namespace newshound
