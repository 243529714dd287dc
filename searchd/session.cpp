// Arguments of coroutines are names or views of names here: g++ 12 destroys temporaries of a co_await twice.
#include "searchd/session.h"

#include <chrono>
#include <exception>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "searchd/answer_desk.h"
#include "searchd/clock.h"
#include "searchd/fixed_routes.h"
#include "searchd/http_guard.h"
#include "searchd/reply_writer.h"

namespace newshound {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kMaxRefusing = 128;  // connections over the limit that are told so; more are just closed
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n", kNothing = "";
constexpr std::string_view kAllMethods = "GET, HEAD, POST, OPTIONS";

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
      : connection_(connection), server_(server), role_(role), reply_(connection, server) {}

  // One request and its response; false: the connection is done.
  asio::awaitable<bool> serve_one() {
    request_ = {};
    route_ = "none";
    auto read = co_await connection_.read_header(request_, server_.options.header_timeout);
    if (read.ended) co_return false;
    reply_.begin(request_, read.keep_alive && !server_.draining);
    if (!read.refusal) read.refusal = check_framing(request_);
    bool sent = false;
    if (read.refusal) {
      reply_.set_response(std::move(*read.refusal));
      sent = co_await reply_.send_response();
    } else {
      sent = co_await respond();
    }
    reply_.write_log(route_, server_.access.client(connection_.peer(), request_));
    if (sent && !reply_.keep_alive()) co_await connection_.linger();
    co_return sent&& reply_.keep_alive();
  }

 private:
  // False, here and below: the client is gone.
  asio::awaitable<bool> respond() {
    const std::string_view origin = request_.header("Origin");
    reply_.set_origin(server_.access.allowed_origin(origin));
    if (auto refusal = refuse_caller()) {
      reply_.set_response(std::move(*refusal));
      co_return co_await reply_.send_response();
    }
    const bool get = request_.method == "GET" || request_.method == "HEAD";
    if (get && role_ == ListenerRole::kEverything) {
      const AnswerKey key = answer_key(request_, rights_, base_url());
      const Validity validity = present_validity(server_, now_utc());
      if (auto stored = server_.cache.find(key.text, validity, now_utc() / 60)) {
        route_ = "cached";
        co_return co_await send_kept(key, validity, std::move(stored));
      }
    }
    Target target;
    const RouteRow* row = nullptr;
    if (auto response = respond_at_once(target, row)) {
      // A body that nobody reads must not be taken for the next request.
      response->close = response->close || content_length(request_) != 0;
      reply_.set_response(std::move(*response));
      co_return co_await reply_.send_response();
    }
    if (request_.method == "POST" && !co_await read_body()) co_return request_.body.empty() && body_refused_;
    co_return co_await respond_with_work(*row, target);
  }

  std::optional<HttpResponse> refuse_caller() {
    if (!server_.access.is_allowed_host(request_.header("Host")))
      return closing(problem_response(421, {ErrorCode::kBadRequest, "this server isn't called by that Host name"}));
    auto rights = server_.access.rights(request_);
    if (!rights) {
      HttpResponse response = closing(problem_response(401, {ErrorCode::kForbidden, "this API key is none of ours"}));
      response.headers.emplace_back("WWW-Authenticate", "Bearer");
      return response;
    }
    rights_ = std::move(*rights);
    reply_.set_rights(rights_);
    return std::nullopt;
  }

  HttpResponse closing(HttpResponse response) const {
    response.close = content_length(request_) != 0;
    return response;
  }

  // Whether it is for people: their language counts.
  bool is_page() const { return !request_.target.starts_with("/v1/") && !request_.target.starts_with("/1/"); }

  std::string base_url() const {
    if (!server_.options.public_url.empty()) return server_.options.public_url;
    return fmt::format("http://{}", request_.header("Host"));
  }

