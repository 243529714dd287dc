// Arguments of coroutines are names or views of names here: g++ 12 destroys temporaries of a co_await twice.
#include "searchd/reply_writer.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "searchd/access_log.h"
#include "searchd/clock.h"

namespace newshound {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestRequestId = 128;
constexpr std::string_view kExposed = "ETag, Newshound-Total, Retry-After, Server-Timing, X-Request-Id";
constexpr std::string_view kLastChunk = "0\r\n\r\n", kLineEnd = "\r\n", kNothing = "";

}  // namespace

void ReplyWriter::begin(const HttpRequest& request, bool keep_alive) {
  request_ = &request;
  begin_ = Clock::now();
  keep_alive_ = keep_alive;
  origin_.clear();
  cache_ = {};
  rights_ = {};
  response_ = {};
  work_ = nullptr;
  status_ = 0;
  bytes_ = 0;
  const std::string_view given = request.header("X-Request-Id");
  if (given.size() <= kLongestRequestId && is_header_value(given)) {
    request_id_ = given;
  } else {
    request_id_ = fmt::format("{:x}-{:x}", server_.started, ++server_.request_number);
  }
}

double ReplyWriter::milliseconds() const { return std::chrono::duration<double, std::milli>(Clock::now() - begin_).count(); }

void ReplyWriter::begin_head(unsigned status, bool by_language) {
  status_ = status;
  head_.begin(status, request_->version);
  head_.field("X-Request-Id", request_id_);
  if (!origin_.empty()) {
    head_.field("Access-Control-Allow-Origin", origin_);
    head_.field("Access-Control-Expose-Headers", kExposed);
  }
  std::string vary = "Accept-Encoding, Authorization, X-Api-Key";
  if (by_language) vary += ", Accept-Language";
  if (server_.access.varies_by_origin()) vary += ", Origin";
  head_.field("Vary", vary);
  if (!keep_alive_) head_.field("Connection", "close");
  if (keep_alive_ && request_->version == 10) head_.field("Connection", "keep-alive");
}

// How long a client may keep an answer: up to max_age, never past the next embargo or expiry.
void ReplyWriter::cache_control() {
  const std::int64_t now = now_utc();
  const std::int64_t next = server_.watcher.current()->next_change(now);
  const std::int64_t seconds = std::min<std::int64_t>(server_.options.max_age.count() / 1000, next - now);
  head_.field("Cache-Control", fmt::format("{}, max-age={}", rights_.key_name.empty() ? "public" : "private", seconds));
}

void ReplyWriter::server_timing() {
  std::string parts = fmt::format("total;dur={:.3f}", milliseconds());
  if (!cache_.empty()) parts += fmt::format(", cache;desc={}", cache_);
  if (work_)
    parts += fmt::format(", queue;dur={:.3f}, parse;dur={:.3f}, match;dur={:.3f}, hits;dur={:.3f}", work_->wait_ms,
                         work_->parse_ms, work_->match_ms, work_->hits_ms);
  head_.field("Server-Timing", parts);
}

asio::awaitable<bool> ReplyWriter::send(std::string_view body) {
  const bool head_only = request_->method == "HEAD" || status_ == 304 || status_ == 204;
  const std::string_view shown = head_only ? kNothing : body;
  bytes_ += shown.size();
  const std::string_view head = head_.end();
  co_return co_await connection_.write(head, shown, server_.options.write_timeout);
}

asio::awaitable<bool> ReplyWriter::send_response() {
  if (response_.close) keep_alive_ = false;
  const bool page = response_.content_type.starts_with("text/html");
  begin_head(response_.status, page);
  if (response_.status != 204) {
    head_.field("Content-Type", response_.content_type);
    head_.field("Content-Length", response_.body.size());
  }
  for (const auto& [name, value] : response_.headers)
    if (name != "Vary") head_.field(name, value);
  server_timing();
  co_return co_await send(response_.body);
}

asio::awaitable<bool> ReplyWriter::send_stored(std::shared_ptr<const StoredAnswer> stored) {
  if (stored->any_origin) origin_ = "*";
  begin_head(200, stored->by_language);
  head_.lines(stored->lines);
  if (stored->cache_control.empty()) {
    cache_control();
  } else {
    head_.field("Cache-Control", stored->cache_control);
  }
  server_timing();
  co_return co_await send(stored->body);
}

asio::awaitable<bool> ReplyWriter::send_not_modified(std::string tag, bool by_language) {
  begin_head(304, by_language);
  head_.field("ETag", tag);
  cache_control();
  co_return co_await send(kNothing);
}

// In chunks (RFC 9112, section 7.1) as they are made; to HTTP/1.0 up to the end of the connection.
asio::awaitable<bool> ReplyWriter::send_stream() {
  const bool chunked = request_->version == 11;
  if (!chunked) keep_alive_ = false;
  begin_head(200);
  head_.lines(work_->stored->lines);
  head_.field("Cache-Control", "no-store");
  if (chunked) head_.field("Transfer-Encoding", "chunked");
  if (!co_await send(kNothing)) co_return false;
  if (request_->method == "HEAD") co_return true;
  NextPart part;
  part.more = true;
  part.bytes = work_->stored->body;
  part.rest = std::move(work_->rest);
  while (true) {
    if (!part.bytes.empty() && !co_await send_chunk(part.bytes, chunked)) co_return false;
    if (!part.more) break;
    part = co_await next_part(server_, std::move(part.rest), work_->index);
    if (part.failed) co_return false;  // cut, so that nobody takes it for the whole
  }
  if (!chunked) co_return true;
  co_return co_await connection_.write(kLastChunk, kNothing, server_.options.write_timeout);
}

asio::awaitable<bool> ReplyWriter::send_chunk(const std::string& bytes, bool chunked) {
  bytes_ += bytes.size();
  const std::string_view data = bytes;
  if (!chunked) co_return co_await connection_.write(data, kNothing, server_.options.write_timeout);
  const std::string size = fmt::format("{:x}\r\n", bytes.size());
  const std::string_view size_line = size;
  if (!co_await connection_.write(size_line, data, server_.options.write_timeout)) co_return false;
  co_return co_await connection_.write(kLineEnd, kNothing, server_.options.write_timeout);
}

void ReplyWriter::write_log(std::string_view route, std::string_view client) const {
  const double took = milliseconds();
  server_.metrics.count_request(route, status_, took / 1000);
  log_request(server_.options, {.method = request_->method,
                                .target = request_->target,
                                .address = client,
                                .request_id = request_id_,
                                .key_name = rights_.key_name,
                                .cache = cache_,
                                .status = status_,
                                .bytes = bytes_,
                                .milliseconds = took,
                                .parsed = work_ ? std::string_view(work_->parsed) : std::string_view()});
}

}  // namespace newshound
