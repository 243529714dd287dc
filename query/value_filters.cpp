#include "query/value_filters.h"

#include <algorithm>
#include <utility>

#include "analysis/fold.h"

namespace newshound {
namespace {

constexpr std::uint8_t kWanted = 1, kUnwanted = 2;

}  // namespace

ValueFilters::ValueFilters(const Columns& columns, std::span<const ValueFilter> filters) {
  for (const ValueFilter& filter : filters) {
    const OrdinalColumn& column = columns.ordinals(filter.field);
    Compiled& compiled =
        compiled_.emplace_back(Compiled{&column, !filter.any.empty(), std::vector<std::uint8_t>(column.values() + 1, 0), {}, {}});
    for (const std::string& value : filter.any) compiled.verdict[column.find(fold_value(value))] |= kWanted;
    for (const std::string& value : filter.none) compiled.verdict[column.find(fold_value(value))] |= kUnwanted;
    for (const std::string& value : filter.all) compiled.needed.push_back(column.find(fold_value(value)));
    compiled.verdict[0] = 0;  // ordinal 0 is "no such value"
  }
}

bool ValueFilters::Compiled::passes_group(std::uint32_t group) const {
  std::uint8_t verdicts = 0;
  column->for_each_in(group, [&](std::uint32_t ordinal) { verdicts |= verdict[ordinal]; });
  if ((verdicts & kUnwanted) != 0 || (wants_any && (verdicts & kWanted) == 0)) return false;
  return std::all_of(needed.begin(), needed.end(), [&](std::uint32_t each) {
    bool found = false;
    column->for_each_in(group, [&](std::uint32_t ordinal) { found = found || ordinal == each; });
    return found;
  });
}

void ValueFilters::expect(std::size_t documents) {
  for (Compiled& each : compiled_) {
    if (each.column->groups() > documents) continue;
    std::vector<std::uint8_t> passing(each.column->groups());
    for (std::uint32_t group = 0; group < passing.size(); ++group) passing[group] = each.passes_group(group) ? 1 : 0;
    each.passing = std::move(passing);
  }
}

std::uint64_t ValueFilters::failed(std::uint32_t document) const {
  std::uint64_t failed = 0;
  for (std::size_t i = 0; i < compiled_.size(); ++i)
    if (!compiled_[i].passes(document)) failed |= std::uint64_t{1} << i;
  return failed;
}

// No branch on what passes: it can't be predicted.
std::vector<std::uint32_t> ValueFilters::divide(DocumentSet& set) const {
  const Compiled& filter = compiled_.front();
  std::vector<std::uint32_t> failing(set.size());
  const bool scored = set.scored();
  std::size_t kept = 0, left_out = 0;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const std::uint32_t document = set.documents[i];
    const bool passes = filter.passes(document);
    set.documents[kept] = document;
    if (scored) set.scores[kept] = set.scores[i];
    failing[left_out] = document;
    kept += passes ? 1 : 0;
    left_out += passes ? 0 : 1;
  }
  set.documents.resize(kept);
  if (scored) set.scores.resize(kept);
  failing.resize(left_out);
  return failing;
}

}  // namespace newshound
