#include "schemas/article_json.h"

#include <nlohmann/json.hpp>

namespace newshound {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}
void put(Json& json, const char* name, const std::vector<std::string>& values) {
  if (!values.empty()) json[name] = values;
}
void put(Json& json, const char* name, const Moment& moment) { put(json, name, format_moment(moment)); }

}  // namespace

std::string article_to_json(const Article& article) {
  Json json = Json::object();
  put(json, "id", article.id);
  put(json, "url", article.url);
  put(json, "canonical_url", article.canonical_url);
  put(json, "title", article.title);
  put(json, "standfirst", article.standfirst);
  put(json, "body", article.body);
  put(json, "authors", article.authors);
  put(json, "outlet", article.outlet);
  put(json, "section", article.section);
  put(json, "topics", article.topics);
  put(json, "places", article.places);
  put(json, "language", article.language);
  put(json, "published", article.published);
  put(json, "modified", article.modified);
  put(json, "embargoed_until", article.embargoed_until);
  put(json, "expires", article.expires);
  if (article.status != Status::kUsable) json["status"] = status_name(article.status);
  put(json, "image", article.image);
  put(json, "correction", article.correction);
  put(json, "wire_credit", article.wire_credit);
  if (article.is_free) json["is_free"] = *article.is_free;
  const Json extra = Json::parse(article.extra, nullptr, false);
  if (extra.is_object())
    for (const auto& [name, value] : extra.items())
      if (!json.contains(name)) json[name] = value;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace newshound
