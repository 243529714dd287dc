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

std::string_view trimmed_value(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace newshound
