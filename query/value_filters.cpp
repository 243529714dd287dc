#include "query/value_filters.h"

#include <algorithm>

#include "analysis/fold.h"

namespace newshound {
namespace {

constexpr std::uint8_t kWanted = 1, kUnwanted = 2;

}  // namespace

ValueFilters::ValueFilters(const Columns& columns, std::span<const ValueFilter> filters) {
  for (const ValueFilter& filter : filters) {
    const OrdinalColumn& column = columns.ordinals(filter.field);
    Compiled& compiled =
        compiled_.emplace_back(Compiled{&column, !filter.any.empty(), std::vector<std::uint8_t>(column.values() + 1, 0), {}});
    for (const std::string& value : filter.any) compiled.verdict[column.find(fold_value(value))] |= kWanted;
    for (const std::string& value : filter.none) compiled.verdict[column.find(fold_value(value))] |= kUnwanted;
    for (const std::string& value : filter.all) compiled.needed.push_back(column.find(fold_value(value)));
    compiled.verdict[0] = 0;  // ordinal 0 is "no such value"
  }
}

std::uint64_t ValueFilters::failed(std::uint32_t document) const {
  std::uint64_t failed = 0;
  for (std::size_t i = 0; i < compiled_.size(); ++i) {
    std::uint8_t verdicts = 0;
    compiled_[i].column->for_each(document, [&](std::uint32_t ordinal) { verdicts |= compiled_[i].verdict[ordinal]; });
    const bool passes = (verdicts & kUnwanted) == 0 && (!compiled_[i].wants_any || (verdicts & kWanted) != 0);
    const auto has = [&](std::uint32_t needed) {
      bool found = false;
      compiled_[i].column->for_each(document, [&](std::uint32_t ordinal) { found = found || ordinal == needed; });
      return found;
    };
    const bool whole = std::all_of(compiled_[i].needed.begin(), compiled_[i].needed.end(), has);
    if (!passes || !whole) failed |= std::uint64_t{1} << i;
  }
  return failed;
}

}  // namespace newshound
