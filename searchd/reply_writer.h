// Writes the response of one request: its head, and a body from memory, from the cache, or in parts as they are made. Knows what
// was sent, for the log and the metrics. One writer a connection; I/O thread only.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "searchd/answer_desk.h"
#include "searchd/connection.h"
#include "searchd/response_head.h"
#include "searchd/server_state.h"

namespace newshound {

class ReplyWriter {
 public:
  ReplyWriter(Connection& connection, ServerState& server) : connection_(connection), server_(server) {}

  // What the next response answers. `request` outlives it.
  void begin(const HttpRequest& request, bool keep_alive);
  void set_origin(std::string_view allowed) { origin_ = allowed; }
  void set_rights(const Rights& rights) { rights_ = rights; }
  void set_cache(std::string_view result) { cache_ = result; }
  void set_work(std::shared_ptr<WorkResult> work) { work_ = std::move(work); }

  // Each false: the client is gone. `response_` of set_response() is sent.
  void set_response(HttpResponse response) { response_ = std::move(response); }
  [[nodiscard]] boost::asio::awaitable<bool> send_response();
  [[nodiscard]] boost::asio::awaitable<bool> send_stored(std::shared_ptr<const StoredAnswer> stored);
  [[nodiscard]] boost::asio::awaitable<bool> send_not_modified(std::string tag, bool by_language);
  // The first part is in the work that was set; the others are made by workers.
  [[nodiscard]] boost::asio::awaitable<bool> send_stream();

  [[nodiscard]] bool keep_alive() const { return keep_alive_; }
  void write_log(std::string_view route, std::string_view client) const;

 private:
  void begin_head(unsigned status, bool by_language = false);
  void cache_control();
  void server_timing();
  [[nodiscard]] boost::asio::awaitable<bool> send(std::string_view body);
  [[nodiscard]] boost::asio::awaitable<bool> send_chunk(const std::string& bytes, bool chunked);
  [[nodiscard]] double milliseconds() const;

  Connection& connection_;
  ServerState& server_;
  const HttpRequest* request_ = nullptr;
  HeadWriter head_;
  std::chrono::steady_clock::time_point begin_;
  bool keep_alive_ = false;
  std::string request_id_, origin_;
  std::string_view cache_;
  Rights rights_;
  HttpResponse response_;
  std::shared_ptr<WorkResult> work_;
  unsigned status_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace newshound
