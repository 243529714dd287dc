// Requests and responses as the router sees them: plain values, nothing of the HTTP library.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schemas/error.h"

namespace newshound {

struct HttpRequest {
  std::string method;                                        // "GET"
  std::string target;                                        // as it stood on the request line
  unsigned version = 11;                                     // 10 or 11
  std::vector<std::pair<std::string, std::string>> headers;  // names as sent, in order
  std::string body;                                          // of a POST to a route that takes one; else empty
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside content type, length, server and connection
  bool close = false;                                        // the connection must not be used again
};

// A problem document (RFC 9457) with that status; never cached.
[[nodiscard]] HttpResponse problem_response(unsigned status, const Error& error);

}  // namespace newshound
