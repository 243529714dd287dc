// Address, outlet, section, topics, language, image: what pages state plainly.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/fold.h"
#include "analysis/language.h"
#include "indexer/article_id.h"
#include "indexer/page_metadata.h"
#include "indexer/page_text.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

// An absolute address from one as a page writes it.
std::string absolute(const std::string& url, const PageContext& context) {
  if (url.starts_with("//")) return "https:" + url;
  if (!url.starts_with('/')) return url;
  const std::size_t host = context.url.find("://");
  if (host == std::string::npos) return {};
  return context.url.substr(0, context.url.find('/', host + 3)) + url;
}

void add_topics(const std::string& list, bool split, Article& article) {
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = split ? std::min(list.find_first_of(",;", begin), list.size()) : list.size();
    std::string topic = squeezed(std::string_view(list).substr(begin, end - begin));
    const auto same = [&](const std::string& other) { return fold_value(other) == fold_value(topic); };
    if (!topic.empty() && topic.size() <= kMaxValueBytes && article.topics.size() < kMaxValuesPerField &&
        std::none_of(article.topics.begin(), article.topics.end(), same))
      article.topics.push_back(std::move(topic));
    begin = end + 1;
  }
}

void fill_topics(const PageSources& sources, Article& article) {
  for (const std::string& keyword : sources.linked.keywords)
    add_topics(plain_metadata(keyword), sources.linked.keywords.size() == 1, article);
  if (article.topics.empty())
    for (const std::string& tag : sources.all("article:tag")) add_topics(tag, false, article);
  for (const char* name : {"news_keywords", "keywords"})
    if (article.topics.empty()) add_topics(sources.first({name}), true, article);
}

std::string language_tag(std::string tag) {
  std::replace(tag.begin(), tag.end(), '_', '-');
  return is_language_tag(tag) ? tag : std::string();
}

}  // namespace

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  std::string host = ascii_lower(url.substr(0, url.find_first_of("/?#:")));
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

std::string page_address(const PageSources& sources, const PageContext& context) {
  for (const std::string& url : {sources.canonical, sources.first({"og:url"}), sources.linked.url}) {
    std::string whole = absolute(url, context);
    // Some templates give every page the address of the front page.
    const std::size_t path = whole.find('/', 8);
    if (is_web_url(whole) && path != std::string::npos && path + 1 < whole.size()) return whole;
  }
  return context.url;
}

void fill_page_fields(const PageSources& sources, const PageContext& context, Article& article) {
  const LinkedArticle& linked = sources.linked;
  const std::string address = page_address(sources, context);
  article.url = context.url.empty() ? address : context.url;
  if (address != article.url || !sources.canonical.empty()) article.canonical_url = address;
  for (const std::string& name : {sources.site, plain_metadata(linked.publisher), host_of(article.url)})
    if (article.outlet.empty()) article.outlet = name;
  article.section = plain_metadata(linked.section);
  if (article.section.empty()) article.section = sources.first({"article:section", "section", "parsely-section"});
  fill_topics(sources, article);
  for (const std::string& tag :
       {linked.language, sources.language, sources.first({"og:locale", "content-language", "dc.language"})})
    if (article.language.empty()) article.language = language_tag(tag);
  for (const std::string& image : {sources.first({"og:image", "og:image:url", "twitter:image"}), linked.image})
    if (const std::string whole = absolute(image, context); article.image.empty() && is_web_url(whole)) article.image = whole;
  article.is_free = linked.is_free;
}

}  // namespace newshound
