#include "searchd/session.h"

#include <chrono>
#include <exception>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "searchd/access_log.h"
#include "searchd/answer_desk.h"
#include "searchd/fixed_routes.h"
#include "searchd/http_guard.h"
#include "searchd/response_head.h"

namespace newshound {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxRefusing = 128;  // connections over the limit that are told so; more are just closed
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kExposed = "ETag, Newshound-Total, Retry-After, Server-Timing, X-Request-Id";

std::int64_t now_utc() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

std::string_view cache_name(CacheResult result) {
  switch (result) {
    case CacheResult::kHit: return "hit";
    case CacheResult::kShared: return "shared";
    case CacheResult::kNotModified: return "not-modified";
    default: return "miss";
  }
}

class Session {
 public:
  Session(Connection& connection, ServerState& server, ListenerRole role)
      : connection_(connection), server_(server), role_(role) {}

  // One request and its response; false: the connection is done.
  asio::awaitable<bool> serve_one() {
    request_ = {};
    reply_ = {};
    auto read = co_await connection_.read_header(request_, server_.options.header_timeout);
    if (read.ended) co_return false;
    begin_ = Clock::now();
    request_id_ = make_request_id();
    if (!read.refusal) read.refusal = check_framing(request_);
    if (read.refusal) {
      co_await send_response(std::move(*read.refusal), false);
      co_await connection_.linger();
      co_return false;
    }
    keep_alive_ = read.keep_alive && !server_.draining;
    const bool sent = co_await respond();
    if (sent && !keep_alive_) co_await connection_.linger();
    co_return sent&& keep_alive_;
  }

 private:
  struct Reply {
    std::string_view route = "none";
    std::string_view cache;
    std::string key_name, client, origin;
    std::shared_ptr<WorkResult> work;
    unsigned status = 0;
    std::size_t bytes = 0;
  };

  std::string make_request_id() const {
    const std::string_view given = request_.header("X-Request-Id");
    constexpr std::size_t kLongest = 128;
    if (!given.empty() && given.size() <= kLongest && is_header_value(given)) return std::string(given);
    return fmt::format("{:x}-{:x}", server_.started, ++server_.request_number);
  }

  // False: the client is gone.
  asio::awaitable<bool> respond() {
    reply_.client = server_.access.client(connection_.peer(), request_);
    reply_.origin = server_.access.allowed_origin(request_.header("Origin"));
    bool sent = false;
    if (auto at_once = refuse_caller()) {
      sent = co_await send_response(std::move(*at_once), keep_alive_);
    } else {
      sent = co_await respond_to_caller();
    }
    finish();
    co_return sent;
  }

  std::optional<HttpResponse> refuse_caller() {
    if (!server_.access.is_allowed_host(request_.header("Host")))
      return problem_response(421, {ErrorCode::kBadRequest, "this server isn't called by that Host name"});
    auto rights = server_.access.rights(request_);
    if (!rights) {
      HttpResponse response = problem_response(401, {ErrorCode::kForbidden, "this API key is none of ours"});
      response.headers.emplace_back("WWW-Authenticate", "Bearer");
      response.close = request_.method == "POST";
      return response;
    }
    rights_ = std::move(*rights);
    reply_.key_name = rights_.key_name;
    return std::nullopt;
  }

  std::string base_url() const {
    if (!server_.options.public_url.empty()) return server_.options.public_url;
    return fmt::format("http://{}", request_.header("Host"));
  }

  asio::awaitable<bool> respond_to_caller() {
    const std::int64_t now = now_utc();
    if (request_.method == "GET" || request_.method == "HEAD") {
      AnswerKey key = answer_key(request_, rights_, base_url());
      const Validity validity = present_validity(server_, now);
      if (role_ == ListenerRole::kEverything)
        if (auto stored = server_.cache.find(key.text, validity, now / 60))
          co_return co_await send_cached(*stored, key, validity, now);
    }
    co_return co_await respond_by_route();
  }

  asio::awaitable<bool> send_cached(const StoredAnswer& stored, const AnswerKey& key, const Validity& validity,
                                    std::int64_t now) {
    reply_.route = "cached";
    if (names_present_answer(request_.header("If-None-Match"), validity, now / 60, key.hash)) {
      server_.metrics.count_cache(CacheResult::kNotModified);
      reply_.cache = "not-modified";
      co_return co_await send_not_modified(stored.tag);
    }
    server_.metrics.count_cache(CacheResult::kHit);
    reply_.cache = "hit";
    co_return co_await send_stored(stored);
  }

