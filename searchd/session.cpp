#include "searchd/session.h"

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <spdlog/spdlog.h>

#include "searchd/http_guard.h"

namespace newshound {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kMaxRefusing = 128;        // connections over the limit that are told so; more are just closed
constexpr std::size_t kMaxDiscard = 256u << 10;  // of a refused request's body, so that the client gets to read the answer

std::int64_t now_utc() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

HttpResponse busy(std::string_view why) {
  HttpResponse response = problem_response(503, {ErrorCode::kUnavailable, std::string(why)});
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

HttpRequest plain_request(const http::request<http::empty_body>& header) {
  HttpRequest request;
  request.method = std::string(header.method_string());
  request.target = std::string(header.target());
  request.version = header.version();
  for (const auto& field : header) request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  return request;
}

// What the parser found wrong, as a response; nothing if the connection just ended. `has_line`: the request line was read.
std::optional<HttpResponse> parse_failure(const error_code& error, bool has_line) {
  if (error == http::error::end_of_stream || error.category() != http::make_error_code(http::error::end_of_stream).category())
    return std::nullopt;
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

// On a worker: the response, whatever happens.
HttpResponse work(ServerContext& server, const Target& target, unsigned worker, Clock::time_point deadline) {
  if (Clock::now() > deadline) return busy("the request waited too long for a worker");
  try {
    return server.router.answer(target, server.searcher(worker), now_utc());
  } catch (const std::exception& error) {  // opening a searcher failed; the router catches what answering throws
    return internal_error(error.what());
  } catch (...) {
    return internal_error("an error of the search library: a file of the index is damaged");
  }
}

// Runs the search on a worker; the coroutine goes on, on the I/O thread, with its response.
asio::awaitable<HttpResponse> answer_on_worker(ServerContext& server, Target target) {
  const auto deadline = Clock::now() + server.options.request_timeout;
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(HttpResponse)>(
      [&server, deadline](auto handler, Target asked) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        const auto give = [shared, &server](HttpResponse response) {
          asio::post(server.io, [shared, response = std::move(response)]() mutable { std::move (*shared)(std::move(response)); });
        };
        const bool queued = server.pool.submit([give, deadline, &server, asked = std::move(asked)](unsigned worker) {
          give(work(server, asked, worker, deadline));
        });
        if (!queued) give(busy("too many requests are waiting"));
      },
      asio::use_awaitable, std::move(target));
}

template <class Body>
http::response<Body> make_response(const HttpResponse& from, unsigned version, bool keep_alive) {
  http::response<Body> response;
  response.result(from.status);
  response.version(version);
  response.set(http::field::server, "newshound/" NEWSHOUND_VERSION);
  response.set("X-Content-Type-Options", "nosniff");
  if (from.status != 204) response.set(http::field::content_type, from.content_type);
  for (const auto& [name, value] : from.headers) response.set(name, value);
  response.keep_alive(keep_alive);
  if (!keep_alive) response.set(http::field::connection, "close");  // said to HTTP/1.0, too
  return response;
}

asio::awaitable<void> write_response(beast::tcp_stream& stream, ServerContext& server, HttpResponse&& from,
                                     const HttpRequest& request, bool keep_alive) {
  const unsigned version = request.version == 10 ? 10 : 11;
  stream.expires_after(server.options.write_timeout);
  if (request.method == "HEAD" || from.status == 204) {
    auto response = make_response<http::empty_body>(from, version, keep_alive);
    if (from.status != 204) response.content_length(from.body.size());
    co_await http::async_write(stream, response, asio::use_awaitable);
    co_return;
  }
  auto response = make_response<http::string_body>(from, version, keep_alive);
  response.body() = std::move(from.body);
  response.prepare_payload();
  co_await http::async_write(stream, response, asio::use_awaitable);
}

// Closes so that an answer already sent isn't lost to a reset because of bytes that were never read.
asio::awaitable<void> linger(beast::tcp_stream& stream) {
  error_code error;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  stream.expires_after(std::chrono::seconds(1));
  char bytes[kReadBytes];
  for (std::size_t read = 0; !error && read < kMaxDiscard;)
    read += co_await stream.async_read_some(asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, error));
  stream.close();
}

// Waits for the first byte of a request. While it waits, draining may close the connection.
asio::awaitable<bool> wait_for_request(beast::tcp_stream& stream, ServerContext& server, beast::flat_buffer& buffer) {
  if (buffer.size() != 0) co_return true;
  if (server.draining) co_return false;
  const auto place = server.idle.insert(server.idle.end(), &stream);
  error_code error;
  stream.expires_after(server.options.idle_timeout);
  const std::size_t count =
      co_await stream.async_read_some(buffer.prepare(kReadBytes), asio::redirect_error(asio::use_awaitable, error));
  server.idle.erase(place);
  buffer.commit(count);
  co_return !error && count != 0;
}

// One request and its response; false: the connection is done.
asio::awaitable<bool> serve_one(beast::tcp_stream& stream, ServerContext& server, beast::flat_buffer& buffer) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(kMaxHeaderBytes);
  parser.body_limit(boost::none);  // bodies are refused by check_framing, which sees more than the parser
  error_code error;
  stream.expires_after(server.options.header_timeout);
  co_await http::async_read_header(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
  HttpRequest request;
  if (error) {
    auto failure = parse_failure(error, !parser.get().target().empty());
    if (!failure) co_return false;
    request.method = std::string(parser.get().method_string());
    co_await write_response(stream, server, std::move(*failure), request, false);
    co_await linger(stream);
    co_return false;
  }
  request = plain_request(parser.get());
  const bool wants_more = parser.keep_alive();
  auto refusal = check_framing(request);
  if (refusal) {
    co_await write_response(stream, server, std::move(*refusal), request, false);
    co_await linger(stream);
    co_return false;
  }
  Target target;
  auto response = server.router.respond_at_once(request, server.draining, target);
  if (!response) {
    stream.expires_never();
    response = co_await answer_on_worker(server, target);
    server.router.web().dress(target, *response, now_utc());
  }
  const bool keep_alive = wants_more && !response->close && !server.draining;
  co_await write_response(stream, server, std::move(*response), request, keep_alive);
  if (!keep_alive) co_await linger(stream);
  co_return keep_alive;
}

}  // namespace

