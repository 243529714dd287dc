// Requests and responses as everything behind the connection sees them: plain values, nothing of the HTTP library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schemas/error.h"

namespace newshound {

// Views of the connection's buffers: valid until the response is written.
struct HttpRequest {
  std::string_view method;                                             // "GET"
  std::string_view target;                                             // as it stood on the request line
  unsigned version = 11;                                               // 10 or 11
  std::vector<std::pair<std::string_view, std::string_view>> headers;  // names as sent, in order
  std::string body;

  // The first value of that name, whatever its capitals; empty if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside content type, length, server and connection
  bool close = false;                                        // the connection must not be used again
};

// ASCII capitals don't matter.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);
// Without blanks and tabs at its ends.
[[nodiscard]] std::string_view trimmed_value(std::string_view text);
// A problem document (RFC 9457) with that status; never cached.
[[nodiscard]] HttpResponse problem_response(unsigned status, const Error& error);
// 503 with Retry-After.
[[nodiscard]] HttpResponse busy_response(std::string_view why);

}  // namespace newshound