  asio::awaitable<bool> respond_by_route() {
    auto target = parse_target(request_.target);
    if (!target) co_return co_await send_response(from_error(target.error()), keep_alive_ && content_length(request_) == 0);
    const RouteRow* row = find_route(target->segments);
    const bool forbidden = row != nullptr && role_ == ListenerRole::kMetrics && row->kind == RouteKind::kWork;
    if (row == nullptr || forbidden) {
      const bool everything = request_.method == "OPTIONS" && request_.target == "*";
      if (everything) co_return co_await send_response(options_response("GET, HEAD, POST, OPTIONS"), keep_alive_);
      HttpResponse missing =
          from_error({ErrorCode::kNotFound, "there is no such route; /openapi.json describes those there are"});
      co_return co_await send_response(std::move(missing), keep_alive_ && content_length(request_) == 0);
    }
    reply_.route = row->label;
    if (request_.method == "OPTIONS") co_return co_await send_response(options_response(allowed_methods(*row)), keep_alive_);
    const bool get = request_.method == "GET" || request_.method == "HEAD";
    if (!(get ? row->get : row->post && request_.method == "POST")) {
      HttpResponse refusal =
          problem_response(405, {ErrorCode::kMethodNotAllowed, fmt::format("use one of {}", allowed_methods(*row))});
      refusal.headers.emplace_back("Allow", allowed_methods(*row));
      co_return co_await send_response(std::move(refusal), keep_alive_ && content_length(request_) == 0);
    }
    if (row->kind != RouteKind::kWork)
      co_return co_await send_response(fixed_response(*row, server_, may_see_metrics()), keep_alive_);
    if (request_.method == "POST" && !co_await read_body()) co_return false;
    co_return co_await respond_with_work(*row, std::move(*target));
  }

  // Nobody in front of us may have passed it on.
  bool may_see_metrics() const {
    if (role_ == ListenerRole::kMetrics) return true;
    return server_.options.metrics_listen.empty() && connection_.is_local() && request_.header("X-Forwarded-For").empty() &&
           request_.header("Forwarded").empty();
  }

  // False: a response was sent instead, or the client is gone; the connection is done.
  asio::awaitable<bool> read_body() {
    const std::size_t length = content_length(request_);
    if (length > server_.options.body_bytes) {
      HttpResponse refusal = problem_response(
          413, {ErrorCode::kTooLarge,
                fmt::format("the body has {} bytes; at most {} are allowed", length, server_.options.body_bytes)});
      if (co_await send_response(std::move(refusal), false)) co_await connection_.linger();
      co_return false;
    }
    if (!request_.header("Expect").empty() && request_.version == 11) {
      if (!co_await connection_.write(kContinue, "", server_.options.write_timeout)) co_return false;
    }
    std::string body;
    if (!co_await connection_.read_body(length, server_.options.body_timeout, body)) co_return false;
    request_.body = std::move(body);
    co_return true;
  }

  asio::awaitable<bool> respond_with_work(const RouteRow& row, Target target) {
    AnswerKey key = answer_key(request_, rights_, base_url());
    const std::int64_t now = now_utc();
    const Validity validity = present_validity(server_, now);
    if (names_present_answer(request_.header("If-None-Match"), validity, now / 60, key.hash) && request_.method != "POST") {
      server_.metrics.count_cache(CacheResult::kNotModified);
      reply_.cache = "not-modified";
      const bool by_clock =
          request_.header("If-None-Match").find(entity_tag(validity, kNoMinute, key.hash).substr(2)) == std::string_view::npos;
      const std::string tag = entity_tag(validity, by_clock ? now / 60 : kNoMinute, key.hash);
      co_return co_await send_not_modified(tag);
    }
    if (request_.method == "POST") {
      if (auto stored = server_.cache.find(key.text, validity, now / 60)) {
        server_.metrics.count_cache(CacheResult::kHit);
        reply_.cache = "hit";
        co_return co_await send_stored(*stored);
      }
    }
    RouteRequest asked{std::move(target), request_.body, rights_, base_url(), std::string(request_.target)};
    Served served = co_await answer(server_, row, std::move(asked), std::move(key));
    server_.metrics.count_cache(served.cache);
    reply_.cache = cache_name(served.cache);
    reply_.work = served.result;
    if (!served.result->stored) {
      HttpResponse response = served.result->response;  // others may wait for it, too
      co_return co_await send_response(std::move(response), keep_alive_);
    }
    if (served.result->partial) co_return co_await send_stream(*served.result);
    co_return co_await send_stored(*served.result->stored);
  }

