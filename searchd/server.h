// The daemon: one I/O thread that speaks HTTP/1.1, a bounded pool of workers that search. Boost.Beast stays in server.cpp and
// session.cpp.
#pragma once

#include <memory>

#include "searchd/options.h"

namespace newshound {

class Server {
 public:
  // Opens the index and the listening socket; throws IndexError or std::system_error (address in use, …).
  explicit Server(ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // "http://127.0.0.1:8080": where it really listens.
  [[nodiscard]] std::string address() const;
  // Serves until SIGTERM or SIGINT, then drains: no new connections, running requests are answered, idle connections closed.
  void run();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newshound
