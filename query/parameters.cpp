#include "query/parameters.h"

#include <algorithm>

#include <fmt/format.h>

#include "query/nearest_name.h"
#include "query/parameter_readers.h"
#include "query/parameter_values.h"
#include "query/query_notes.h"

namespace newshound {
namespace {

const ParameterRow* find_row(std::string_view name) {
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

// What can be said without reading values: names, repeats and bytes.
Result<void> check(const Parameters& parameters) {
  for (const auto& [name, value] : parameters) {
    const ParameterRow* row = find_row(name);
    if (row == nullptr) return tl::unexpected(unknown_parameter(name));
    if (auto text = check_text(name, value, name == "q"); !text) return text;
    const auto same = [&name = name](const auto& other) { return other.first == name; };
    const auto count = static_cast<std::size_t>(std::count_if(parameters.begin(), parameters.end(), same));
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

Result<void> check_whole(const SearchRequest& request, const ParameterLimits& limits) {
  if (limits.max_window > 0 && request.page * request.limit > limits.max_window)
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
  if (auto checked = check(parameters); !checked) return tl::unexpected(checked.error());
  RequestReader reader;
  reader.request.now_utc = now_utc;
  reader.limits = limits;
  for (int turn = 0; turn < kParameterTurns; ++turn) {
    for (const auto& [name, value] : parameters) {
      const ParameterRow* row = find_row(name);
      if (row->turn != turn) continue;
      if (auto read = row->read(reader, name, value); !read) return tl::unexpected(read.error());
    }
  }
  // The parts of a histogram may come in any order, and need it.
  const Interval interval = reader.request.histogram ? reader.request.histogram->interval : Interval::kMonth;
  if (reader.request.histogram || reader.histogram.by || reader.histogram.share) {
    reader.request.histogram = reader.histogram;
    reader.request.histogram->interval = interval;
  }
  if (auto whole = check_whole(reader.request, limits); !whole) return tl::unexpected(whole.error());
  return std::move(reader.request);
}

std::vector<std::string_view> parameter_names() {
  std::vector<std::string_view> names;
  for (const ParameterRow& row : parameter_table()) names.push_back(row.name);
  return names;
}

}  // namespace newshound
