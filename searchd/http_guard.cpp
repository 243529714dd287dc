#include "searchd/http_guard.h"

#include <algorithm>

#include "query/answer_json.h"
#include "schemas/error.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::vector<std::string_view> values_of(const HttpRequest& request, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : request.headers)
    if (same_name(key, name)) values.push_back(value);
  return values;
}

std::optional<HttpResponse> refuse(unsigned status, std::string_view detail) {
  HttpResponse response = problem_response(
      status, {status == 413 || status == 414 ? ErrorCode::kTooLarge : ErrorCode::kBadRequest, std::string(detail)});
  response.close = true;
  return response;
}

}  // namespace

bool expects_continue(const HttpRequest& request) { return request.version == 11 && !values_of(request, "Expect").empty(); }

bool takes_body(const HttpRequest& request) { return request.method == "POST" && request.target.starts_with("/1/indexes/"); }

std::size_t body_bytes(const HttpRequest& request) {
  const auto lengths = values_of(request, "Content-Length");
  std::size_t bytes = 0;
  for (const char digit : lengths.empty() ? std::string_view() : lengths[0].substr(0, 18))
    bytes = bytes * 10 + static_cast<std::size_t>(digit - '0');
  return bytes;
}

HttpResponse problem_response(unsigned status, const Error& error) {
  HttpResponse response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = problem_json(error, status);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

std::optional<HttpResponse> check_framing(const HttpRequest& request) {
  if (request.version != 10 && request.version != 11) return refuse(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
  if (!values_of(request, "Transfer-Encoding").empty())
    return refuse(501, "Transfer-Encoding is not accepted: no request here needs one");
  const auto lengths = values_of(request, "Content-Length");
  if (lengths.size() > 1 || (lengths.size() == 1 && lengths[0].find(',') != std::string_view::npos))
    return refuse(400, "more than one Content-Length");
  if (lengths.size() == 1 && (lengths[0].empty() || lengths[0].find_first_not_of("0123456789") != std::string_view::npos))
    return refuse(400, "Content-Length is not a number");
  if (lengths.size() == 1 && lengths[0].find_first_not_of('0') != std::string_view::npos) {
    if (!takes_body(request)) return refuse(413, "a request here has no body");
    if (lengths[0].size() > 9 || body_bytes(request) > kMaxRequestBodyBytes) return refuse(413, "the body is over 262,144 bytes");
  }
  const auto hosts = values_of(request, "Host");
  if (hosts.size() > 1) return refuse(400, "more than one Host");
  if (request.version == 11 && hosts.empty()) return refuse(400, "HTTP/1.1 needs a Host");
  for (const std::string_view expectation : values_of(request, "Expect"))
    if (!same_name(expectation, "100-continue")) return refuse(417, "the only expectation known is 100-continue");
  if (request.target.size() > kMaxTargetBytes) return refuse(414, "the URL is over 14,336 bytes");
  const bool printable = std::all_of(request.target.begin(), request.target.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (!printable) return refuse(400, "the URL has bytes that must be percent-encoded");
  return std::nullopt;
}

}  // namespace newshound
