#include "indexer/article_id.h"

#include <algorithm>
#include <array>

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <fmt/format.h>
#include <xxhash.h>

#include "schemas/limits.h"

namespace newshound {
namespace {

namespace urls = boost::urls;

constexpr std::array<std::string_view, 14> kTracking{"fbclid", "gclid", "dclid",  "gclsrc", "msclkid", "mc_cid", "mc_eid",
                                                     "igshid", "yclid", "twclid", "ttclid", "wbraid",  "gbraid", "_ga"};

bool tracks(std::string_view name) {
  return name.starts_with("utm_") || std::find(kTracking.begin(), kTracking.end(), name) != kTracking.end();
}

std::string hash(std::string_view text) {
  const XXH128_hash_t sum = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", sum.high64, sum.low64);
}

}  // namespace

bool is_web_url(std::string_view url) {
  if (url.size() > kMaxUrlBytes) return false;
  const auto parsed = urls::parse_uri(url);
  return parsed && (parsed->scheme_id() == urls::scheme::http || parsed->scheme_id() == urls::scheme::https) &&
         !parsed->host().empty();
}

std::string canonical_form(std::string_view text) {
  if (!is_web_url(text)) return {};
  urls::url url(*urls::parse_uri(text));
  url.normalize();
  url.set_scheme("https");
  url.remove_fragment();
  if (url.port() == "80" || url.port() == "443" || url.port().empty()) url.remove_port();
  if (url.has_query()) {
    auto parameters = url.params();
    for (auto at = parameters.begin(); at != parameters.end();) at = tracks((*at).key) ? parameters.erase(at) : std::next(at);
    if (url.params().empty()) url.remove_query();
  }
  std::string canonical(url.buffer());
  if (!url.has_query())
    while (canonical.ends_with('/')) canonical.pop_back();
  return canonical;
}

std::string make_id(const Article& article) {
  const std::string& url = article.canonical_url.empty() ? article.url : article.canonical_url;
  const std::string canonical = canonical_form(url);
  return hash(canonical.empty() ? article.title + "\n" + article.body : canonical);
}

}  // namespace newshound
