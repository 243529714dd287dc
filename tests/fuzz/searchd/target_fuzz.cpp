// A request target: what is parsed is text, the parameters read or refused, and every refusal is a problem document.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "analysis/normalizer.h"
#include "searchd/http_guard.h"
#include "searchd/router.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  newshound::HttpRequest request;
  request.method = "GET";
  request.target = {reinterpret_cast<const char*>(data), size};
  request.headers = {{"Host", "news.example"}};
  if (const auto refusal = newshound::check_framing(request)) {
    if (refusal->status < 400 || !refusal->close) std::abort();
    return 0;
  }
  const auto target = newshound::parse_target(request.target);
  if (!target) {
    if (!newshound::is_valid_utf8(newshound::from_error(target.error()).body)) std::abort();
    return 0;
  }
  const newshound::RouteRow* const row = newshound::find_route(target->segments);
  if (row != nullptr && row->label.empty()) std::abort();
  for (const std::string& segment : target->segments)
    if (!newshound::is_valid_utf8(segment) || segment.find('\0') != std::string::npos) std::abort();
  for (const auto& [name, value] : target->parameters)
    if (!newshound::is_valid_utf8(name + value) || (name + value).find('\0') != std::string::npos) std::abort();
  const auto asked = newshound::parse_parameters(target->parameters, 1753200000, newshound::ParameterLimits{});
  if (asked && (asked->limit > newshound::kMaxLimit || asked->page * asked->limit > newshound::kMaxPageWindow)) std::abort();
  if (!asked && !newshound::is_valid_utf8(newshound::problem_response(400, asked.error()).body)) std::abort();
  return 0;
}
