#include "schemas/article.h"

namespace newshound {

std::string_view status_name(Status status) {
  switch (status) {
    case Status::kUsable: return "usable";
    case Status::kWithheld: return "withheld";
    case Status::kCanceled: return "canceled";
  }
  return "usable";
}

std::optional<Status> parse_status(std::string_view name) {
  for (const Status status : {Status::kUsable, Status::kWithheld, Status::kCanceled})
    if (name == status_name(status)) return status;
  return std::nullopt;
}

bool is_visible(const Article& article, std::int64_t now_utc) {
  if (article.status != Status::kUsable) return false;
  if (article.embargoed_until.seconds_utc != kUndated && article.embargoed_until.seconds_utc > now_utc) return false;
  return article.expires.seconds_utc == kUndated || article.expires.seconds_utc > now_utc;
}

}  // namespace newshound
