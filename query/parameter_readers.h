// The table of request parameters: each one's name, whether it may be repeated, and how its value gets into the request.
// Constant data and pure functions; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "query/parameters.h"
#include "query/time_zone.h"

namespace newshound {

// A request in the making, and what parameters need to know of each other.
struct RequestReader {
  SearchRequest request;
  ParameterLimits limits;
  TimeZone zone;               // of request.time_zone
  HistogramOptions histogram;  // histogram.fill may come without histogram
  bool has_from = false;
};

struct ParameterRow {
  std::string_view name;
  Result<void> (*read)(RequestReader& reader, std::string_view name, const std::string& value);
  bool repeatable = false;
  int turn = 1;  // read in this order, whatever the request's: 0 = others depend on it, 2 = depends on others
};

inline constexpr int kParameterTurns = 3;

// Sorted by name.
[[nodiscard]] std::span<const ParameterRow> parameter_table();
// The part of it that says what of the answer is wanted.
[[nodiscard]] std::span<const ParameterRow> answer_parameter_rows();

// Stores a read value, or passes the error on.
template <class T, class Target>
Result<void> store(const Result<T>& value, Target& target) {
  if (!value) return tl::unexpected(value.error());
  target = *value;
  return {};
}

}  // namespace newshound
