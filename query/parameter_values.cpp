#include "query/parameter_values.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "analysis/utf8.h"
#include "query/query_notes.h"

namespace newshound {

Error bad_value(std::string_view name, std::string_view value, std::string_view problem) {
  return {ErrorCode::kInvalidParameter, fmt::format("parameter {}: \"{}\" {}", name, shown(value), problem), std::string(name)};
}

Result<void> check_text(std::string_view name, std::string_view value, bool lines) {
  for (std::size_t at = 0; at < value.size();) {
    const CodePoint point = decode_utf8(value, at);
    const auto bad = [&](std::string_view what) {
      return tl::unexpected(Error{ErrorCode::kInvalidParameter,
                                  fmt::format("parameter {}: byte {} of its value is {}; remove it", name, at, what),
                                  std::string(name)});
    };
    if (!point.valid) return bad("not valid UTF-8");
    const bool line = point.value == '\t' || point.value == '\n' || point.value == '\r';
    const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0);
    if (control && !(lines && line))
      return bad(fmt::format("the control character U+{:04X}", static_cast<unsigned>(point.value)));
    at += point.size;
  }
  return {};
}

Result<std::size_t> read_number(std::string_view name, std::string_view value, std::size_t least, std::size_t most) {
  constexpr std::size_t kMaxDigits = 9;  // more than any limit, and no overflow
  const bool digits = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::size_t number = 0;
  if (digits && value.size() <= kMaxDigits)
    for (const char c : value) number = number * 10 + static_cast<std::size_t>(c - '0');
  const bool fits = digits && value.size() <= kMaxDigits && number >= least && number <= most;
  if (!fits) return tl::unexpected(bad_value(name, value, fmt::format("is not a number from {} to {}", least, most)));
  return number;
}

Result<bool> read_flag(std::string_view name, std::string_view value) {
  return read_choice<bool>(name, value, {{"0", false}, {"1", true}});
}

Result<TimeZone> read_time_zone(std::string_view name, std::string_view value) {
  if (const auto zone = value.empty() ? std::nullopt : TimeZone::find(value)) return *zone;
  const std::string nearest = TimeZone::nearest(value);
  return tl::unexpected(bad_value(name, value,
                                  nearest.empty() ? "is no time zone: give an IANA name such as Europe/Berlin or America/New_York"
                                                  : fmt::format("is no time zone: did you mean \"{}\"?", nearest)));
}

Result<std::vector<std::string>> read_list(std::string_view name, std::string_view value) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(',', begin), value.size());
    if (end == begin) return tl::unexpected(bad_value(name, value, "has an empty name: write names divided by single commas"));
    parts.emplace_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace newshound
