// URLs as identities: which are web addresses, their canonical form, and the id of an article that brings none. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "schemas/article.h"

namespace newshound {

// http or https with a host, as RFC 3986 writes it.
[[nodiscard]] bool is_web_url(std::string_view url);
// https, host in lower case, no default port, no fragment, no trailing slash, without parameters that only track (utm_*, fbclid,
// gclid, …). Empty if it is no web URL.
[[nodiscard]] std::string canonical_form(std::string_view url);
// XXH3-128 in hex of the canonical form of canonical_url or url; without one, of title and body.
[[nodiscard]] std::string make_id(const Article& article);

}  // namespace newshound
