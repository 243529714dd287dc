// The daemon: one I/O thread that speaks HTTP/1.1, a bounded pool of workers that search.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "schemas/error.h"
#include "searchd/options.h"

namespace newshound {

class Server {
 public:
  // Reads the options anew, for SIGHUP.
  using Reload = std::function<Result<ServerOptions>()>;

  // Opens the index and the listening sockets, those that systemd passed among them; throws IndexError or std::system_error
  // (address in use, …).
  Server(ServerOptions options, Reload reload);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // "http://127.0.0.1:8080", "unix:/run/newshound.sock": where it really listens.
  [[nodiscard]] std::vector<std::string> addresses() const;
  // Serves until SIGTERM or SIGINT, then drains: no new connections, running requests are answered, idle connections closed.
  // SIGHUP reads the live options anew; what is wrong in them changes nothing and is logged.
  void run();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Raises the limit on open files to the hard one; the number that there may be now.
std::size_t raise_file_limit();

}  // namespace newshound
