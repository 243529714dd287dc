// "127.0.0.1:8080", "[::1]:8080" or "unix:/run/newshound/searchd.sock". Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "schemas/error.h"

namespace newshound {

struct ListenAddress {
  std::string host;         // without brackets; empty for a Unix socket
  unsigned short port = 0;  // 0 = any free one
  std::string path;         // of a Unix socket
};

// The Error names the address and says how one is written.
[[nodiscard]] Result<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace newshound
