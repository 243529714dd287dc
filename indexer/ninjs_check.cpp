#include "indexer/ninjs_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "indexer/article_check.h"
#include "indexer/wire_date.h"

namespace newshound {
namespace {

using Element = simdjson::dom::element;

enum class Kind { kString, kDate, kObjects, kGroup, kWhole };
struct Row {
  std::string_view name;  // in small letters: 3.x writes them in camel case
  Kind kind;
};
// kObjects: a list of objects (or, of some members, one object). kGroup: named objects in 1.x, a list of them from 2.0 on.
constexpr Row kRows[] = {{"uri", Kind::kString},
                         {"type", Kind::kString},
                         {"mimetype", Kind::kString},
                         {"contenttype", Kind::kString},
                         {"representationtype", Kind::kString},
                         {"profile", Kind::kString},
                         {"version", Kind::kString},
                         {"firstcreated", Kind::kDate},
                         {"versioncreated", Kind::kDate},
                         {"contentcreated", Kind::kDate},
                         {"embargoed", Kind::kDate},
                         {"expires", Kind::kDate},
                         {"pubstatus", Kind::kString},
                         {"urgency", Kind::kWhole},
                         {"copyrightholder", Kind::kString},
                         {"copyrightnotice", Kind::kString},
                         {"usageterms", Kind::kString},
                         {"ednote", Kind::kString},
                         {"language", Kind::kString},
                         {"headline", Kind::kString},
                         {"title", Kind::kString},
                         {"slugline", Kind::kString},
                         {"byline", Kind::kString},
                         {"by", Kind::kString},
                         {"located", Kind::kString},
                         {"person", Kind::kObjects},
                         {"people", Kind::kObjects},
                         {"organisation", Kind::kObjects},
                         {"organisations", Kind::kObjects},
                         {"place", Kind::kObjects},
                         {"places", Kind::kObjects},
                         {"subject", Kind::kObjects},
                         {"subjects", Kind::kObjects},
                         {"event", Kind::kObjects},
                         {"events", Kind::kObjects},
                         {"object", Kind::kObjects},
                         {"objects", Kind::kObjects},
                         {"infosource", Kind::kObjects},
                         {"infosources", Kind::kObjects},
                         {"genre", Kind::kObjects},
                         {"genres", Kind::kObjects},
                         {"bodies", Kind::kObjects},
                         {"headlines", Kind::kObjects},
                         {"descriptions", Kind::kObjects},
                         {"renditions", Kind::kGroup},
                         {"associations", Kind::kGroup},
                         {"altids", Kind::kGroup},
                         {"rightsinfo", Kind::kGroup},
                         {"advices", Kind::kObjects},
                         {"trustindicator", Kind::kObjects},
                         {"trustindicators", Kind::kObjects},
                         {"digitalsourcetype", Kind::kGroup}};

// Members that are known and not looked at, here or by ninjs.cpp.
constexpr std::string_view kOthers[] = {
    "$schema", "$standard",    "standard", "charcount", "wordcount",      "creator",      "creators",        "contributor",
    "keyword", "contributors", "keywords", "provider",  "embargoeduntil", "eventdetails", "plannedcoverage", "name"};
constexpr std::string_view kGeometries[] = {"point",   "multipoint",   "linestring",         "multilinestring",
                                            "polygon", "multipolygon", "geometrycollection", "feature"};
constexpr std::size_t kMaxDepth = 3;  // associations of associations

constexpr std::array<std::string_view, 10> kTypes{"text",      "audio", "video", "picture",   "graphic",
                                                  "composite", "event", "photo", "component", "planning"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool all_objects(Element value) {
  simdjson::dom::array items;
  if (value.get(items) != simdjson::SUCCESS) return value.is_object();
  return std::all_of(items.begin(), items.end(), [](Element item) { return item.is_object(); });
}

// What is wrong with the value; "" if nothing is.
std::string_view fault(Kind kind, Element value) {
  std::string_view text;
  std::int64_t number = 0;
  const bool string = value.get(text) == simdjson::SUCCESS;
  switch (kind) {
    case Kind::kString: return string ? "" : "is not a string";
    case Kind::kDate: return !string ? "is not a string" : read_wire_date(text) ? "" : "is not a date and time";
    case Kind::kObjects:
    case Kind::kGroup: return all_objects(value) ? "" : "is not a list of objects";
    case Kind::kWhole:
      if (value.get(number) != simdjson::SUCCESS) return "is not a whole number";
      return number >= 1 && number <= 9 ? "" : "is not between 1 and 9";
  }
  return "";
}

// "body_xhtml": what may stand behind body_, description_ and headline_ in 1.x.
bool is_text_member(std::string_view name) {
  for (const std::string_view prefix : {"body_", "description_", "headline_"}) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view rest = name.substr(prefix.size());
    return !rest.empty() && std::all_of(rest.begin(), rest.end(),
                                        [](char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
  }
  return false;
}

class Checker {
 public:
  explicit Checker(ArticleBuilder& builder) : builder_(builder) {}

  void check_item(Element item, const std::string& place, std::size_t depth) {
    simdjson::dom::object members;
    if (item.get(members) != simdjson::SUCCESS) return;
    for (const auto member : members) check_member(member.key, member.value, place, depth);
  }

 private:
  void warn(const std::string& place, std::string_view name, std::string message) {
    builder_.warn(place.empty() ? std::string(name) : fmt::format("{}.{}", place, name), std::move(message));
  }

  void check_member(std::string_view key, Element value, const std::string& place, std::size_t depth) {
    const std::string name = lower(key);
    const bool text = is_text_member(name);
    const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& one) { return one.name == name; });
    if (name == "eventdetails") return check_event(value, place.empty() ? std::string(key) : fmt::format("{}.{}", place, key));
    if (row == std::end(kRows) && !text) {
      if (std::find(std::begin(kOthers), std::end(kOthers), name) == std::end(kOthers))
        warn(place, shown_value(key), "is no member that ninjs has");
      return;
    }
    if (value.is_null()) return;
    const std::string_view wrong = fault(text ? Kind::kString : row->kind, value);
    if (!wrong.empty()) return warn(place, key, std::string(wrong));
    std::string_view type;
    if (name == "type" && value.get(type) == simdjson::SUCCESS && std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
      warn(place, key, fmt::format("\"{}\" is no type that ninjs has", shown_value(type)));
    if (!text && (row->kind == Kind::kObjects || row->kind == Kind::kGroup)) check_group(name, key, value, place, depth);
  }

  // The objects of a list, or the named ones of an object.
  void check_group(std::string_view name, std::string_view key, Element value, const std::string& place, std::size_t depth) {
    const std::string path = place.empty() ? std::string(key) : fmt::format("{}.{}", place, key);
    simdjson::dom::array list;
    simdjson::dom::object named;
    const bool is_list = value.get(list) == simdjson::SUCCESS;
    if (name == "rightsinfo" && !is_list) return check_rights(value, path);
    std::size_t number = 0;
    if (is_list)
      for (const Element item : list) check_object(name, item, fmt::format("{}[{}]", path, number++), depth, true);
    else if (name == "associations" && value.get(named) == simdjson::SUCCESS)
      for (const auto member : named)
        check_object(name, member.value, fmt::format("{}.{}", path, shown_value(member.key)), depth, false);
  }

  void check_object(std::string_view name, Element item, const std::string& path, std::size_t depth, bool listed) {
    if (name == "rightsinfo") return check_rights(item, path);
    if (name == "associations") {
      if (depth < kMaxDepth) check_item(item, path, depth + 1);
      for (const std::string_view needed : {"name", "uri"})
        if (listed && item[needed].error() != simdjson::SUCCESS) warn(path, needed, "is missing");
      return;
    }
    for (const std::string_view member : {"name", "rel", "scheme", "code", "uri", "literal"}) {
      Element value;
      if (item[member].get(value) == simdjson::SUCCESS && !value.is_string() && !value.is_null())
        warn(path, member, "is not a string");
    }
    for (const std::string_view member : {"importance", "lifetime"}) {  // of advices
      Element value;
      if (name != "advices" || item[member].get(value) != simdjson::SUCCESS) continue;
      if (!value.is_object()) warn(path, member, "is not an object");
      if (value["name"].error() == simdjson::SUCCESS) warn(path, fmt::format("{}.name", member), "is no member that ninjs has");
    }
    for (const std::string_view member : {"geojson", "geoJSON"}) {
      Element value;
      if (item[member].get(value) == simdjson::SUCCESS) check_geometry(value, path, member);
    }
  }

  void check_rights(Element rights, const std::string& path) {
    Element linked, encoded;
    const bool has_linked = rights["linkedrights"].get(linked) == simdjson::SUCCESS;
    const bool has_encoded = rights["encodedrights"].get(encoded) == simdjson::SUCCESS;
    if (has_linked && !linked.is_string()) warn(path, "linkedrights", "is not a string");
    if (has_encoded && !encoded.is_string()) warn(path, "encodedrights", "is not a string");
    if (has_linked && has_encoded) warn(path, "encodedrights", "stands beside linkedrights: only one of the two may");
  }

  void check_geometry(Element geometry, const std::string& path, std::string_view member) {
    std::string_view type;
    const bool typed = geometry["type"].get(type) == simdjson::SUCCESS;
    const bool known = std::find(std::begin(kGeometries), std::end(kGeometries), lower(type)) != std::end(kGeometries);
    if (!typed || !known) warn(path, member, "is no geometry of GeoJSON");
  }

  void check_event(Element event, const std::string& path) {
    for (const auto& [set, expected] : {std::pair{"startDate", "expectedStartDate"}, std::pair{"endDate", "expectedEndDate"}}) {
      Element known, about;
      if (event["dates"][expected].get(about) != simdjson::SUCCESS) continue;
      if (event["dates"][set].get(known) == simdjson::SUCCESS)
        warn(path + ".dates", expected, fmt::format("stands beside {}: only one of the two may", set));
      std::string_view text;
      if (about.get(text) != simdjson::SUCCESS || text.find_first_of("0123456789-") != 0)
        warn(path + ".dates", expected, "is not a date");
    }
  }

  ArticleBuilder& builder_;
};

}  // namespace

void check_ninjs(Element item, ArticleBuilder& builder) { Checker(builder).check_item(item, {}, 0); }

}  // namespace newshound
