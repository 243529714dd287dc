#include "searchd/page_links.h"

#include <algorithm>

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

namespace newshound {
namespace {

namespace urls = boost::urls;

constexpr std::size_t kMaxFragmentBytes = 200;  // a longer mark makes a link that few programs take

std::string encoded(std::string_view text, bool plus) {
  urls::encoding_opts options;
  options.space_as_plus = plus;
  return urls::encode(text, urls::unreserved_chars, options);
}

bool is_web_url(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

}  // namespace

std::string query_string(const Parameters& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    if (!out.empty()) out += '&';
    out += encoded(name, true) + '=' + encoded(value, true);
  }
  return out;
}

std::string path_with(std::string_view path, const Parameters& parameters) {
  std::string out(path);
  return parameters.empty() ? out : out + '?' + query_string(parameters);
}

std::string article_path(std::string_view id, const Parameters& parameters) {
  return path_with("/article/" + encoded(id, false), parameters);
}

Parameters without(const Parameters& state, std::initializer_list<std::string_view> names) {
  Parameters left = state;
  std::erase_if(
      left, [&](const auto& p) { return p.first == "page" || std::find(names.begin(), names.end(), p.first) != names.end(); });
  return left;
}

Parameters with(const Parameters& state, std::string_view name, std::string_view value) {
  return with_value(without(state, {name}), name, value);
}

Parameters with_value(const Parameters& state, std::string_view name, std::string_view value) {
  Parameters more = without(state, {});
  more.emplace_back(name, value);
  return more;
}

Parameters without_value(const Parameters& state, std::string_view name, std::string_view value) {
  Parameters left = without(state, {});
  std::erase_if(left, [&](const auto& p) { return p.first == name && p.second == value; });
  return left;
}

std::string source_link(const Article& article, std::string_view first_mark) {
  if (!is_web_url(article.url)) return {};
  if (first_mark.empty() || first_mark.size() > kMaxFragmentBytes) return article.url;
  std::string text = encoded(first_mark, false);
  // In a text fragment "-" has a meaning of its own.
  for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 3)) text.replace(at, 1, "%2D");
  return article.url + (article.url.find('#') == std::string::npos ? "#:~:text=" : ":~:text=") + text;
}

std::string url_host(std::string_view url) {
  const auto parsed = urls::parse_uri_reference(url);
  return parsed ? std::string(parsed->host()) : std::string();
}

}  // namespace newshound
