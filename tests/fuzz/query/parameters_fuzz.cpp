// Any bytes as parameters, "name=value" a line: a request within its limits, or an error that says something.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/parameters.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  newshound::Parameters parameters;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::size_t equals = line.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view() : line.substr(equals + 1);
    parameters.emplace_back(line.substr(0, equals), value);
  }
  const auto request = newshound::parse_parameters(parameters, 1753099200, {});
  if (!request) {
    if (request.error().message.empty()) std::abort();
    return 0;
  }
  if (request->limit > newshound::kMaxLimit || request->page == 0 || request->facets.size() > 8) std::abort();
  if (request->page * request->limit > newshound::kMaxPageWindow) std::abort();
  if (request->facet_limit == 0 || request->facet_limit > newshound::kMaxFacetLimit) std::abort();
  return 0;
}