ServerContext::ServerContext(ServerOptions o)
    : options(std::move(o)),
      router(WebRoutes(options.web_dir, options.public_url)),
      watcher(options.index, options.workers, options.watch_interval),
      settings(options.profile, options.synonyms),
      searchers(options.workers),
      pool(options.workers, options.queue) {}

Searcher& ServerContext::searcher(unsigned worker) {
  WorkerSearcher& own = searchers[worker];
  auto snapshot = watcher.current();
  auto set = settings.current();
  if (own.snapshot == snapshot && own.settings == set.version) return *own.searcher;
  own.searcher = std::make_unique<Searcher>(snapshot, worker, Engine::kOnePass, std::move(set.settings));
  own.settings = set.version;
  own.snapshot = std::move(snapshot);
  return *own.searcher;
}

asio::awaitable<void> serve_connection(beast::tcp_stream stream, ServerContext& server) {
  ++server.connections;
  try {
    beast::flat_buffer buffer(kMaxHeaderBytes + kReadBytes);
    while (co_await wait_for_request(stream, server, buffer))
      if (!co_await serve_one(stream, server, buffer)) break;
  } catch (const boost::system::system_error&) {  // the client went away, or was too slow: nobody is left to tell
  } catch (const std::exception& error) {
    spdlog::error("a connection failed: {}", error.what());
  }
  --server.connections;
}

asio::awaitable<void> refuse_connection(beast::tcp_stream stream, ServerContext& server) {
  if (server.refusing >= kMaxRefusing) co_return;
  ++server.refusing;
  try {
    HttpResponse response = busy("too many connections");
    const HttpRequest unread;  // a name, not a temporary: g++ 12 destroys temporaries of a co_await twice
    co_await write_response(stream, server, std::move(response), unread, false);
    co_await linger(stream);
  } catch (const boost::system::system_error&) {  // it didn't wait for the answer
  }
  --server.refusing;
}

}  // namespace newshound
