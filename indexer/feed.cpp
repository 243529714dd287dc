#include "indexer/feed.h"

#include <algorithm>
#include <array>

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include "indexer/article_check.h"
#include "indexer/article_id.h"
#include "indexer/feed_text.h"
#include "indexer/outlet_names.h"

namespace newshound {
namespace {

namespace urls = boost::urls;

// A reference of a feed as an address: against xml:base or the feed's own link, blanks escaped. As it was if that gives none.
std::string address(std::string_view given, std::string_view base) {
  std::string text;
  for (const char c : one_line(given)) text += c == ' ' ? std::string("%20") : std::string(1, c);
  if (text.empty() || is_web_url(text)) return text;
  const auto reference = urls::parse_uri_reference(text);
  const auto from = urls::parse_uri(base);
  urls::url resolved;
  if (!reference || !from || !urls::resolve(*from, *reference, resolved)) return text;
  return std::string(resolved.buffer());
}

std::string first_of(const XmlNode& node, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const XmlNode* child = node.child(name);
    if (child == nullptr) continue;
    std::string text = element_text(*child);
    if (!one_line(text).empty()) return text;
  }
  return {};
}

// en_US and "en-us " as they should be.
std::string language_of(std::string_view given) {
  std::string tag = one_line(given);
  std::replace(tag.begin(), tag.end(), '_', '-');
  return tag;
}

void set_language(const XmlNode& item, const FeedHead& head, ArticleBuilder& builder) {
  std::string tag = language_of(item.child_text("dc:language"));
  if (tag.empty()) tag = language_of(item.attribute("xml:lang"));
  builder.set("language", tag.empty() ? head.language : tag);
}

// An id that is an address stands for the address; any other is the article's id.
void set_identity(std::string_view id, std::string link, const FeedHead& head, ArticleBuilder& builder) {
  const std::string name = one_line(id);
  if (!is_web_url(name)) builder.set("id", name);
  if (link.empty() && is_web_url(name)) link = name;
  builder.set("url", address(link, head.link));
}

void set_outlet(const std::string& own, const FeedHead& head, ArticleBuilder& builder) {
  builder.set("outlet", !one_line(own).empty() ? own : head.outlet);
  if (builder.article().outlet.empty()) builder.set("outlet", domain_of(builder.article().url));
}

bool is_image(const XmlNode& media) {
  return media.attribute("medium") == "image" || media.attribute("type").starts_with("image/") || media.name == "media:thumbnail";
}

// The first picture: media:content, inside of media:group too, enclosures, thumbnails, itunes:image.
std::string image_of(const XmlNode& item, std::string_view base) {
  for (const XmlNode& child : item.children) {
    if (child.name == "media:group") {
      std::string inside = image_of(child, base);
      if (!inside.empty()) return inside;
    }
    if ((child.name == "media:content" || child.name == "enclosure") && is_image(child))
      return address(child.attribute("url"), base);
  }
  const XmlNode* thumbnail = item.child("media:thumbnail");
  if (thumbnail == nullptr && item.child("media:content") != nullptr)
    thumbnail = item.child("media:content")->child("media:thumbnail");
  if (thumbnail != nullptr) return address(thumbnail->attribute("url"), base);
  const XmlNode* itunes = item.child("itunes:image");
  return itunes == nullptr ? std::string() : address(itunes->attribute("href"), base);
}

// Words divided by commas.
void add_words(std::string_view words, ArticleBuilder& builder) {
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find(',', at), words.size());
    (void)builder.add_value("topics", words.substr(at, end - at));
    at = end + 1;
  }
}

// Dublin Core, Media RSS and iTunes say the same in every kind of feed.
void read_extensions(const XmlNode& item, const FeedHead& head, ArticleBuilder& builder) {
  for (const std::string_view name : {"dc:creator", "dc:contributor"})
    if (builder.article().authors.empty())
      item.each(name, [&](const XmlNode& one) { (void)builder.add_value("authors", person_name(one.all_text())); });
  if (builder.article().authors.empty()) (void)builder.add_value("authors", person_name(item.child_text("itunes:author")));
  item.each("dc:subject", [&](const XmlNode& one) { (void)builder.add_value("topics", feed_text(one.all_text())); });
  for (const std::string_view name : {"dc:coverage", "dcterms:spatial"})
    item.each(name, [&](const XmlNode& one) { (void)builder.add_value("places", feed_text(one.all_text())); });
  for (const std::string_view name : {"media:keywords", "itunes:keywords"})
    item.each(name, [&](const XmlNode& one) { add_words(feed_text(one.all_text()), builder); });
  builder.set("image", image_of(item, head.link));
}

}  // namespace

FeedHead read_feed_head(const XmlNode& document) {
  FeedHead head;
  const bool atom = document.name == "atom:feed";
  const XmlNode* channel = document.child("channel");
  const XmlNode& feed = channel == nullptr ? document : *channel;
  head.outlet = one_line(first_of(feed, {"dc:publisher"}));
  if (head.outlet.empty() && !atom) head.outlet = one_line(first_of(feed, {"title"}));
  if (const XmlNode* title = feed.child("atom:title"); atom && title != nullptr) head.outlet = one_line(atom_text(*title));
  head.language = language_of(first_of(feed, {"language", "dc:language"}));
  if (head.language.empty())
    head.language = language_of(feed.attribute("xml:lang").empty() ? document.attribute("xml:lang") : feed.attribute("xml:lang"));
  head.link = one_line(document.attribute("xml:base"));
  if (head.link.empty()) head.link = one_line(feed.child_text("link"));
  if (head.link.empty())
    feed.each("atom:link", [&](const XmlNode& link) {
      if (head.link.empty() || link.attribute("rel") == "alternate") head.link = link.attribute("href");
    });
  if (!is_web_url(head.link)) head.link.clear();
  return head;
}

