#include "searchd/http_message.h"

#include <algorithm>

#include "query/answer_json.h"

namespace newshound {

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view HttpRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (same_name(key, name)) return value;
  return {};
}

HttpResponse problem_response(unsigned status, const Error& error) {
  HttpResponse response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = problem_json(error, status);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

HttpResponse busy_response(std::string_view why) {
  HttpResponse response = problem_response(503, {ErrorCode::kUnavailable, std::string(why)});
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
  }
}

}  // namespace newshound
