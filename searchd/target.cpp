#include "searchd/target.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>

#include "analysis/normalizer.h"

namespace newshound {
namespace {

namespace urls = boost::urls;

tl::unexpected<Error> bad(std::string message, std::string name = {}) {
  return tl::unexpected(Error{ErrorCode::kInvalidParameter, std::move(message), std::move(name), std::nullopt});
}

bool is_text(std::string_view bytes) { return is_valid_utf8(bytes) && bytes.find('\0') == std::string_view::npos; }

std::string shown(std::string_view name) { return is_text(name) ? std::string(name.substr(0, 64)) : "?"; }

}  // namespace

Result<Target> parse_target(std::string_view text) {
  const auto parsed = text.starts_with('/') ? urls::parse_origin_form(text) : urls::parse_absolute_uri(text);
  if (!parsed) return bad("the URL can't be read: it must be percent-encoded as RFC 3986 says");
  const urls::url_view url = *parsed;
  if (!text.starts_with('/') && url.scheme_id() != urls::scheme::http && url.scheme_id() != urls::scheme::https)
    return bad("only http and https URLs are answered");
  Target target;
  for (const auto segment : url.segments()) {
    if (!is_text(segment)) return bad("the path of the URL is not UTF-8 text");
    target.segments.emplace_back(segment);
  }
  if (target.segments.size() == 1 && target.segments[0].empty()) target.segments.clear();
  for (const auto parameter : url.params()) {
    if (parameter.key.empty() && !parameter.has_value) continue;  // "?", "&&": names nothing
    if (target.parameters.size() == kMaxParameters) return bad(fmt::format("more than {} parameters", kMaxParameters));
    const std::string name(parameter.key);
    if (!is_text(name)) return bad("the name of a parameter is not UTF-8 text");
    const std::string value = parameter.has_value ? std::string(parameter.value) : std::string();
    if (!is_text(value)) return bad(fmt::format("parameter \"{}\" is not UTF-8 text, or holds a NUL", shown(name)), name);
    target.parameters.emplace_back(name, value);
  }
  return target;
}

}  // namespace newshound
