// One connection: reads requests in turn, has each one checked and answered, and writes the responses in order. I/O thread only.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "searchd/connection.h"
#include "searchd/server_state.h"

namespace newshound {

// What a listener is for.
enum class ListenerRole : unsigned char { kEverything, kMetrics };

// Serves the connection to its end. Never throws.
[[nodiscard]] boost::asio::awaitable<void> serve_connection(Connection::Socket socket, ServerState& server, ListenerRole role);
// Tells a connection over a limit so (if there aren't too many of these either), and closes it.
[[nodiscard]] boost::asio::awaitable<void> refuse_connection(Connection::Socket socket, ServerState& server);

}  // namespace newshound
