// gzip (RFC 1952) of a whole answer, by zlib at its fastest level. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newshound {

inline constexpr std::size_t kMinGzipBytes = 1024;  // smaller answers fit a packet as they are

[[nodiscard]] std::string gzip(std::string_view text);
// Whether an Accept-Encoding allows gzip: named, or *, with a weight over 0 (RFC 9110, section 12.5.3).
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

}  // namespace newshound
