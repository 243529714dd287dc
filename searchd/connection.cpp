// Beast parses, but its parser is fed here: its composed reads set up a timer and go through the reactor once more for each
// request, which costs a cached answer a third of its time. Time limits are looked at by the server's sweep instead.
#include "searchd/connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "searchd/http_guard.h"
#include "searchd/request_parser.h"

namespace newshound {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kMaxDiscard = 256u << 10;  // of a refused request's body, so that the client gets to read the answer
constexpr std::chrono::seconds kLinger{1};

}  // namespace

struct Connection::Parsing {
  beast::flat_buffer buffer{kMaxHeaderBytes + kReadBytes};
  RequestParser parser;

  [[nodiscard]] std::string_view held() const { return {static_cast<const char*>(buffer.data().data()), buffer.size()}; }
};

Connection::Connection(Socket socket) : socket_(std::move(socket)), parsing_(std::make_unique<Parsing>()) {
  error_code error;
  const auto endpoint = socket_.remote_endpoint(error);
  const int family = error ? AF_UNIX : endpoint.data()->sa_family;
  if (family == AF_INET || family == AF_INET6) {
    asio::ip::tcp::endpoint tcp;
    tcp.resize(endpoint.size());
    std::memcpy(tcp.data(), endpoint.data(), endpoint.size());
    peer_ = tcp.address().to_string();
    local_ = tcp.address().is_loopback();
    socket_.set_option(asio::ip::tcp::no_delay(true), error);
  } else {
    peer_ = "unix";
    local_ = true;
  }
  socket_.non_blocking(true, error);
}

Connection::~Connection() = default;

asio::awaitable<bool> Connection::read_some() {
  error_code error;
  const std::size_t count =
      co_await socket_.async_read_some(parsing_->buffer.prepare(kReadBytes), asio::redirect_error(asio::use_awaitable, error));
  parsing_->buffer.commit(count);
  co_return !error && count != 0 && !late_;
}

asio::awaitable<bool> Connection::wait(std::chrono::milliseconds idle_timeout) {
  if (parsing_->buffer.size() != 0) co_return true;
  deadline_ = Clock::now() + idle_timeout;
  idle_ = true;
  const bool came = co_await read_some();
  idle_ = false;
  co_return came;
}

asio::awaitable<Connection::ReadResult> Connection::read_header(HttpRequest& request, std::chrono::milliseconds timeout) {
  deadline_ = Clock::now() + timeout;
  RequestParser& parser = parsing_->parser;
  parser.reset();
  ReadResult result;
  while (true) {
    parsing_->buffer.consume(parser.put(parsing_->held()));
    if (parser.done()) break;
    result.refusal = parser.refusal(parsing_->buffer.size());
    if (!result.refusal && co_await read_some()) continue;
    result.ended = late_;
    if (!result.refusal && !late_) result.refusal = parser.cut_off();
    parser.give(request);
    co_return result;
  }
  deadline_ = Clock::time_point::max();  // the answer's time isn't the client's
  parser.give(request);
  result.keep_alive = parser.keep_alive();
  co_return result;
}

asio::awaitable<bool> Connection::read_body(std::size_t length, std::chrono::milliseconds timeout, std::string& body) {
  deadline_ = Clock::now() + timeout;
  const auto held = parsing_->buffer.data();
  const std::size_t taken = std::min(length, held.size());
  body.assign(static_cast<const char*>(held.data()), taken);
  parsing_->buffer.consume(taken);
  if (taken == length) {
    deadline_ = Clock::time_point::max();
    co_return true;
  }
  body.resize(length);
  error_code error;
  co_await asio::async_read(socket_, asio::buffer(body.data() + taken, length - taken),
                            asio::redirect_error(asio::use_awaitable, error));
  deadline_ = Clock::time_point::max();
  co_return !error && !late_;
}

asio::awaitable<bool> Connection::write(std::string_view head, std::string_view body, std::chrono::milliseconds timeout) {
  error_code error;
  std::array<asio::const_buffer, 2> buffers = {asio::buffer(head), asio::buffer(body)};
  std::size_t written = socket_.write_some(buffers, error);  // mostly all of it, without a turn through the reactor
  if (written == head.size() + body.size()) co_return true;
  if (error && error != asio::error::would_block) co_return false;
  if (error) written = 0;
  const std::size_t of_head = std::min(written, head.size());
  buffers = {asio::buffer(head.substr(of_head)), asio::buffer(body.substr(written - of_head))};
  deadline_ = Clock::now() + timeout;
  co_await asio::async_write(socket_, buffers, asio::redirect_error(asio::use_awaitable, error));
  deadline_ = Clock::time_point::max();
  co_return !error && !late_;
}

asio::awaitable<void> Connection::linger() {
  error_code error;
  socket_.shutdown(Socket::shutdown_send, error);
  deadline_ = Clock::now() + kLinger;
  char bytes[kReadBytes];
  for (std::size_t read = 0; !error && read < kMaxDiscard;)
    read += co_await socket_.async_read_some(asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, error));
  socket_.close(error);
}

void Connection::close_if_late(Clock::time_point now) {
  if (now < deadline_ || late_) return;
  late_ = true;
  error_code ignored;
  socket_.close(ignored);  // what waits on it ends with an error
}

void Connection::end_idle() {
  if (!idle_) return;
  late_ = true;
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace newshound
