#include "searchd/server.h"

#include <algorithm>
#include <csignal>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "searchd/session.h"

namespace newshound {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

ServerOptions with_workers(ServerOptions options) {
  if (options.workers == 0) options.workers = std::max(1u, std::thread::hardware_concurrency());
  return options;
}

}  // namespace

struct Server::State {
  ServerContext context;
  tcp::acceptor acceptor{context.io};
  asio::signal_set signals{context.io, SIGTERM, SIGINT};
  asio::steady_timer drain_timer{context.io};

  explicit State(ServerOptions options) : context(with_workers(std::move(options))) {
    try {
      const tcp::endpoint endpoint(asio::ip::make_address(context.options.address), context.options.port);
      acceptor.open(endpoint.protocol());
      acceptor.set_option(tcp::acceptor::reuse_address(true));
      acceptor.bind(endpoint);
      acceptor.listen();
    } catch (const boost::system::system_error& error) {
      throw std::system_error(
          error.code(), fmt::format("--listen {}, port {}: can't listen there", context.options.address, context.options.port));
    }
  }

  asio::awaitable<void> accept() {
    while (acceptor.is_open()) {
      error_code error;
      tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (error == asio::error::operation_aborted) co_return;
      if (error) {
        // Out of descriptors, mostly: give connections time to close.
        spdlog::warn("a connection can't be accepted: {}", error.message());
        asio::steady_timer pause(context.io, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      socket.set_option(tcp::no_delay(true), error);
      const bool full = context.connections >= context.options.max_connections;
      boost::beast::tcp_stream stream(std::move(socket));
      asio::co_spawn(context.io,
                     full ? refuse_connection(std::move(stream), context) : serve_connection(std::move(stream), context),
                     asio::detached);
    }
  }

  void drain() {
    spdlog::info("stopping: {} connections are open", context.connections);
    context.draining = true;
    error_code ignored;
    acceptor.close(ignored);
    for (boost::beast::tcp_stream* stream : context.idle) stream->cancel();
    wait_until_drained(std::chrono::steady_clock::now() + context.options.drain_timeout);
  }

  // The I/O thread ends by itself when no connection is left; it is stopped when the time is up.
  void wait_until_drained(std::chrono::steady_clock::time_point deadline) {
    drain_timer.expires_after(std::chrono::milliseconds(20));
    drain_timer.async_wait([this, deadline](const error_code& error) {
      if (error || context.connections == 0) return context.io.stop();
      if (std::chrono::steady_clock::now() < deadline) return wait_until_drained(deadline);
      spdlog::warn("{} connections are cut: they took longer than the drain timeout", context.connections);
      cut();
    });
  }

  void cut() {
    context.pool.drop_waiting();
    context.io.stop();
  }
};

Server::Server(ServerOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Server::~Server() = default;

std::string Server::address() const {
  const tcp::endpoint endpoint = state_->acceptor.local_endpoint();
  const std::string host =
      endpoint.address().is_v6() ? "[" + endpoint.address().to_string() + "]" : endpoint.address().to_string();
  return fmt::format("http://{}:{}", host, endpoint.port());
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
  asio::co_spawn(state.context.io, state.accept(), asio::detached);
  state.context.io.run();
}

}  // namespace newshound
