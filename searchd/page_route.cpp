#include "searchd/page_route.h"

#include <utility>

#include "searchd/web_routes.h"

namespace newshound {

Result<RouteAnswer> page_route(const RouteRequest& request, Searcher& searcher, std::int64_t now_utc) {
  const WebRoutes& web = *request.web;
  const bool page = web.is_page(request.target);
  std::optional<HttpResponse> response =
      page ? web.answer(request.target, searcher, now_utc, request.epoch) : web.respond_at_once(request.target);
  if (!response) return tl::unexpected(Error{ErrorCode::kNotFound, "there is no such file"});
  RouteAnswer made;
  made.status = response->status;
  made.body = std::move(response->body);
  made.content_type = std::move(response->content_type);
  made.by_clock = page;  // "2 hours ago"
  made.by_language = page;
  made.keep = !web.uses_folder();
  if (page) made.cache_control = "no-cache";  // a reader who comes back asks whether it is still so
  for (auto& [name, value] : response->headers) {
    if (name == "Cache-Control" && !page) {
      made.cache_control = std::move(value);
    } else if (name == "Access-Control-Allow-Origin") {
      made.any_origin = true;
    } else if (name != "Cache-Control" && name != "Vary") {
      made.headers.emplace_back(std::move(name), std::move(value));
    }
  }
  return made;
}

}  // namespace newshound
