#include "searchd/server.h"

#include <algorithm>
#include <csignal>
#include <system_error>
#include <thread>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "searchd/access_log.h"
#include "searchd/config_table.h"
#include "searchd/listener.h"
#include "searchd/server_state.h"
#include "searchd/session.h"

namespace newshound {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::chrono::milliseconds kSweepInterval{50};  // how late a time limit may be noticed

ServerOptions with_workers(ServerOptions options) {
  if (options.workers == 0) options.workers = std::max(1u, std::thread::hardware_concurrency());
  return options;
}

}  // namespace

struct Server::State {
  ServerState shared;
  Reload reload;
  std::vector<Listener> listeners;
  asio::signal_set signals{shared.io, SIGTERM, SIGINT}, hangup{shared.io, SIGHUP};
  asio::steady_timer drain_timer{shared.io}, sweep_timer{shared.io};

  State(ServerOptions options, Reload again) : shared(with_workers(std::move(options))), reload(std::move(again)) {
    const ServerOptions& chosen = shared.options;
    listeners = inherited_listeners(shared.io);
    const bool stated = chosen.listen != ServerOptions{}.listen;
    if (listeners.empty() || stated)
      for (const std::string& address : chosen.listen)
        listeners.push_back(open_listener(shared.io, address, ListenerRole::kEverything));
    if (!chosen.metrics_listen.empty())
      listeners.push_back(open_listener(shared.io, chosen.metrics_listen, ListenerRole::kMetrics));
  }

  ~State() {
    for (const Listener& listener : listeners)
      if (!listener.unlink_path.empty()) ::unlink(listener.unlink_path.c_str());
  }

  asio::awaitable<void> accept(Listener& listener) {
    while (listener.acceptor.is_open()) {
      error_code error;
      Connection::Socket socket = co_await listener.acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (error == asio::error::operation_aborted) co_return;
      if (error) {
        // Out of descriptors, mostly: give connections time to close.
        spdlog::warn("a connection can't be accepted: {}", error.message());
        asio::steady_timer pause(shared.io, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      const bool full = shared.connections.size() >= shared.options.max_connections + shared.refusing;
      asio::co_spawn(
          shared.io,
          full ? refuse_connection(std::move(socket), shared) : serve_connection(std::move(socket), shared, listener.role),
          asio::detached);
    }
  }

  void sweep() {
    sweep_timer.expires_after(kSweepInterval);
    sweep_timer.async_wait([this](const error_code& error) {
      if (error) return;
      const auto now = Connection::Clock::now();
      for (Connection* connection : shared.connections) connection->close_if_late(now);
      sweep();
    });
  }

  void drain() {
    spdlog::info("stopping: {} connections are open", shared.connections.size());
    notify_service_manager("STOPPING=1");
    shared.draining = true;
    error_code ignored;
    for (Listener& listener : listeners) listener.acceptor.close(ignored);
    for (Connection* connection : shared.connections) connection->end_idle();
    wait_until_drained(std::chrono::steady_clock::now() + shared.options.drain_timeout);
  }

  // The I/O thread ends by itself when no connection is left; it is stopped when the time is up.
  void wait_until_drained(std::chrono::steady_clock::time_point deadline) {
    drain_timer.expires_after(std::chrono::milliseconds(20));
    drain_timer.async_wait([this, deadline](const error_code& error) {
      if (error || shared.connections.empty()) return shared.io.stop();
      if (std::chrono::steady_clock::now() < deadline) return wait_until_drained(deadline);
      spdlog::warn("{} connections are cut: they took longer than the drain timeout", shared.connections.size());
      cut();
    });
  }

  void cut() {
    shared.pool.drop_waiting();
    shared.io.stop();
  }

  void reload_options() {
    hangup.async_wait([this](const error_code& error, int) {
      if (error) return;
      notify_service_manager("RELOADING=1");
      take_options();
      notify_service_manager("READY=1");
      reload_options();
    });
  }

  void take_options() {
    const auto read = reload();
    if (!read) return spdlog::error("the options stay as they were: {}", read.error().message);
    ServerOptions next = shared.options;
    for (const OptionRow& row : option_rows()) {
      if (row.live) {
        std::visit([&](auto member) { next.*member = (*read).*member; }, row.member);
      } else if (row.flag != "--workers" && show_option(row, *read) != show_option(row, shared.options)) {
        spdlog::warn("{} has changed: that takes a restart", row.key);
      }
    }
    next.keys = read->keys;
    shared.options = std::move(next);
    shared.access = Access(shared.options);
    shared.web = std::make_shared<const WebRoutes>(shared.options.web_dir, shared.options.public_url);
    shared.pool.set_queue_limit(shared.options.queue);
    shared.cache.set_limit(shared.options.answer_cache_bytes());
    shared.cache.clear();
    shared.watcher.current()->snapshot->posting_cache().set_limit(shared.options.posting_cache_bytes());
    ++shared.configuration;
    set_up_log(shared.options);
    spdlog::info("the options were read again");
  }
};

Server::Server(ServerOptions options, Reload reload) : state_(std::make_unique<State>(std::move(options), std::move(reload))) {}
Server::~Server() = default;

std::vector<std::string> Server::addresses() const {
  std::vector<std::string> addresses;
  for (const Listener& listener : state_->listeners) addresses.push_back(listener.address());
  return addresses;
}

void Server::run() {
  State& state = *state_;
  state.signals.async_wait([&state](const error_code& error, int) {
    if (!error) state.drain();
    // Who signals again doesn't want to wait.
    state.signals.async_wait([&state](const error_code& again, int) {
      if (!again) state.cut();
    });
  });
  state.reload_options();
  state.sweep();
  for (Listener& listener : state.listeners) asio::co_spawn(state.shared.io, state.accept(listener), asio::detached);
  notify_service_manager("READY=1");
  state.shared.io.run();
}

std::size_t raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<std::size_t>(limit.rlim_cur);
}

}  // namespace newshound
