#include "searchd/listener.h"

#include <cstdlib>
#include <cstring>
#include <system_error>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <fmt/format.h>

#include "searchd/listen_address.h"

namespace newshound {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Protocol = asio::generic::stream_protocol;

constexpr int kFirstInherited = 3;  // SD_LISTEN_FDS_START
constexpr int kMaxInherited = 64;
constexpr mode_t kSocketMode = 0660;  // owner and group: a proxy gets in by its group

tcp::endpoint tcp_endpoint(const Protocol::endpoint& endpoint) {
  tcp::endpoint made;
  made.resize(endpoint.size());
  std::memcpy(made.data(), endpoint.data(), endpoint.size());
  return made;
}

// Whether a Unix socket lies there that nobody listens on: what a killed daemon leaves behind.
bool is_abandoned(asio::io_context& io, const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISSOCK(status.st_mode)) return false;
  asio::local::stream_protocol::socket probe(io);
  boost::system::error_code error;
  probe.connect(path, error);
  return error == asio::error::connection_refused;
}

}  // namespace

std::string Listener::address() const {
  if (!unlink_path.empty()) return "unix:" + unlink_path;
  const auto endpoint = acceptor.local_endpoint();
  const int family = endpoint.data()->sa_family;
  if (family == AF_UNIX) {
    const auto* const unix_address = reinterpret_cast<const sockaddr_un*>(endpoint.data());
    return fmt::format("unix:{}", unix_address->sun_path);
  }
  const tcp::endpoint tcp = tcp_endpoint(endpoint);
  const std::string host = tcp.address().is_v6() ? "[" + tcp.address().to_string() + "]" : tcp.address().to_string();
  return fmt::format("http://{}:{}", host, tcp.port());
}

Listener open_listener(asio::io_context& io, const std::string& address, ListenerRole role) {
  const auto parsed = parse_listen_address(address);
  if (!parsed) throw std::system_error(std::make_error_code(std::errc::invalid_argument), parsed.error().message);
  Listener listener{Acceptor(io), role, parsed->path};
  try {
    if (parsed->path.empty()) {
      const tcp::endpoint endpoint(asio::ip::make_address(parsed->host), parsed->port);
      listener.acceptor.open(Protocol(endpoint.protocol()));
      listener.acceptor.set_option(tcp::acceptor::reuse_address(true));
      listener.acceptor.bind(endpoint);
    } else {
      if (is_abandoned(io, parsed->path)) ::unlink(parsed->path.c_str());
      const asio::local::stream_protocol::endpoint endpoint(parsed->path);
      listener.acceptor.open(Protocol(endpoint.protocol()));
      listener.acceptor.bind(endpoint);
      ::chmod(parsed->path.c_str(), kSocketMode);
    }
    listener.acceptor.listen();
  } catch (const boost::system::system_error& error) {
    throw std::system_error(error.code(), fmt::format("--listen {}: can't listen there", address));
  }
  return listener;
}

std::vector<Listener> inherited_listeners(asio::io_context& io) {
  const char* const pid = std::getenv("LISTEN_PID");
  const char* const count = std::getenv("LISTEN_FDS");
  std::vector<Listener> listeners;
  if (pid == nullptr || count == nullptr || std::to_string(::getpid()) != pid) return listeners;
  const int sockets = std::min(std::atoi(count), kMaxInherited);
  for (int descriptor = kFirstInherited; descriptor < kFirstInherited + sockets; ++descriptor) {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size) != 0)
      throw std::system_error(errno, std::generic_category(), fmt::format("descriptor {} from systemd is no socket", descriptor));
    Listener& listener = listeners.emplace_back(Listener{Acceptor(io), ListenerRole::kEverything, {}});
    listener.acceptor.assign(Protocol(name.ss_family, 0), descriptor);
  }
  ::unsetenv("LISTEN_PID");
  ::unsetenv("LISTEN_FDS");
  return listeners;
}

void notify_service_manager(const std::string& state) {
  const char* const path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  if (path == nullptr || std::strlen(path) < 2 || std::strlen(path) >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, path);
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // an abstract one
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
  [[maybe_unused]] const auto sent =
      ::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), size);
  ::close(socket);
}

}  // namespace newshound
