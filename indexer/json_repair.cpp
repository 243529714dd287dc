#include "indexer/json_repair.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <system_error>

namespace newshound {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// Whether `text` is a number of JSON's grammar; `whole` becomes whether it has neither fraction nor exponent.
bool is_json_number(std::string_view text, bool& whole) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t first = at;
  at = digits_end(text, at);
  if (at == first || (text[first] == '0' && at > first + 1)) return false;
  whole = at == text.size();
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = at + 1;
    at = digits_end(text, fraction);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = digits_end(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

template <class Integer>
bool fits(std::string_view text) {
  Integer value{};
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{};
}

bool is_out_of_range(std::string_view text) {
  bool whole = false;
  if (!is_json_number(text, whole)) return false;
  if (whole) return !fits<std::int64_t>(text) && !fits<std::uint64_t>(text);
  return std::isinf(std::strtod(std::string(text).c_str(), nullptr));
}

// The code unit of "\uXXXX" at `at`; -1 if there is none.
int code_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int value = 0;
  const char* const end = text.data() + at + 6;
  const auto read = std::from_chars(text.data() + at + 2, end, value, 16);
  return read.ec == std::errc{} && read.ptr == end && value >= 0 ? value : -1;
}

bool is_high(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

// Copies the escape at `at` and returns where it ends.
std::size_t copy_escape(std::string_view json, std::size_t at, JsonRepair& repair) {
  const int unit = code_unit(json, at);
  if (is_high(unit) && is_low(code_unit(json, at + 6))) {
    repair.json.append(json, at, 12);
    return at + 12;
  }
  if (is_high(unit) || is_low(unit)) {
    repair.surrogates = true;
    repair.json.append("\\ufffd");
    return at + 6;
  }
  repair.json.append(json.substr(at, 2));
  return at + 2;
}

}  // namespace

JsonRepair repair_json(std::string_view json) {
  JsonRepair repair;
  bool in_string = false;
  for (std::size_t at = 0; at < json.size();) {
    const char c = json[at];
    if (in_string && c == '\\') {
      at = copy_escape(json, at, repair);
      continue;
    }
    if (!in_string && (c == '-' || is_digit(c))) {
      const std::size_t end = std::min(json.find_first_not_of("+-.0123456789eE", at), json.size());
      const std::string_view number = json.substr(at, end - at);
      const bool quote = is_out_of_range(number);
      repair.numbers = repair.numbers || quote;
      repair.json.append(quote ? "\"" : "").append(number).append(quote ? "\"" : "");
      at = end;
      continue;
    }
    if (c == '"') in_string = !in_string;
    repair.json.push_back(c);
    ++at;
  }
  return repair;
}

}  // namespace newshound
