// One connection's bytes: reads requests' headers and bodies within their time limits, writes heads and bodies, closes so that
// nothing written is lost. With server.cpp and session.cpp the only code that knows Asio; Beast's parser is in
// request_parser.cpp.
// I/O thread only.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include "searchd/http_message.h"

namespace newshound {

class Connection {
 public:
  using Socket = boost::asio::generic::stream_protocol::socket;
  using Clock = std::chrono::steady_clock;

  explicit Connection(Socket socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  struct ReadResult {
    bool ended = false;                   // no request came: closed, or too slow
    std::optional<HttpResponse> refusal;  // what came is no HTTP that can be answered
    bool keep_alive = false;              // the client wants the connection to go on
  };
  // Waits for the first byte of a request, up to idle_timeout; false: none came. While it waits, end_idle() ends it.
  [[nodiscard]] boost::asio::awaitable<bool> wait(std::chrono::milliseconds idle_timeout);
  // The header of the next request, views into this connection, valid until the next call.
  [[nodiscard]] boost::asio::awaitable<ReadResult> read_header(HttpRequest& request, std::chrono::milliseconds timeout);
  // `length` bytes behind the header; false: they didn't come in time.
  [[nodiscard]] boost::asio::awaitable<bool> read_body(std::size_t length, std::chrono::milliseconds timeout, std::string& body);
  // Writes both; false: the client didn't take them in time, or is gone.
  [[nodiscard]] boost::asio::awaitable<bool> write(std::string_view head, std::string_view body,
                                                   std::chrono::milliseconds timeout);
  // Closes after what was written has arrived; reads on a little, so that no reset overtakes it.
  [[nodiscard]] boost::asio::awaitable<void> linger();

  // For the sweep over all connections: closes it if its time is up.
  void close_if_late(Clock::time_point now);
  // Closes it if it waits for a request.
  void end_idle();
  // "127.0.0.1", "::1", or "unix".
  [[nodiscard]] const std::string& peer() const { return peer_; }
  [[nodiscard]] bool is_local() const { return local_; }

 private:
  struct Parsing;
  [[nodiscard]] boost::asio::awaitable<bool> read_some();

  Socket socket_;
  std::unique_ptr<Parsing> parsing_;
  Clock::time_point deadline_ = Clock::time_point::max();
  bool idle_ = false, late_ = false;
  std::string peer_;
  bool local_ = false;  // loopback or a Unix socket
};

}  // namespace newshound