  void begin_head(unsigned status) {
    reply_.status = status;
    head_.begin(status, request_.version);
    head_.field("X-Request-Id", request_id_);
    if (!reply_.origin.empty()) {
      head_.field("Access-Control-Allow-Origin", reply_.origin);
      head_.field("Access-Control-Expose-Headers", kExposed);
    }
    head_.field("Vary", server_.access.varies_by_origin() ? "Accept-Encoding, Authorization, Origin, X-Api-Key"
                                                          : "Accept-Encoding, Authorization, X-Api-Key");
    if (!keep_alive_) head_.field("Connection", "close");
    if (keep_alive_ && request_.version == 10) head_.field("Connection", "keep-alive");
  }

  // How long a client may keep an answer: up to max_age, never past the next embargo or expiry.
  void cache_control() {
    const std::int64_t now = now_utc();
    const std::int64_t next = server_.watcher.current()->next_change(now);
    const std::int64_t seconds = std::min(server_.options.max_age.count() / 1000, next - now);
    head_.field("Cache-Control", fmt::format("{}, max-age={}", rights_.key_name.empty() ? "public" : "private", seconds));
  }

  void server_timing() {
    std::string parts = fmt::format("total;dur={:.3f}", milliseconds_since(begin_));
    if (!reply_.cache.empty()) parts += fmt::format(", cache;desc={}", reply_.cache);
    if (reply_.work) {
      const WorkResult& work = *reply_.work;
      parts += fmt::format(", queue;dur={:.3f}, parse;dur={:.3f}, match;dur={:.3f}, hits;dur={:.3f}", work.wait_ms, work.parse_ms,
                           work.match_ms, work.hits_ms);
    }
    head_.field("Server-Timing", parts);
  }

  asio::awaitable<bool> send(std::string_view body) {
    const bool head_only = request_.method == "HEAD" || reply_.status == 304 || reply_.status == 204;
    reply_.bytes = head_only ? 0 : body.size();
    co_return co_await connection_.write(head_.end(), head_only ? std::string_view() : body, server_.options.write_timeout);
  }

  asio::awaitable<bool> send_response(HttpResponse response, bool keep_alive) {
    keep_alive_ = keep_alive && !response.close;
    begin_head(response.status);
    if (response.status != 204) {
      head_.field("Content-Type", response.content_type);
      head_.field("Content-Length", response.body.size());
    }
    for (const auto& [name, value] : response.headers) head_.field(name, value);
    server_timing();
    co_return co_await send(response.body);
  }

  asio::awaitable<bool> send_stored(const StoredAnswer& stored) {
    begin_head(200);
    head_.lines(stored.lines);
    cache_control();
    server_timing();
    co_return co_await send(stored.body);
  }

  asio::awaitable<bool> send_not_modified(std::string_view tag) {
    begin_head(304);
    head_.field("ETag", tag);
    cache_control();
    co_return co_await send("");
  }

  // In chunks (RFC 9112, section 7.1) as they are made; to HTTP/1.0 up to the end of the connection.
  asio::awaitable<bool> send_stream(WorkResult& work) {
    const bool chunked = request_.version == 11;
    if (!chunked) keep_alive_ = false;
    begin_head(200);
    head_.lines(work.stored->lines);
    head_.field("Cache-Control", "no-store");
    if (chunked) head_.field("Transfer-Encoding", "chunked");
    if (!co_await send("")) co_return false;
    if (request_.method == "HEAD") co_return true;
    NextPart part{false, true, work.stored->body, std::move(work.rest)};
    while (true) {
      if (!part.bytes.empty() && !co_await send_chunk(part.bytes, chunked)) co_return false;
      if (!part.more) break;
      part = co_await next_part(server_, std::move(part.rest), work.index);
      if (part.failed) co_return false;  // cut, so that nobody takes it for the whole
    }
    if (chunked && !co_await connection_.write("0\r\n\r\n", "", server_.options.write_timeout)) co_return false;
    co_return true;
  }

