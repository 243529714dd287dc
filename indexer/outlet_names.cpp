#include "indexer/outlet_names.h"

#include <boost/url/parse.hpp>
#include <fmt/format.h>
#include <toml++/toml.h>

#include "analysis/fold.h"
#include "analysis/utf8.h"
#include "indexer/article_id.h"

namespace newshound {
namespace {

Error bad(const std::string& file, const toml::source_region& where, std::string_view message) {
  return {ErrorCode::kInvalidParameter, fmt::format("{}:{}: {}", file, where.begin.line, message), {}, std::nullopt};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

}  // namespace

std::string outlet_slug(std::string_view name) {
  std::string slug;
  const std::string folded = fold(name);
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint point = decode_utf8(folded, at);
    const bool letter = (point.value >= 'a' && point.value <= 'z') || (point.value >= '0' && point.value <= '9') ||
                        (point.value >= 0xC0 && !(point.value >= 0x2000 && point.value < 0x2070) &&
                         !(point.value >= 0x3000 && point.value < 0x3040));
    if (letter) {
      slug.append(folded, at, point.size);
    } else if (!slug.empty() && !slug.ends_with('-') && point.value != '\'' && point.value != 0x2019) {
      slug.push_back('-');
    }
    at += point.size;
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

std::string domain_of(std::string_view url) {
  if (!is_web_url(url)) return {};
  std::string host = lower(std::string(boost::urls::parse_uri(url)->host()));
  return host.starts_with("www.") ? host.substr(4) : host;
}

Result<OutletNames> OutletNames::parse(std::string_view text, const std::string& file) {
  OutletNames names;
  toml::table table;
  try {
    table = toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    return tl::unexpected(bad(file, error.source(), error.description()));
  }
  for (const auto& [key, value] : table) {
    const toml::table* entry = value.as_table();
    if (entry == nullptr)
      return tl::unexpected(
          bad(file, value.source(), fmt::format("\"{}\" is no outlet; an outlet is a table: [\"NAME\"]", key.str())));
    OutletName outlet{std::string(key.str()), outlet_slug(key.str())};
    if (const auto slug = (*entry)["slug"].value<std::string>()) outlet.slug = *slug;
    if (outlet.slug.empty())
      return tl::unexpected(bad(file, value.source(), "the name has no letter to make a slug of; give it a slug"));
    names.names_.emplace(outlet_slug(outlet.name), outlet);
    for (const auto& [member, given] : *entry) {
      if (member.str() == "slug") continue;
      const toml::array* list = given.as_array();
      if ((member.str() != "aliases" && member.str() != "domains") || list == nullptr)
        return tl::unexpected(
            bad(file, given.source(),
                fmt::format("\"{}\" is not known here; an outlet has slug, aliases = […] and domains = […]", member.str())));
      for (const toml::node& item : *list) {
        const auto name = item.value<std::string>();
        if (!name) return tl::unexpected(bad(file, item.source(), "is not a string in quotation marks"));
        auto& into = member.str() == "domains" ? names.domains_ : names.names_;
        const auto [at, fresh] = into.emplace(member.str() == "domains" ? lower(*name) : outlet_slug(*name), outlet);
        if (!fresh && at->second.name != outlet.name)
          return tl::unexpected(
              bad(file, item.source(), fmt::format("\"{}\" belongs to \"{}\" already", *name, at->second.name)));
      }
    }
  }
  return names;
}

const OutletName* OutletNames::by_name(std::string_view name) const {
  const auto found = names_.find(outlet_slug(name));
  return found == names_.end() ? nullptr : &found->second;
}

std::string name_outlet(Article& article, const OutletNames& names) {
  const OutletName* known = article.outlet.empty() ? nullptr : names.by_name(article.outlet);
  if (known == nullptr) known = names.by_url(article.canonical_url.empty() ? article.url : article.canonical_url);
  if (known == nullptr) return outlet_slug(article.outlet);
  article.outlet = known->name;
  return known->slug;
}

const OutletName* OutletNames::by_url(std::string_view url) const {
  std::string domain = domain_of(url);
  while (!domain.empty()) {
    const auto found = domains_.find(domain);
    if (found != domains_.end()) return &found->second;
    const std::size_t dot = domain.find('.');
    domain = dot == std::string::npos ? std::string() : domain.substr(dot + 1);
  }
  return nullptr;
}

}  // namespace newshound
