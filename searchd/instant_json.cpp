#include "searchd/instant_json.h"

#include <cstdint>

#include <boost/url/encoding_opts.hpp>
#include <boost/url/parse_query.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "query/parameter_values.h"
#include "query/query_notes.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxNameBytes = 4096;  // of an element of a list: as much as a query has

// Reads JSON only to see whether it may be kept: how deep, how many values, where it goes wrong.
class Check : public nlohmann::json_sax<json> {
 public:
  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool key(string_t&) override { return value(); }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    error = {ErrorCode::kInvalidParameter, fmt::format("the body is not JSON in UTF-8: byte {} is wrong", position)};
    return false;
  }

  Error error;

 private:
  bool value() {
    if (++values_ <= kMaxBatchValues) return true;
    error = {ErrorCode::kTooLarge, fmt::format("the body has more than {} values; send fewer requests", kMaxBatchValues)};
    return false;
  }
  bool open() {
    if (!value()) return false;
    if (++depth_ <= kMaxBatchDepth) return true;
    error = {ErrorCode::kTooLarge, fmt::format("the body is nested more than {} deep", kMaxBatchDepth)};
    return false;
  }
  bool close() {
    --depth_;
    return true;
  }

  std::size_t values_ = 0, depth_ = 0;
};

Result<json> parse(std::string_view text) {
  Check check;
  if (!json::sax_parse(text, &check)) return tl::unexpected(check.error);
  return json::parse(text, nullptr, false);
}

}  // namespace

Error wrong_at(std::string_view place, std::string_view problem) {
  return {ErrorCode::kInvalidParameter, fmt::format("{}: {}", place, problem), std::string(place)};
}

Result<json> parse_instant_json(std::string_view body) {
  if (body.size() > kMaxRequestBodyBytes)
    return tl::unexpected(Error{ErrorCode::kTooLarge,
                                fmt::format("the body has {} bytes; at most {} are allowed", body.size(), kMaxRequestBodyBytes)});
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return json::object();
  auto parsed = parse(body);
  if (!parsed) return parsed;
  if (!parsed->is_object()) return tl::unexpected(Error{ErrorCode::kInvalidParameter, "the body is not a JSON object"});
  return parsed;
}

Result<json> parse_form(std::string_view place, std::string_view text) {
  const auto parsed = boost::urls::parse_query(text);
  if (!parsed) return tl::unexpected(wrong_at(place, "is not percent-encoded as a form: name=value&name=value"));
  json object = json::object();
  boost::urls::encoding_opts options;
  options.space_as_plus = true;
  for (const auto& parameter : *parsed) {
    std::string name, value;
    parameter.key.decode(options, boost::urls::string_token::assign_to(name));
    parameter.value.decode(options, boost::urls::string_token::assign_to(value));
    if (name.empty()) continue;
    if (object.size() >= kMaxBatchValues) return tl::unexpected(wrong_at(place, "holds too many parameters"));
    object[name] = std::move(value);
  }
  return object;
}

Result<std::string> read_text(std::string_view place, const json& value, std::size_t most, bool lines) {
  if (!value.is_string()) return tl::unexpected(wrong_at(place, "is not a string"));
  const auto& text = value.get_ref<const std::string&>();
  if (text.size() > most)
    return tl::unexpected(Error{ErrorCode::kTooLarge,
                                fmt::format("{}: has {} bytes; at most {} are allowed", place, text.size(), most),
                                std::string(place)});
  if (auto checked = check_text(place, text, lines); !checked) return tl::unexpected(checked.error());
  return text;
}

Result<std::size_t> read_count(std::string_view place, const json& value, std::size_t least, std::size_t most) {
  const auto refuse = [&] {
    return tl::unexpected(wrong_at(place, fmt::format("is not a whole number from {} to {}", least, most)));
  };
  if (value.is_string()) {
    const auto number = read_number(place, value.get_ref<const std::string&>(), least, most);
    if (!number) return refuse();
    return *number;
  }
  if (!value.is_number_unsigned()) return refuse();
  const auto number = value.get<std::uint64_t>();
  if (number < least || number > most) return refuse();
  return static_cast<std::size_t>(number);
}

Result<json> read_array(std::string_view place, const json& value) {
  if (value.is_array()) return value;
  if (!value.is_string()) return tl::unexpected(wrong_at(place, "is not an array"));
  const auto& text = value.get_ref<const std::string&>();
  if (text.empty()) return json::array();
  if (!text.starts_with('[')) return json::array({text});
  auto parsed = parse(text);
  if (!parsed) return tl::unexpected(wrong_at(place, "begins like an array of JSON and isn't one"));
  return parsed;
}

Result<std::vector<std::string>> read_names(std::string_view place, const json& value) {
  const bool list = value.is_string() && !value.get_ref<const std::string&>().starts_with('[');
  if (list && !value.get_ref<const std::string&>().empty()) {
    auto text = read_text(place, value, kMaxNameBytes, false);
    if (!text) return tl::unexpected(text.error());
    return read_list(place, *text);
  }
  const auto array = read_array(place, value);
  if (!array) return tl::unexpected(array.error());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < array->size(); ++i) {
    auto name = read_text(fmt::format("{}[{}]", place, i), (*array)[i], kMaxNameBytes, false);
    if (!name) return tl::unexpected(name.error());
    names.push_back(std::move(*name));
  }
  return names;
}

}  // namespace newshound