  asio::awaitable<bool> send_chunk(const std::string& bytes, bool chunked) {
    reply_.bytes += bytes.size();
    if (!chunked) co_return co_await connection_.write(bytes, "", server_.options.write_timeout);
    const std::string size = fmt::format("{:x}\r\n", bytes.size());
    if (!co_await connection_.write(size, bytes, server_.options.write_timeout)) co_return false;
    co_return co_await connection_.write("\r\n", "", server_.options.write_timeout);
  }

  HttpResponse options_response(const std::string& methods) const {
    HttpResponse response;
    response.status = 204;
    response.headers.emplace_back("Allow", methods);
    if (!reply_.origin.empty() && !request_.header("Access-Control-Request-Method").empty()) {
      response.headers.emplace_back("Access-Control-Allow-Methods", methods);
      response.headers.emplace_back("Access-Control-Allow-Headers",
                                    "Authorization, Content-Type, If-None-Match, X-Api-Key, X-Request-Id");
      response.headers.emplace_back("Access-Control-Max-Age", "86400");
    }
    return response;
  }

  void finish() {
    const double milliseconds = milliseconds_since(begin_);
    server_.metrics.count_request(reply_.route, reply_.status, milliseconds / 1000);
    log_request(server_.options, {.method = request_.method,
                                  .target = request_.target,
                                  .address = reply_.client,
                                  .request_id = request_id_,
                                  .key_name = reply_.key_name,
                                  .cache = reply_.cache,
                                  .status = reply_.status,
                                  .bytes = reply_.bytes,
                                  .milliseconds = milliseconds,
                                  .parsed = reply_.work ? std::string_view(reply_.work->parsed) : std::string_view()});
  }

  Connection& connection_;
  ServerState& server_;
  ListenerRole role_;
  HttpRequest request_;
  Rights rights_;
  Reply reply_;
  HeadWriter head_;
  std::string request_id_;
  Clock::time_point begin_;
  bool keep_alive_ = false;
};

}  // namespace

asio::awaitable<void> serve_connection(Connection::Socket socket, ServerState& server, ListenerRole role) {
  Connection connection(std::move(socket));
  std::size_t& of_address = server.by_address[connection.peer()];
  const bool counted = connection.peer() != "unix" && !server.access.is_trusted_proxy(connection.peer());
  const auto place = server.connections.insert(server.connections.end(), &connection);
  ++of_address;
  try {
    if (counted && of_address > server.options.max_connections_per_address) {
      server.metrics.count_refused_connection();
      const HttpResponse busy = busy_response("too many connections from this address");
      HeadWriter head;
      head.begin(busy.status, 11);
      head.lines("Connection: close\r\nRetry-After: 1\r\nContent-Type: application/problem+json\r\n");
      head.field("Content-Length", busy.body.size());
      if (co_await connection.write(head.end(), busy.body, server.options.write_timeout)) co_await connection.linger();
    } else {
      Session session(connection, server, role);
      while (!server.draining && co_await connection.wait(server.options.idle_timeout))
        if (!co_await session.serve_one()) break;
    }
  } catch (const std::exception& error) {
    spdlog::error("a connection failed: {}", error.what());
  }
  server.connections.erase(place);
  if (--of_address == 0) server.by_address.erase(connection.peer());
}

asio::awaitable<void> refuse_connection(Connection::Socket socket, ServerState& server) {
  server.metrics.count_refused_connection();
  if (server.refusing >= kMaxRefusing) co_return;
  ++server.refusing;
  Connection connection(std::move(socket));
  const auto place = server.connections.insert(server.connections.end(), &connection);
  const HttpResponse busy = busy_response("too many connections");
  HeadWriter head;
  head.begin(busy.status, 11);
  head.lines("Connection: close\r\nRetry-After: 1\r\nContent-Type: application/problem+json\r\n");
  head.field("Content-Length", busy.body.size());
  if (co_await connection.write(head.end(), busy.body, server.options.write_timeout)) co_await connection.linger();
  server.connections.erase(place);
  --server.refusing;
}

}  // namespace newshound
