// What the sessions of a server share. The I/O thread owns it; what workers touch says so.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "query/searcher.h"
#include "searchd/access.h"
#include "searchd/connection.h"
#include "searchd/index_watcher.h"
#include "searchd/metrics.h"
#include "searchd/options.h"
#include "searchd/response_cache.h"
#include "searchd/settings_files.h"
#include "searchd/web_routes.h"
#include "searchd/worker_pool.h"

namespace newshound {

// A worker's searchers, for the generations that it was asked for last. Touched by its own worker only.
class WorkerSearchers {
 public:
  // `settings` with the number of its version: another number, another searcher.
  [[nodiscard]] Searcher& get(const std::shared_ptr<const Snapshot>& snapshot, unsigned worker, SettingsFiles::Current settings);

 private:
  struct Entry {
    std::shared_ptr<const Snapshot> snapshot;
    std::uint64_t settings = 0;
    std::unique_ptr<Searcher> searcher;
  };
  std::list<Entry> entries_;  // the last one used first
};

struct InFlight;  // searchd/answer_desk.h

struct ServerState {
  ServerOptions options;  // live ones change on SIGHUP
  Access access;
  std::shared_ptr<const WebRoutes> web;
  IndexWatcher watcher;
  SettingsFiles settings;
  Metrics metrics;
  ResponseCache cache;
  std::map<std::string, std::shared_ptr<InFlight>, std::less<>> in_flight;
  std::vector<WorkerSearchers> searchers;
  std::uint64_t configuration = 0;  // grows with each reload
  bool draining = false;
  std::list<Connection*> connections;
  std::map<std::string, std::size_t, std::less<>> by_address;
  std::size_t refusing = 0;                       // connections over the limit that are told so
  std::uint64_t request_number = 0, started = 0;  // a request's id is made of both
  boost::asio::io_context io{1};
  WorkerPool pool;  // last: its threads end before what they use

  explicit ServerState(ServerOptions o);
};

}  // namespace newshound
