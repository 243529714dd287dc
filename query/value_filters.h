// The filters of a request (outlet=A&topic=-B) against the columns of one segment.
// Compiled once a segment. One thread until expect() was called, then any.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/document_set.h"
#include "query/request.h"
#include "storage/columns.h"

namespace newshound {

class ValueFilters {
 public:
  ValueFilters(const Columns& columns, std::span<const ValueFilter> filters);

  [[nodiscard]] bool any() const { return !compiled_.empty(); }
  [[nodiscard]] bool one() const { return compiled_.size() == 1; }
  // That many documents will be asked for: where a column has fewer groups, each is looked at once, now.
  void expect(std::size_t documents);
  // Bit i is set if the document fails filter i of the request (the first 64 are told apart; there are fewer fields than that).
  [[nodiscard]] std::uint64_t failed(std::uint32_t document) const;
  // With one filter alone: keeps what passes it, and gives the documents that don't.
  [[nodiscard]] std::vector<std::uint32_t> divide(DocumentSet& set) const;

 private:
  struct Compiled {
    const OrdinalColumn* column;
    bool wants_any;                     // one of the wanted values is needed
    std::vector<std::uint8_t> verdict;  // by ordinal: 1 wanted, 2 unwanted
    std::vector<std::uint32_t> needed;  // ordinals; 0: no article here has that value
    std::vector<std::uint8_t> passing;  // by the column's groups; empty: not looked at yet

    [[nodiscard]] bool passes_group(std::uint32_t group) const;
    [[nodiscard]] bool passes(std::uint32_t document) const {
      const std::uint32_t group = column->group(document);
      return passing.empty() ? passes_group(group) : passing[group] != 0;
    }
  };
  std::vector<Compiled> compiled_;
};

}  // namespace newshound