  // Everything that needs no worker; else `target` and `row` are filled.
  std::optional<HttpResponse> respond_at_once(Target& target, const RouteRow*& row) {
    if (request_.method == "OPTIONS" && request_.target == "*") return options_response(std::string(kAllMethods));
    auto parsed = parse_target(request_.target);
    if (!parsed) return dressed(from_error(parsed.error()));
    target = std::move(*parsed);
    target.accept_language = request_.header("Accept-Language");
    target.host = request_.header("Host");
    row = find_route(target.segments);
    const bool forbidden = row != nullptr && role_ == ListenerRole::kMetrics && row->kind == RouteKind::kWork;
    if (row == nullptr || forbidden)
      return from_error({ErrorCode::kNotFound, "there is no such route; /openapi.json describes those there are"});
    route_ = row->label;
    if (request_.method == "OPTIONS") return options_response(allowed_methods(*row));
    const bool get = request_.method == "GET" || request_.method == "HEAD";
    if (!(get ? row->get : row->post && request_.method == "POST")) {
      HttpResponse refusal =
          problem_response(405, {ErrorCode::kMethodNotAllowed, fmt::format("use one of {}", allowed_methods(*row))});
      refusal.headers.emplace_back("Allow", allowed_methods(*row));
      return refusal;
    }
    if (row->kind != RouteKind::kWork) return fixed_response(*row, server_, may_see_metrics());
    return std::nullopt;
  }

  // A reader's address gets an error that can be read.
  HttpResponse dressed(HttpResponse response) const {
    if (!request_.target.starts_with("/search?")) return response;
    Target target;
    target.segments = {"search"};
    target.accept_language = request_.header("Accept-Language");
    server_.web->dress(target, response, now_utc());
    return response;
  }

  // Nobody in front of us may have passed it on.
  bool may_see_metrics() const {
    if (role_ == ListenerRole::kMetrics) return true;
    return server_.options.metrics_listen.empty() && connection_.is_local() && request_.header("X-Forwarded-For").empty() &&
           request_.header("Forwarded").empty();
  }

  HttpResponse options_response(const std::string& methods) const {
    HttpResponse response;
    response.status = 204;
    response.headers.emplace_back("Allow", methods);
    if (request_.header("Access-Control-Request-Method").empty()) return response;
    if (server_.access.allowed_origin(request_.header("Origin")).empty()) return response;
    response.headers.emplace_back("Access-Control-Allow-Methods", methods);
    response.headers.emplace_back("Access-Control-Allow-Headers",
                                  "Authorization, Content-Type, If-None-Match, X-Api-Key, X-Request-Id");
    response.headers.emplace_back("Access-Control-Max-Age", "86400");
    return response;
  }

  // False: there is none to go on with; if body_refused_, that was said.
  asio::awaitable<bool> read_body() {
    body_refused_ = false;
    const std::size_t length = content_length(request_);
    if (length > server_.options.body_bytes) {
      HttpResponse refusal = problem_response(
          413, {ErrorCode::kTooLarge,
                fmt::format("the body has {} bytes; at most {} are allowed", length, server_.options.body_bytes)});
      refusal.close = true;
      reply_.set_response(std::move(refusal));
      body_refused_ = co_await reply_.send_response();
      co_return false;
    }
    const bool asks = !request_.header("Expect").empty() && request_.version == 11 && length != 0;
    if (asks && !co_await connection_.write(kContinue, kNothing, server_.options.write_timeout)) co_return false;
    std::string body;
    if (!co_await connection_.read_body(length, server_.options.body_timeout, body)) co_return false;
    request_.body = std::move(body);
    co_return true;
  }

