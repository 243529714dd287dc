#include "indexer/json_document.h"

#include <new>

#include <fmt/format.h>

#include "analysis/normalizer.h"
#include "indexer/article_check.h"
#include "indexer/json_repair.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

// What simdjson says, for people.
Error json_error(simdjson::error_code error) {
  if (error == simdjson::DEPTH_ERROR)
    return {ErrorCode::kTooLarge, fmt::format("nests deeper than {} levels", kMaxJsonDepth), {}, std::nullopt};
  return {ErrorCode::kInvalidArticle, fmt::format("is not JSON: {}", simdjson::error_message(error)), {}, std::nullopt};
}

}  // namespace

JsonDocument::JsonDocument() {
  // Depth bounds what a hostile line can nest; room for longer lines comes when they do.
  if (parser_.allocate(1u << 16, kMaxJsonDepth) != simdjson::SUCCESS) throw std::bad_alloc();
}

Result<simdjson::dom::element> JsonDocument::parse(std::string_view json, const std::function<void(std::string)>& warn) {
  if (!simdjson::validate_utf8(json)) {
    repaired_ = normalize(json);
    json = repaired_;
    warn(repaired_warning().message);
  }
  simdjson::dom::element root;
  auto error = parser_.parse(json.data(), json.size()).get(root);
  JsonRepair repair;
  if (error == simdjson::NUMBER_ERROR || error == simdjson::STRING_ERROR) {
    repair = repair_json(json);
    error = parser_.parse(repair.json).get(root);
  }
  if (error != simdjson::SUCCESS) return tl::unexpected(json_error(error));
  if (repair.numbers) warn("a number is out of range: kept as text");
  if (repair.surrogates) warn("half a surrogate pair was repaired: it is U+FFFD now");
  return root;
}

std::string_view json_string(simdjson::dom::element object, std::string_view name) {
  std::string_view text;
  simdjson::dom::object members;
  if (object.get(members) != simdjson::SUCCESS || members.at_key(name).get(text) != simdjson::SUCCESS) return {};
  return text;
}

std::string_view json_string(simdjson::dom::element object, std::string_view name, std::string_view other) {
  const std::string_view text = json_string(object, name);
  return text.empty() ? json_string(object, other) : text;
}

}  // namespace newshound
