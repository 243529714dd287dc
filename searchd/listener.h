// A listening socket: TCP, Unix, or one that systemd opened. I/O thread only.
#pragma once

#include <string>
#include <vector>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

#include "searchd/session.h"

namespace newshound {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;

struct Listener {
  Acceptor acceptor;
  ListenerRole role = ListenerRole::kEverything;
  std::string unlink_path;  // of a Unix socket of ours, removed in the end

  // "http://127.0.0.1:8080" or "unix:PATH".
  [[nodiscard]] std::string address() const;
};

// Listens there; throws std::system_error that names the address. A Unix socket that nobody listens on any more is replaced.
[[nodiscard]] Listener open_listener(boost::asio::io_context& io, const std::string& address, ListenerRole role);
// The sockets that systemd passed to this process (sd_listen_fds(3)): LISTEN_PID and LISTEN_FDS, from descriptor 3 on.
[[nodiscard]] std::vector<Listener> inherited_listeners(boost::asio::io_context& io);
// Tells systemd, if it asked to be told (sd_notify(3)): "READY=1", "STOPPING=1", ….
void notify_service_manager(const std::string& state);

}  // namespace newshound
