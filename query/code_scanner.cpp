#include "query/code_scanner.h"

#include <array>

namespace newshound {

CodeScanner::CodeScanner(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& codes, VectorSet vectors)
    : look_(codes.size() <= kMostPatterns ? look_for_codes(vectors) : nullptr) {
  if (look_ == nullptr) dense_.assign(kDense, 0);
  for (const auto& [code, number] : codes) {
    if (look_ != nullptr) {
      std::array<std::uint8_t, kMaxCodeBytes> bytes{};
      const std::size_t size = encode_code(code, bytes.data());
      if (size == 1) {
        patterns_.singles.push_back(bytes[0]);
      } else {
        patterns_.pairs.push_back({bytes[size - 2], bytes[size - 1]});
      }
      few_.emplace_back(code, number);
    } else if (code < kDense) {
      dense_[code] = number;
    } else {
      sparse_[code] = number;
    }
  }
}

const std::uint8_t* CodeScanner::beginning(const std::uint8_t* document, const std::uint8_t* last) {
  const std::uint8_t* at = last;
  while (at > document && last - at < static_cast<std::ptrdiff_t>(kMaxCodeBytes) - 1 && (at[-1] & 128u) == 0) --at;
  return at;
}

}  // namespace newshound