  // An answer that is kept, or 304 if the client has it. `stored`: may be null if the client has it.
  asio::awaitable<bool> send_kept(const AnswerKey& key, const Validity& validity, std::shared_ptr<const StoredAnswer> stored) {
    std::string tag = present_tag(key, validity);
    const CacheResult result = tag.empty() ? CacheResult::kHit : CacheResult::kNotModified;
    server_.metrics.count_cache(result);
    reply_.set_cache(cache_name(result));
    if (!tag.empty()) co_return co_await reply_.send_not_modified(std::move(tag), is_page());
    co_return co_await reply_.send_stored(std::move(stored));
  }

  // The ETag of If-None-Match that is the present answer's; empty if none is.
  std::string present_tag(const AnswerKey& key, const Validity& validity) const {
    const std::string_view known = request_.header("If-None-Match");
    if (known.empty() || request_.method == "POST") return {};
    return present_entity_tag(known, validity, now_utc() / 60, key.hash);
  }

  asio::awaitable<bool> respond_with_work(const RouteRow& row, const Target& target) {
    AnswerKey key = answer_key(request_, rights_, base_url());
    const Validity validity = present_validity(server_, now_utc());
    auto stored = request_.method == "POST" ? server_.cache.find(key.text, validity, now_utc() / 60) : nullptr;
    if (stored || !present_tag(key, validity).empty()) co_return co_await send_kept(key, validity, std::move(stored));
    RouteRequest asked{target, request_.body, rights_, base_url(), std::string(request_.target), server_.web};
    const Served served = co_await answer(server_, row, std::move(asked), std::move(key));
    server_.metrics.count_cache(served.cache);
    reply_.set_cache(cache_name(served.cache));
    reply_.set_work(served.result);
    if (served.result->partial) co_return co_await reply_.send_stream();
    if (served.result->stored) {
      stored = served.result->stored;
      co_return co_await reply_.send_stored(std::move(stored));
    }
    HttpResponse response = served.result->response;  // a copy: others may wait for it, too
    server_.web->dress(target, response, now_utc());
    reply_.set_response(std::move(response));
    co_return co_await reply_.send_response();
  }

  Connection& connection_;
  ServerState& server_;
  ListenerRole role_;
  ReplyWriter reply_;
  HttpRequest request_;
  Rights rights_;
  std::string_view route_;
  bool body_refused_ = false;
};

asio::awaitable<void> refuse(Connection& connection, ServerState& server, std::string_view why) {
  server.metrics.count_refused_connection();
  ReplyWriter reply(connection, server);
  const HttpRequest unread;
  reply.begin(unread, false);
  reply.set_response(busy_response(why));
  if (co_await reply.send_response()) co_await connection.linger();
}

asio::awaitable<void> serve(Connection& connection, ServerState& server, ListenerRole role) {
  Session session(connection, server, role);
  while (!server.draining && co_await connection.wait(server.options.idle_timeout))
    if (!co_await session.serve_one()) break;
}

}  // namespace

asio::awaitable<void> serve_connection(Connection::Socket socket, ServerState& server, ListenerRole role) {
  Connection connection(std::move(socket));
  std::size_t& of_address = server.by_address[connection.peer()];
  const bool counted = connection.peer() != "unix" && !server.access.is_trusted_proxy(connection.peer());
  const auto place = server.connections.insert(server.connections.end(), &connection);
  ++of_address;
  try {
    if (counted && of_address > server.options.max_connections_per_address) {
      co_await refuse(connection, server, "too many connections from this address");
    } else {
      co_await serve(connection, server, role);
    }
  } catch (const std::exception& error) {
    spdlog::error("a connection failed: {}", error.what());
  }
  server.connections.erase(place);
  if (--of_address == 0) server.by_address.erase(connection.peer());
}

asio::awaitable<void> refuse_connection(Connection::Socket socket, ServerState& server) {
  if (server.refusing >= kMaxRefusing) co_return;
  ++server.refusing;
  Connection connection(std::move(socket));
  const auto place = server.connections.insert(server.connections.end(), &connection);
  co_await refuse(connection, server, "too many connections");
  server.connections.erase(place);
  --server.refusing;
}

}  // namespace newshound
