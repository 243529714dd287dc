#include "indexer/linked_data.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "indexer/page_text.h"

namespace newshound {
namespace {

using Json = nlohmann::json;

constexpr int kMaxLevels = 64;
constexpr std::size_t kMaxPeople = 50;
constexpr std::size_t kWrapperBytes = 64;

// Raw control characters in strings, commas before a closing bracket, escapes that JSON doesn't have.
std::string repaired(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (inside && c == '\\' && i + 1 < json.size()) {
      constexpr std::string_view kEscapes = "\"\\/bfnrtu";
      if (kEscapes.find(json[i + 1]) != std::string_view::npos) out.push_back(c);
      out.push_back(json[++i]);
      continue;
    }
    if (inside && static_cast<unsigned char>(c) < 0x20) {
      out.push_back(' ');
      continue;
    }
    if (c == '"') inside = !inside;
    if (!inside && (c == '}' || c == ']')) {
      const std::size_t last = out.find_last_not_of(" \t\r\n");
      if (last != std::string::npos && out[last] == ',') out.resize(last);
    }
    out.push_back(c);
  }
  return out;
}

// A script may wrap its JSON into a comment or CDATA.
std::string_view unwrapped(std::string_view script) {
  const std::size_t cdata = script.substr(0, kWrapperBytes).find("<![CDATA[");
  if (cdata != std::string_view::npos) {
    script.remove_prefix(cdata + 9);
    script = script.substr(0, script.rfind("]]>"));
  }
  const std::size_t begin = script.find_first_of("{[");
  const std::size_t end = script.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  return script.substr(begin, end - begin + 1);
}

bool is_too_deep(std::string_view json) {
  int levels = 0, deepest = 0;
  for (const char c : json) {
    levels += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    deepest = std::max(deepest, levels);
  }
  return deepest > kMaxLevels;
}

Json parse(std::string_view script) {
  const std::string_view json = unwrapped(script);
  if (json.empty() || is_too_deep(json)) return Json();
  Json parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded()) parsed = Json::parse(repaired(json), nullptr, false, true);
  return parsed.is_discarded() ? Json() : parsed;
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return std::to_string(value.get<long long>());
  if (value.is_array() && !value.empty()) return text_of(value.front());
  if (value.is_object())
    for (const char* key : {"@value", "name", "url", "@id"})
      if (const auto found = value.find(key); found != value.end() && found->is_string()) return found->get<std::string>();
  return {};
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? std::string() : text_of(*found);
}

int rank_of_type(std::string_view type) {
  if (const std::size_t slash = type.rfind('/'); slash != std::string_view::npos) type.remove_prefix(slash + 1);
  constexpr std::array<std::string_view, 5> kNews{"NewsArticle", "ReportageNewsArticle", "LiveBlogPosting", "OpinionNewsArticle",
                                                  "AnalysisNewsArticle"};
  if (std::find(kNews.begin(), kNews.end(), type) != kNews.end() || type.ends_with("NewsArticle")) return 4;
  if (type.ends_with("Article") || type == "BlogPosting" || type == "Report") return 3;
  constexpr std::array<std::string_view, 5> kOthers{"WebPage", "VideoObject", "Review", "Recipe", "SocialMediaPosting"};
  return std::find(kOthers.begin(), kOthers.end(), type) != kOthers.end() ? 1 : 0;
}

class Finder {
 public:
  void look(const Json& value, int level) {
    if (level > kMaxLevels) return;
    if (value.is_array())
      for (const Json& item : value) look(item, level + 1);
    if (!value.is_object()) return;
    consider(value);
    for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"})
      if (const auto found = value.find(key); found != value.end()) look(*found, level + 1);
  }

  [[nodiscard]] const Json* article() const { return article_; }

  // Names of people or organisations, however they are written: strings, objects, arrays of them, references by @id.
  void names(const Json& value, std::vector<std::string>& into, int level = 0) const {
    if (level > kMaxLevels || into.size() >= kMaxPeople) return;
    if (value.is_string()) into.push_back(value.get<std::string>());
    if (value.is_array())
      for (const Json& item : value) names(item, into, level + 1);
    if (!value.is_object()) return;
    if (const auto name = value.find("name"); name != value.end()) return names(*name, into, level + 1);
    const std::string given = text_at(value, "givenName"), family = text_at(value, "familyName");
    if (!given.empty() || !family.empty()) return into.push_back(squeezed(given + " " + family));
    // Not followed further: references may lead in circles.
    const auto found = by_id_.find(text_at(value, "@id"));
    if (found != by_id_.end()) into.push_back(text_at(*found->second, "name"));
  }

 private:
  void consider(const Json& object) {
    const std::string id = text_at(object, "@id");
    if (!id.empty() && object.contains("name")) by_id_.emplace(id, &object);
    const auto type = object.find("@type");
    if (type == object.end()) return;
    int rank = 0;
    if (type->is_string()) rank = rank_of_type(type->get_ref<const std::string&>());
    if (type->is_array())
      for (const Json& one : *type)
        if (one.is_string()) rank = std::max(rank, rank_of_type(one.get_ref<const std::string&>()));
    if (rank > 0 && object.contains("articleBody")) ++rank;
    if (rank <= rank_) return;
    rank_ = rank;
    article_ = &object;
  }

  const Json* article_ = nullptr;
  int rank_ = 0;
  std::unordered_map<std::string, const Json*> by_id_;
};

std::optional<bool> truth_of(const Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  const std::string text = ascii_lower(text_of(value));
  if (text.ends_with("true")) return true;
  if (text.ends_with("false")) return false;
  return std::nullopt;
}

void add_texts(const Json& object, const char* key, std::vector<std::string>& into) {
  const auto found = object.find(key);
  if (found == object.end()) return;
  if (!found->is_array()) {
    into.push_back(text_of(*found));
    return;
  }
  for (const Json& one : *found) into.push_back(text_of(one));
}

}  // namespace

LinkedArticle read_linked_data(std::span<const std::string> scripts) {
  std::vector<Json> parsed;
  parsed.reserve(scripts.size());
  for (const std::string& script : scripts) parsed.push_back(parse(script));
  Finder finder;
  for (const Json& json : parsed) finder.look(json, 0);
  LinkedArticle article;
  if (finder.article() == nullptr) return article;
  const Json& object = *finder.article();
  article.headline = text_at(object, "headline");
  article.description = text_at(object, "description");
  article.body = text_at(object, "articleBody");
  article.published = text_at(object, "datePublished");
  article.created = text_at(object, "dateCreated");
  article.modified = text_at(object, "dateModified");
  article.section = text_at(object, "articleSection");
  article.language = text_at(object, "inLanguage");
  article.url = text_at(object, "url");
  if (const auto image = object.find("image"); image != object.end()) {
    const Json& one = image->is_array() && !image->empty() ? image->front() : *image;
    article.image = one.is_object() ? text_at(one, "url") : text_of(one);
  }
  std::vector<std::string> publishers;
  if (const auto publisher = object.find("publisher"); publisher != object.end()) finder.names(*publisher, publishers);
  if (!publishers.empty()) article.publisher = publishers.front();
  for (const char* key : {"author", "creator"})
    if (const auto author = object.find(key); author != object.end() && article.authors.empty())
      finder.names(*author, article.authors);
  add_texts(object, "keywords", article.keywords);
  if (const auto free = object.find("isAccessibleForFree"); free != object.end()) article.is_free = truth_of(*free);
  return article;
}

}  // namespace newshound
