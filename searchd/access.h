// Who asks, and what they may: API keys and their scopes, the client's address behind proxies, origins and Host names that are
// allowed. Immutable; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searchd/http_message.h"
#include "searchd/options.h"

namespace newshound {

// What this request may do.
struct Rights {
  std::string key_name = {};  // of the API key; empty without one
  bool bodies = false;        // bodies of articles that aren't free
  bool limits = false;        // up to kMaxKeyLimit hits a page
  bool bulk = false;          // jsonl, csv, ids
};

inline constexpr std::size_t kMaxKeyLimit = 1000;

class Access {
 public:
  explicit Access(const ServerOptions& options);

  // By "X-Api-Key: KEY" or "Authorization: Bearer KEY"; nothing if there is a key but none of ours. Without keys in the
  // configuration these headers mean nothing. Every key is compared in constant time.
  [[nodiscard]] std::optional<Rights> rights(const HttpRequest& request) const;
  // The client's address: the peer's, or if that is a trusted proxy, the last one of X-Forwarded-For that is none.
  [[nodiscard]] std::string client(std::string_view peer, const HttpRequest& request) const;
  [[nodiscard]] bool is_trusted_proxy(std::string_view peer) const;
  // The value of Access-Control-Allow-Origin for an Origin: it, "*", or empty if its pages may not call.
  [[nodiscard]] std::string_view allowed_origin(std::string_view origin) const;
  // Whether answers depend on Origin.
  [[nodiscard]] bool varies_by_origin() const { return !options_.cors_origins.empty() && !any_origin_; }
  [[nodiscard]] bool is_allowed_host(std::string_view host) const;

 private:
  ServerOptions options_;
  bool any_origin_ = false;
};

// SHA-256 in hex, of keys.
[[nodiscard]] std::string sha256_hex(std::string_view text);

}  // namespace newshound
