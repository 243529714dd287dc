// The bytes of a connection: cut at any place, a request is read in the same way, and what is refused is refused with a problem.
// The first byte says where the bytes are cut.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "analysis/normalizer.h"
#include "searchd/http_guard.h"
#include "searchd/request_parser.h"

namespace {

// What a connection makes of `bytes` that come `step` at a time: the request printed, or its refusal's status.
std::string read(std::string_view bytes, std::size_t step) {
  newshound::RequestParser parser;
  std::size_t taken = 0;
  for (std::size_t come = 0; come < bytes.size();) {
    come = std::min(bytes.size(), come + step);
    taken += parser.put(bytes.substr(taken, come - taken));
    if (parser.done()) break;
    if (const auto refusal = parser.refusal(come - taken)) {
      if (!refusal->close || refusal->status < 400 || !newshound::is_valid_utf8(refusal->body)) std::abort();
      return "refused";
    }
  }
  newshound::HttpRequest request;
  parser.give(request);
  if (!parser.done()) return parser.cut_off().status >= 400 ? "cut off" : "";
  if (const auto refusal = newshound::check_framing(request)) return refusal->close ? "framing" : "";
  std::string printed = std::string(request.method) + ' ' + std::string(request.target) + ' ' + std::to_string(request.version);
  for (const auto& [name, value] : request.headers) printed += '\n' + std::string(name) + ": " + std::string(value);
  return printed + '\n' + std::to_string(newshound::content_length(request)) + (parser.keep_alive() ? "+" : "-") +
         std::to_string(taken);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = read(bytes, bytes.size() + 1), pieces = read(bytes, 1 + data[0]);
  if (whole.empty() || pieces.empty()) std::abort();
  // A limit may strike earlier or later in pieces; what is answered is the same request.
  if (whole != pieces && whole != "refused" && pieces != "refused") std::abort();
  return 0;
}
