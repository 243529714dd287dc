#include "searchd/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

#include "searchd/http_guard.h"

namespace newshound {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

// `has_line`: the request line was read.
HttpResponse failure(const error_code& error, bool has_line) {
  unsigned status = 400;
  Error problem{ErrorCode::kBadRequest, "this is not HTTP that can be answered: " + error.message()};
  if (error == http::error::bad_version) status = 505;
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    status = has_line ? 431 : 414;
    problem = {ErrorCode::kTooLarge, has_line ? "the header is over 16,384 bytes" : "the URL is over 14,336 bytes"};
  }
  HttpResponse response = problem_response(status, problem);
  response.close = true;
  return response;
}

}  // namespace

struct RequestParser::State {
  std::optional<http::request_parser<http::empty_body>> parser;
  error_code error;

  [[nodiscard]] bool has_line() const { return !parser->get().target().empty(); }
};

RequestParser::RequestParser() : state_(std::make_unique<State>()) { reset(); }
RequestParser::~RequestParser() = default;

void RequestParser::reset() {
  auto& parser = state_->parser.emplace();
  parser.header_limit(kMaxHeaderBytes);
  parser.body_limit(boost::none);  // bodies are the business of check_framing(), which sees more than the parser
  state_->error = {};
}

std::size_t RequestParser::put(std::string_view bytes) {
  error_code error;
  const std::size_t used = state_->parser->put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error != http::error::need_more) state_->error = error;
  return used;
}

bool RequestParser::done() const { return state_->parser->is_header_done(); }

std::optional<HttpResponse> RequestParser::refusal(std::size_t held) const {
  if (state_->error && !done()) return failure(state_->error, state_->has_line());
  if (held >= kMaxHeaderBytes) return failure(http::error::header_limit, state_->has_line());
  return std::nullopt;
}

HttpResponse RequestParser::cut_off() const { return failure(http::error::partial_message, state_->has_line()); }

void RequestParser::give(HttpRequest& request) const {
  const auto& header = state_->parser->get();
  request.method = header.method_string();
  request.target = header.target();
  request.version = header.version();
  for (const auto& field : header) request.headers.emplace_back(field.name_string(), field.value());
}

bool RequestParser::keep_alive() const { return state_->parser->keep_alive(); }

}  // namespace newshound
