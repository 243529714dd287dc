#include "query/json_parameters.h"

#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "query/query_notes.h"

namespace newshound {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxDepth = 3;
constexpr std::size_t kMaxMembers = 512;

std::optional<std::string> text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
  if (value.is_number()) return value.dump();
  return std::nullopt;
}

Error bad_member(const std::string& name) {
  return {ErrorCode::kInvalidParameter,
          fmt::format("parameter {}: is neither a text, a number, true or false, nor a list of those", shown(name)), name};
}

Result<void> add(const std::string& name, const Json& value, Parameters& parameters) {
  if (value.is_null()) return {};
  const bool list = value.is_array();
  for (const Json& item : list ? value : Json::array({value})) {
    auto text = text_of(item);
    if (!text) return tl::unexpected(bad_member(name));
    if (parameters.size() == kMaxMembers)
      return tl::unexpected(Error{ErrorCode::kTooLarge, fmt::format("the body has more than {} values", kMaxMembers)});
    parameters.emplace_back(name, std::move(*text));
  }
  return {};
}

}  // namespace

Result<Parameters> parse_json_parameters(std::string_view json) {
  bool deep = false;
  const auto limit_depth = [&deep](int depth, Json::parse_event_t event, Json&) {
    if (depth > kMaxDepth && (event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start))
      deep = true;
    return !deep;  // what is discarded isn't built
  };
  const Json body = Json::parse(json, limit_depth, false);
  if (deep || !body.is_object())
    return tl::unexpected(
        Error{ErrorCode::kBadRequest, "the body is no JSON object of parameters, such as {\"q\": \"rail strike\"}"});
  Parameters parameters;
  for (const auto& [name, value] : body.items())
    if (auto added = add(name, value, parameters); !added) return tl::unexpected(added.error());
  return parameters;
}

}  // namespace newshound
