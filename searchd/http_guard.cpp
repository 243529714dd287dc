#include "searchd/http_guard.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "schemas/error.h"

namespace newshound {
namespace {

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

std::size_t content_length(const HttpRequest& request) {
  const std::string_view text = request.header("Content-Length");
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  return error == std::errc::result_out_of_range ? std::numeric_limits<std::size_t>::max() : length;
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
  const bool has_body = lengths.size() == 1 && lengths[0].find_first_not_of('0') != std::string_view::npos;
  if (has_body && request.method != "POST") return refuse(413, "only a POST request has a body here");
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
