// The header of a request from bytes as they come, by Beast's parser, which stays in the source file. What it lets through is for
// check_framing() (searchd/http_guard.h) to look at. One thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "searchd/http_message.h"

namespace newshound {

class RequestParser {
 public:
  RequestParser();
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  // Begins the next request.
  void reset();
  // Takes bytes from the beginning of what has come and not been taken; how many it took. Never beyond the header.
  std::size_t put(std::string_view bytes);
  [[nodiscard]] bool done() const;
  // Why it can't be answered, with `held` bytes waiting: bad syntax, or a header over its limit. Nothing while it may still
  // become a request.
  [[nodiscard]] std::optional<HttpResponse> refusal(std::size_t held) const;
  // For a connection that ends in the middle of a header.
  [[nodiscard]] HttpResponse cut_off() const;

  // Of what was read, once done() or refused: views into the parser, valid until reset().
  void give(HttpRequest& request) const;
  [[nodiscard]] bool keep_alive() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newshound
