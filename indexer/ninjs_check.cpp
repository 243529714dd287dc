#include "indexer/ninjs_check.h"

#include <algorithm>
#include <array>
#include <string>

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
                         {"trustindicator", Kind::kObjects},
                         {"trustindicators", Kind::kObjects},
                         {"digitalsourcetype", Kind::kGroup}};

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

}  // namespace

void check_ninjs(Element item, ArticleBuilder& builder) {
  simdjson::dom::object members;
  if (item.get(members) != simdjson::SUCCESS) return;
  for (const auto member : members) {
    const std::string name = lower(member.key);
    const bool text = name.starts_with("body_") || name.starts_with("description_") || name.starts_with("headline_");
    const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& one) { return one.name == name; });
    if ((row == std::end(kRows) && !text) || member.value.is_null()) continue;
    const std::string_view wrong = fault(text ? Kind::kString : row->kind, member.value);
    if (!wrong.empty()) builder.warn(member.key, std::string(wrong));
    std::string_view value;
    if (name == "type" && member.value.get(value) == simdjson::SUCCESS &&
        std::find(kTypes.begin(), kTypes.end(), value) == kTypes.end())
      builder.warn(member.key, fmt::format("\"{}\" is no type that ninjs has", shown_value(value)));
  }
}

}  // namespace newshound
