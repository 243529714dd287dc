// schemas/openapi.yaml says what the program does: its names and limits are those of the code.
#include "searchd/openapi_document.h"

#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "query/answer_json.h"
#include "query/parameters.h"
#include "query/request.h"
#include "schemas/fields.h"
#include "schemas/limits.h"
#include "searchd/http_guard.h"

namespace newshound {
namespace {

using nlohmann::json;

const json& document() {
  static const json parsed = json::parse(openapi_document());
  return parsed;
}

json schema_of(const std::string& parameter) { return document().at("components").at("parameters").at(parameter).at("schema"); }

std::set<std::string> set_of(const json& list) { return list.get<std::set<std::string>>(); }

void collect_references(const json& at, std::set<std::string>& references) {
  if (at.is_object() && at.contains("$ref") && at.at("$ref").is_string()) references.insert(at.at("$ref").get<std::string>());
  if (at.is_structured())
    for (const json& child : at) collect_references(child, references);
}

TEST(OpenApiTest, NamesTheParametersThatSearchTakes) {
  std::set<std::string> known;
  for (const std::string_view name : parameter_names()) known.emplace(name);
  known.erase("now");  // the command line's: over HTTP the clock decides
  std::set<std::string> documented;
  for (const json& reference : document().at("paths").at("/v1/search").at("get").at("parameters")) {
    const json parameter = document().at(json::json_pointer(reference.at("$ref").get<std::string>().substr(1)));
    EXPECT_EQ(parameter.at("in"), "query");
    EXPECT_TRUE(documented.insert(parameter.at("name").get<std::string>()).second) << parameter.at("name");
    EXPECT_FALSE(parameter.at("description").get<std::string>().empty()) << parameter.at("name");
  }
  EXPECT_EQ(documented, known);
}

TEST(OpenApiTest, StatesTheLimitsAndDefaultsOfTheCode) {
  const SearchRequest defaults;
  const struct {
    const char* parameter;
    const char* member;
    std::size_t value;
  } cases[] = {
      {"q", "maxLength", kMaxQueryBytes},
      {"limit", "maximum", kMaxLimit},
      {"limit", "default", defaults.limit},
      {"page", "maximum", kMaxPageWindow},
      {"page", "default", defaults.page},
      {"facets.limit", "maximum", kMaxFacetLimit},
      {"facets.limit", "default", defaults.facet_limit},
      {"highlight.length", "default", defaults.highlight.length},
      {"highlight.count", "default", defaults.highlight.count},
      {"outlet", "maxItems", kMaxParameterValues},
      {"id", "maxLength", kMaxIdBytes},
  };
  for (const auto& c : cases) EXPECT_EQ(schema_of(c.parameter).at(c.member), c.value) << c.parameter << " " << c.member;
  EXPECT_EQ(schema_of("author").at("items").at("maxLength"), kMaxValueBytes);
  EXPECT_EQ(schema_of("highlight.pre").at("default"), defaults.highlight.pre);
  EXPECT_EQ(schema_of("highlight.post").at("default"), defaults.highlight.post);
  EXPECT_EQ(document().at("info").at("version"), NEWSHOUND_VERSION);
  const auto description = document().at("info").at("description").get<std::string>();
  EXPECT_NE(description.find("16,384"), std::string::npos);
  EXPECT_NE(description.find("14,336"), std::string::npos);
  EXPECT_EQ(kMaxHeaderBytes, 16384u);
  EXPECT_EQ(kMaxTargetBytes, 14336u);
}

TEST(OpenApiTest, TakesTheExtremesItStates) {
  const struct {
    const char* parameter;
    const char* member;
  } cases[] = {{"limit", "minimum"},
               {"limit", "maximum"},
               {"page", "minimum"},
               {"facets.limit", "minimum"},
               {"facets.limit", "maximum"},
               {"highlight.length", "minimum"},
               {"highlight.count", "minimum"},
               {"highlight.length", "maximum"},
               {"highlight.count", "maximum"}};
  for (const auto& c : cases) {
    const auto value = schema_of(c.parameter).at(c.member).get<std::int64_t>();
    EXPECT_TRUE(parse_parameters({{c.parameter, std::to_string(value)}}, 0, ParameterLimits{})) << c.parameter << "=" << value;
    const std::int64_t beyond = c.member == std::string("minimum") ? value - 1 : value + 1;
    EXPECT_FALSE(parse_parameters({{c.parameter, std::to_string(beyond)}}, 0, ParameterLimits{})) << c.parameter << "=" << beyond;
  }
}

TEST(OpenApiTest, TakesEachChoiceItStatesAndNoOther) {
  for (const char* parameter : {"match", "exact", "strict", "relax", "fuzzy", "sort", "format", "explain", "highlight.encoder",
                                "highlight.offsets", "facets.mode", "histogram", "histogram.fill"}) {
    const json choices = schema_of(parameter).at("enum");
    for (const json& choice : choices)
      EXPECT_TRUE(parse_parameters({{parameter, choice.get<std::string>()}}, 0, ParameterLimits{})) << parameter << "=" << choice;
    EXPECT_FALSE(parse_parameters({{parameter, "other"}}, 0, ParameterLimits{})) << parameter;
  }
}

TEST(OpenApiTest, NamesTheMembersOfHitsAndTheFacets) {
  std::set<std::string> members, facets;
  for (const std::string_view name : hit_field_names()) members.emplace(name);
  for (const FieldRow& row : field_table())
    if (row.facet) facets.emplace(row.parameter);
  EXPECT_EQ(set_of(schema_of("fields").at("items").at("enum")), members);
  EXPECT_EQ(set_of(schema_of("facets").at("items").at("enum")), facets);
}

TEST(OpenApiTest, IsCompleteInItself) {
  std::set<std::string> references;
  collect_references(document(), references);
  EXPECT_GT(references.size(), 30u);
  for (const std::string& reference : references) {
    ASSERT_TRUE(reference.starts_with("#/")) << reference;
    EXPECT_NO_THROW((void)document().at(json::json_pointer(reference.substr(1)))) << reference;
  }
}

}  // namespace
}  // namespace newshound
