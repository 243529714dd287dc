// What queries mean, as tables: the query and the print of its tree; and what lenient and strict reading say.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace newshound {

struct ParserCase {
  const char* query;
  const char* parsed;
};

struct RepairCase {
  const char* query;
  const char* parsed;
  const char* note;      // part of the only note
  std::size_t position;  // of the error in strict reading
};

[[nodiscard]] std::vector<ParserCase> parser_cases();
[[nodiscard]] std::vector<RepairCase> repair_cases();

}  // namespace newshound
