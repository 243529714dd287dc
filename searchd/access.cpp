#include "searchd/access.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace newshound {
namespace {

constexpr std::size_t kMaxKeyBytes = 512;

bool holds(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string_view key_of(const HttpRequest& request) {
  const std::string_view own = request.header("X-Api-Key");
  if (!own.empty()) return own;
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = request.header("Authorization");
  if (authorization.size() <= kBearer.size() || !same_name(authorization.substr(0, kBearer.size()), kBearer)) return {};
  return authorization.substr(kBearer.size());
}

}  // namespace

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

Access::Access(const ServerOptions& options) : options_(options), any_origin_(holds(options.cors_origins, "*")) {}

std::optional<Rights> Access::rights(const HttpRequest& request) const {
  Rights rights;
  rights.bulk = !options_.bulk_needs_key;
  if (options_.keys.empty()) return rights;
  const std::string_view key = key_of(request);
  if (key.empty()) return rights;
  if (key.size() > kMaxKeyBytes) return std::nullopt;
  const std::string hash = sha256_hex(key);
  const ApiKey* found = nullptr;
  for (const ApiKey& known : options_.keys)
    if (known.sha256.size() == hash.size() && CRYPTO_memcmp(known.sha256.data(), hash.data(), hash.size()) == 0) found = &known;
  if (found == nullptr) return std::nullopt;
  rights.key_name = found->name;
  rights.bodies = found->bodies;
  rights.limits = found->limits;
  rights.bulk = rights.bulk || found->bulk;
  return rights;
}

bool Access::is_trusted_proxy(std::string_view peer) const { return holds(options_.trusted_proxies, peer); }

std::string Access::client(std::string_view peer, const HttpRequest& request) const {
  if (!is_trusted_proxy(peer)) return std::string(peer);
  std::string_view client = peer;
  for (const auto& [name, value] : request.headers) {
    if (!same_name(name, "X-Forwarded-For")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::string_view address = trimmed_value(rest.substr(0, comma));
      const bool plausible = !address.empty() && address.size() <= 45 &&
                             address.find_first_not_of("0123456789abcdefABCDEF:.[]") == std::string_view::npos;
      if (plausible && !is_trusted_proxy(address)) client = address;  // the last one counts
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
  }
  return std::string(client);
}

std::string_view Access::allowed_origin(std::string_view origin) const {
  if (origin.empty()) return {};
  if (any_origin_) return "*";
  return holds(options_.cors_origins, origin) ? origin : std::string_view();
}

bool Access::is_allowed_host(std::string_view host) const {
  if (options_.hosts.empty()) return true;
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) host = host.substr(0, colon);
  return std::any_of(options_.hosts.begin(), options_.hosts.end(),
                     [&](const std::string& name) { return same_name(name, host); });
}

}  // namespace newshound
