// The filters of a request (outlet=A&topic=-B) against the columns of one segment.
// Compiled once a segment; const use from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/request.h"
#include "storage/columns.h"

namespace newshound {

class ValueFilters {
 public:
  ValueFilters(const Columns& columns, std::span<const ValueFilter> filters);

  [[nodiscard]] bool any() const { return !compiled_.empty(); }
  // Bit i is set if the document fails filter i of the request (the first 64 are told apart; there are fewer fields than that).
  [[nodiscard]] std::uint64_t failed(std::uint32_t document) const;

 private:
  struct Compiled {
    const OrdinalColumn* column;
    bool wants_any;                     // one of the wanted values is needed
    std::vector<std::uint8_t> verdict;  // by ordinal: 1 wanted, 2 unwanted
    std::vector<std::uint32_t> needed;  // ordinals; 0: no article here has that value
  };
  std::vector<Compiled> compiled_;
};

}  // namespace newshound