void read_rss_item(const XmlNode& item, const FeedHead& feed, ArticleBuilder& builder) {
  FeedHead head = feed;
  if (!item.attribute("xml:base").empty()) head.link = address(item.attribute("xml:base"), feed.link);
  const XmlNode* guid = item.child("guid");
  std::string link = item.child_text("link");
  if (one_line(link).empty())
    item.each("atom:link", [&](const XmlNode& one) {
      if (link.empty() && (one.attribute("rel").empty() || one.attribute("rel") == "alternate")) link = one.attribute("href");
    });
  if (one_line(link).empty()) link = item.attribute("rdf:about");
  set_identity(guid == nullptr ? item.child_text("dc:identifier") : guid->all_text(), link, head, builder);
  builder.set("title", first_of(item, {"title", "dc:title", "media:title", "itunes:title"}));
  const std::string content = first_of(item, {"content:encoded", "encoded", "xhtml:body", "fullitem", "content"});
  const std::string summary = first_of(item, {"description", "dc:description", "media:description", "itunes:summary", "summary"});
  builder.set("body", one_line(content).empty() ? summary : content);
  if (!one_line(content).empty()) builder.set("standfirst", summary);
  builder.set(
      "published",
      one_line(first_of(item, {"pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published", "date", "created"})));
  builder.set("modified", one_line(first_of(item, {"atom:updated", "dcterms:modified", "modified"})));
  builder.set("expires", one_line(first_of(item, {"expirationdate"})));
  for (const std::string_view name : {"author", "atom:author"})
    item.each(name, [&](const XmlNode& author) {
      const XmlNode* own = author.child("atom:name");
      if (own == nullptr) own = author.child("name");
      (void)builder.add_value("authors", person_name(own == nullptr ? author.all_text() : own->all_text()));
    });
  item.each("category", [&](const XmlNode& one) { (void)builder.add_value("topics", element_text(one)); });
  read_extensions(item, head, builder);
  set_language(item, head, builder);
  set_outlet(first_of(item, {"source", "dc:publisher"}), head, builder);
}

void read_atom_entry(const XmlNode& entry, const FeedHead& feed, ArticleBuilder& builder) {
  FeedHead head = feed;
  if (!entry.attribute("xml:base").empty()) head.link = address(entry.attribute("xml:base"), feed.link);
  std::string link, picture;
  entry.each("atom:link", [&](const XmlNode& one) {
    const std::string_view rel = one.attribute("rel");
    if (link.empty() && (rel.empty() || rel == "alternate")) link = one.attribute("href");
    if (picture.empty() && rel == "enclosure" && one.attribute("type").starts_with("image/")) picture = one.attribute("href");
  });
  set_identity(entry.child_text("atom:id"), link, head, builder);
  const auto text = [&](std::string_view name) {
    const XmlNode* one = entry.child(name);
    return one == nullptr ? std::string() : atom_text(*one);
  };
  builder.set("title", text("atom:title"));
  const std::string content = text("atom:content"), summary = text("atom:summary");
  builder.set("body", one_line(content).empty() ? summary : content);
  if (!one_line(content).empty()) builder.set("standfirst", summary);
  const auto date = [&](std::initializer_list<std::string_view> names) { return one_line(first_of(entry, names)); };
  const std::string updated = date({"atom:updated", "atom:modified"});
  const std::string published = date({"atom:published", "atom:issued", "atom:created", "dc:date"});
  builder.set("published", published.empty() ? updated : published);
  if (!published.empty()) builder.set("modified", updated);
  entry.each("atom:author", [&](const XmlNode& author) {
    const XmlNode* name = author.child("atom:name");
    (void)builder.add_value("authors", person_name(name == nullptr ? author.all_text() : name->all_text()));
  });
  entry.each("atom:category", [&](const XmlNode& one) {
    (void)builder.add_value("topics", one.attribute("label").empty() ? one.attribute("term") : one.attribute("label"));
  });
  read_extensions(entry, head, builder);
  if (builder.article().image.empty()) builder.set("image", address(picture, head.link));
  set_language(entry, head, builder);
  const XmlNode* source = entry.child("atom:source");
  const XmlNode* title = source == nullptr ? nullptr : source->child("atom:title");
  set_outlet(title == nullptr ? std::string() : atom_text(*title), head, builder);
}

void read_cdf_item(const XmlNode& item, const FeedHead& head, ArticleBuilder& builder) {
  builder.set("url", address(item.attribute("href"), head.link));
  builder.set("title", first_of(item, {"title"}));
  builder.set("body", first_of(item, {"abstract", "description"}));
  builder.set("published", item.attribute("lastmod"));
  set_outlet({}, head, builder);
}

}  // namespace newshound
