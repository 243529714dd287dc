#include "schemas/article_json.h"

#include <algorithm>
#include <optional>

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

// Whether a member of `extra` bears the name of one that is there (the indexer makes no such extra); nothing if `extra` is no
// JSON object. Its values are read past, not built: an object of many members in a Json takes the square of their number.
std::optional<bool> clashes(const std::string& extra, const Json& json) {
  bool clash = false;
  const auto look = [&](int depth, Json::parse_event_t event, Json& value) {
    if (event != Json::parse_event_t::key) return depth == 0;
    clash = clash || (depth == 1 && json.contains(value.get_ref<const std::string&>()));
    return false;
  };
  if (!Json::parse(extra, look, false).is_object()) return std::nullopt;
  return clash;
}

// The members of `object`, behind those of `line`. A line break in valid JSON can only be white space.
void append_members(std::string& line, const std::string& object) {
  const std::size_t begin = object.find('{') + 1, end = object.rfind('}');
  if (object.find_first_not_of(" \t\r\n", begin) == end) return;
  line.pop_back();
  if (line.size() > 1) line += ",";
  const std::size_t from = line.size();
  line.append(object, begin, end - begin).append("}");
  std::replace_if(
      line.begin() + static_cast<std::ptrdiff_t>(from), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
}

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
  if (article.topics_inferred) json["topics_inferred"] = true;
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
  std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (article.extra.empty()) return line;
  const auto clash = clashes(article.extra, json);
  if (!clash) return line;
  if (!*clash) {
    append_members(line, article.extra);
    return line;
  }
  const Json extra = Json::parse(article.extra);
  for (const auto& [name, value] : extra.items())
    if (!json.contains(name)) json[name] = value;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace newshound
