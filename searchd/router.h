// Requests to responses: which route answers, with what. Knows nothing of sockets.
// respond_at_once() is for the I/O thread and never blocks; search routes go through answer() on a worker.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "query/searcher.h"
#include "searchd/http_message.h"
#include "searchd/target.h"
#include "searchd/web_routes.h"

namespace newshound {

class Router {
 public:
  explicit Router(WebRoutes web = WebRoutes()) : web_(std::move(web)) {}

  // The response of every request that needs no worker: health, the API's description, unknown routes, wrong methods, bad URLs.
  // Nothing for search routes; `target` is then filled.
  [[nodiscard]] std::optional<HttpResponse> respond_at_once(const HttpRequest& request, bool draining, Target& target) const;
  // The response of a search route, found on `searcher`. `now_utc`: the clock. Catches what the layers below throw.
  [[nodiscard]] HttpResponse answer(const Target& target, Searcher& searcher, std::int64_t now_utc) const;
  [[nodiscard]] const WebRoutes& web() const { return web_; }

 private:
  WebRoutes web_;
};

// A 500 that tells the client nothing about the server; the log gets `what`.
[[nodiscard]] HttpResponse internal_error(std::string_view what);

}  // namespace newshound
