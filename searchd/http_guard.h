// Framing checks that Boost.Beast 1.81's parser leaves to its user: what it accepts of these would let a second request be
// smuggled in the body of the first, or be read differently by a proxy in front (RFC 9112, sections 3.2, 6.1, 6.3). Pure; any
// thread.
#pragma once

#include <cstddef>
#include <optional>

#include "searchd/http_message.h"

namespace newshound {

inline constexpr std::size_t kMaxHeaderBytes = 16u << 10;  // a query of 4,096 bytes takes 12 KB percent-encoded
inline constexpr std::size_t kMaxTargetBytes = 14u << 10;

// The refusal (its connection is to be closed), or nothing if the request may be answered:
// 501 any Transfer-Encoding · 400 two or listed Content-Lengths, a missing or second Host, bytes of a target that aren't
// printable ASCII · 413 a body where none is taken, or one over kMaxRequestBodyBytes · 414 a target over kMaxTargetBytes · 505
// versions but 1.0 and 1.1 · 417 an expectation other than 100-continue.
[[nodiscard]] std::optional<HttpResponse> check_framing(const HttpRequest& request);
// Whether the request may have a body: POST to the routes of InstantSearch.
[[nodiscard]] bool takes_body(const HttpRequest& request);
// Whether the client waits for 100 Continue before it sends the body.
[[nodiscard]] bool expects_continue(const HttpRequest& request);
// Content-Length of a request that passed check_framing().
[[nodiscard]] std::size_t body_bytes(const HttpRequest& request);

}  // namespace newshound
