// One connection: reads requests in turn, has them checked, answered at once or by a worker, and writes the responses in order.
// Runs on the I/O thread only. For server.cpp alone: the only header that knows Beast.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include "query/searcher.h"
#include "searchd/http_message.h"
#include "searchd/index_watcher.h"
#include "searchd/options.h"
#include "searchd/router.h"
#include "searchd/settings_files.h"
#include "searchd/worker_pool.h"

namespace newshound {

// A worker's searcher, made anew when the snapshot changes. Each is touched by its own worker only.
struct WorkerSearcher {
  std::shared_ptr<const Snapshot> snapshot;
  std::unique_ptr<Searcher> searcher;
  std::uint64_t settings = 0;  // version of SettingsFiles
};

// What the sessions of a server share.
struct ServerContext {
  ServerOptions options;
  Router router;
  IndexWatcher watcher;
  SettingsFiles settings;
  std::vector<WorkerSearcher> searchers;
  bool draining = false;                      // I/O thread only
  std::list<boost::beast::tcp_stream*> idle;  // connections between two requests; I/O thread only
  std::size_t connections = 0;                // I/O thread only
  std::size_t refusing = 0;                   // connections over the limit, not in `connections`; I/O thread only
  boost::asio::io_context io{1};
  WorkerPool pool;  // last: its threads end before what they use

  explicit ServerContext(ServerOptions o);
  [[nodiscard]] Searcher& searcher(unsigned worker);
};

// Serves the connection to its end. Never throws.
[[nodiscard]] boost::asio::awaitable<void> serve_connection(boost::beast::tcp_stream stream, ServerContext& server);
// Tells a connection over the limit so (if there aren't too many of these either), and closes it.
[[nodiscard]] boost::asio::awaitable<void> refuse_connection(boost::beast::tcp_stream stream, ServerContext& server);

}  // namespace newshound
