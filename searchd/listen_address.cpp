#include "searchd/listen_address.h"

#include <charconv>

#include <fmt/format.h>

namespace newshound {
namespace {

constexpr std::size_t kMaxSocketPath = 107;  // sun_path of Linux, without its NUL

tl::unexpected<Error> bad(std::string_view text, std::string_view what) {
  return tl::unexpected(Error{ErrorCode::kInvalidParameter, fmt::format("--listen {}: {}", text, what)});
}

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  constexpr std::string_view kUnix = "unix:";
  ListenAddress address;
  if (text.starts_with(kUnix)) {
    address.path = text.substr(kUnix.size());
    if (address.path.empty() || address.path.size() > kMaxSocketPath)
      return bad(text, "a Unix socket needs a path of at most 107 bytes, e.g. unix:/run/newshound/searchd.sock");
    return address;
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return bad(text, "is not ADDRESS:PORT, e.g. 127.0.0.1:8080 or [::1]:8080");
  std::string_view host = text.substr(0, colon), port = text.substr(colon + 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number > 65535)
    return bad(text, "is not ADDRESS:PORT, e.g. 127.0.0.1:8080 or [::1]:8080");
  address.host = host;
  address.port = static_cast<unsigned short>(number);
  return address;
}

}  // namespace newshound
