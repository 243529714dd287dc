#include "indexer/newsml.h"

#include <algorithm>
#include <array>

#include "indexer/article_check.h"
#include "indexer/article_id.h"
#include "indexer/feed_text.h"
#include "indexer/html_text.h"
#include "indexer/media_topics.h"

namespace newshound {
namespace {

// The element at a path of first children; nothing if one is missing.
const XmlNode* at(const XmlNode* from, std::initializer_list<std::string_view> path) {
  for (const std::string_view name : path) {
    if (from == nullptr) return nullptr;
    from = from->child(name);
  }
  return from;
}

std::string text_at(const XmlNode* from, std::initializer_list<std::string_view> path) {
  const XmlNode* found = at(from, path);
  return found == nullptr ? std::string() : one_line(found->all_text());
}

// The name of a concept: the one in the item's language, else the first.
std::string name_of(const XmlNode& concept_node, std::string_view language) {
  std::string best;
  concept_node.each("name", [&](const XmlNode& name) {
    const std::string_view tag = name.attribute("xml:lang");
    const bool fits = !tag.empty() && !language.empty() && tag.substr(0, 2) == language.substr(0, 2);
    if (best.empty() || fits) best = one_line(name.all_text());
  });
  return best;
}

std::string_view behind_colon(std::string_view qcode) {
  return qcode.substr(qcode.find(':') == std::string_view::npos ? 0 : qcode.find(':') + 1);
}

// Elements of NITF with their prefix gone, media and tables of their own left out.
XmlNode prose_of(const XmlNode& element) {
  constexpr std::array<std::string_view, 6> kOut{"media", "table", "nitf-table", "note", "ol.rank", "fn"};
  XmlNode copy;
  copy.name = element.name.substr(element.name.find(':') == std::string::npos ? 0 : element.name.find(':') + 1);
  copy.text = element.text;
  if (copy.name == "hl1" || copy.name == "hl2") copy.name = "h2";
  if (copy.name == "block" || copy.name == "bq") copy.name = "div";
  for (const XmlNode& child : element.children) {
    const std::string_view local =
        std::string_view(child.name).substr(child.name.find(':') == std::string::npos ? 0 : child.name.find(':') + 1);
    if (std::find(kOut.begin(), kOut.end(), local) == kOut.end()) copy.children.push_back(prose_of(child));
  }
  return copy;
}

void read_inline_xml(const XmlNode& content, ArticleBuilder& builder) {
  for (const XmlNode& root : content.children) {
    if (root.name == "nitf:nitf" || root.name == "nitf") return read_nitf(root, builder);
    if (root.name != "xhtml:html" && root.name != "html" && root.name != "xhtml:div" && root.name != "xhtml:body") continue;
    const XmlNode* body = root.child("xhtml:body");
    if (body == nullptr) body = root.child("body");
    builder.set("body", html_to_text(inner_html(body == nullptr ? root : *body)));
    if (builder.article().title.empty()) builder.set("title", text_at(&root, {"xhtml:head", "xhtml:title"}));
  }
}

void read_inline_data(const XmlNode& content, ArticleBuilder& builder) {
  const std::string_view type = content.attribute("contenttype");
  if (!type.empty() && !type.starts_with("text/")) return;
  const std::string text = content.all_text();
  builder.set("body", type.starts_with("text/html") ? html_to_text(text) : text);
}

void read_subjects(const XmlNode& meta, std::string_view language, ArticleBuilder& builder) {
  constexpr std::array<std::string_view, 3> kPlaces{"geoarea", "poi", "geo"};
  constexpr std::array<std::string_view, 4> kNoTopics{"person", "organisation", "animal", "object"};
  meta.each("subject", [&](const XmlNode& subject) {
    std::string kind(behind_colon(subject.attribute("type")));
    std::transform(kind.begin(), kind.end(), kind.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const bool place = std::find(kPlaces.begin(), kPlaces.end(), kind) != kPlaces.end();
    if (std::find(kNoTopics.begin(), kNoTopics.end(), kind) != kNoTopics.end()) return;
    std::string name = name_of(subject, language);
    if (name.empty())
      name = media_topic_name(subject.attribute("qcode").empty() ? subject.attribute("uri") : subject.attribute("qcode"));
    if (name.empty()) name = one_line(subject.attribute("literal"));
    (void)builder.add_value(place ? "places" : "topics", name);
  });
  meta.each("keyword", [&](const XmlNode& word) { (void)builder.add_value("topics", word.all_text()); });
}

void read_content_meta(const XmlNode& meta, std::string_view language, ArticleBuilder& builder) {
  if (const XmlNode* headline = meta.child("headline")) builder.set("title", element_text(*headline));
  for (const std::string_view role : {"creator", "contributor"})
    if (builder.article().authors.empty())
      meta.each(role, [&](const XmlNode& person) { (void)builder.add_value("authors", name_of(person, language)); });
  const std::string by = text_at(&meta, {"by"});
  if (builder.article().authors.empty() && !by.empty())
    (void)builder.add_value("authors", by.starts_with("By ") ? by.substr(3) : by);
  if (const XmlNode* source = meta.child("infosource")) builder.set("wire_credit", name_of(*source, language));
  read_subjects(meta, language, builder);
  meta.each("located", [&](const XmlNode& place) { (void)builder.add_value("places", name_of(place, language)); });
  for (const std::string_view name : {"urgency", "slugline"}) builder.keep_text(name, text_at(&meta, {name}));
  meta.each("description", [&](const XmlNode& text) {
    if (builder.article().standfirst.empty()) builder.set("standfirst", element_text(text));
  });
}

void read_item_meta(const XmlNode& item, const XmlNode* content, ArticleBuilder& builder) {
  const XmlNode* meta = item.child("itemmeta");
  const std::string version = text_at(meta, {"versioncreated"});
  std::string first = text_at(meta, {"firstcreated"});
  if (first.empty()) first = text_at(content, {"contentcreated"});
  std::string modified = text_at(content, {"contentmodified"});
  if (modified.empty()) modified = version;
  builder.set("published", first.empty() ? version : first);
  if (!first.empty()) builder.set("modified", modified);
  builder.set("embargoed_until", text_at(meta, {"embargoed"}));
  if (meta == nullptr) return;
  const XmlNode* provider = meta->child("provider");
  if (provider != nullptr) builder.set("outlet", name_of(*provider, {}));
  if (const XmlNode* status = meta->child("pubstatus")) {
    const std::string_view code = behind_colon(status->attribute("qcode"));
    builder.set("status", code == "cancelled" ? "canceled" : code);
  }
  for (const XmlNode& note : meta->children)
    if (note.name == "ednote") builder.keep_text("ednote", note.all_text());
}

void set_outlet(const XmlNode& item, ArticleBuilder& builder) {
  if (!builder.article().outlet.empty()) return;
  std::string name = text_at(&item, {"rightsinfo", "copyrightholder", "name"});
  if (name.empty()) name = builder.article().wire_credit;
  if (const XmlNode* provider = at(&item, {"itemmeta", "provider"}); name.empty() && provider != nullptr)
    name = behind_colon(provider->attribute("qcode").empty() ? provider->attribute("literal") : provider->attribute("qcode"));
  builder.set("outlet", name);
}

}  // namespace

void read_nitf(const XmlNode& nitf, ArticleBuilder& builder) {
  // With NITF's own namespace or without any.
  const auto find = [](const XmlNode* from, std::initializer_list<std::string_view> path) {
    for (const std::string_view name : path) {
      if (from == nullptr) return from;
      const XmlNode* next = from->child("nitf:" + std::string(name));
      from = next == nullptr ? from->child(name) : next;
    }
    return from;
  };
  const XmlNode* head = find(&nitf, {"body", "body.head"});
  const XmlNode* content = find(&nitf, {"body", "body.content"});
  if (content != nullptr) builder.set("body", html_to_text(inner_html(prose_of(*content))));
  const XmlNode* headline = find(head, {"hedline", "hl1"});
  if (headline != nullptr && builder.article().title.empty()) builder.set("title", one_line(headline->all_text()));
  if (builder.article().title.empty())
    if (const XmlNode* title = find(&nitf, {"head", "title"})) builder.set("title", title->all_text());
  const XmlNode* summary = find(head, {"abstract"});
  if (summary == nullptr) summary = find(head, {"hedline", "hl2"});
  if (summary != nullptr && builder.article().standfirst.empty())
    builder.set("standfirst", html_to_text(inner_html(prose_of(*summary))));
  const XmlNode* byline = find(head, {"byline"});
  if (byline != nullptr && builder.article().authors.empty()) {
    std::string by;
    for (const XmlNode& part : byline->children)
      if (part.name.find("byttl") == std::string::npos) by += part.all_text();
    by = one_line(by);
    if (by.starts_with("By ") || by.starts_with("BY ")) by = by.substr(3);
    while (by.ends_with(',') || by.ends_with(' ')) by.pop_back();
    (void)builder.add_value("authors", by);
  }
  const XmlNode* issued = find(&nitf, {"head", "docdata", "date.issue"});
  if (issued != nullptr && builder.article().published.seconds_utc == kUndated)
    builder.set("published", issued->attribute("norm"));
  const XmlNode* id = find(&nitf, {"head", "docdata", "doc-id"});
  if (id != nullptr && builder.article().id.empty()) builder.set("id", id->attribute("id-string"));
}

void read_news_item(const XmlNode& item, ArticleBuilder& builder) {
  const XmlNode* meta = item.child("contentmeta");
  const std::string guid = one_line(item.attribute("guid"));
  builder.set(is_web_url(guid) ? "url" : "id", guid);
  std::string language(item.attribute("xml:lang"));
  if (const XmlNode* tag = at(meta, {"language"})) language = tag->attribute("tag");
  builder.set("language", language);
  builder.keep_text("version", item.attribute("version"));
  read_item_meta(item, meta, builder);
  if (meta != nullptr) read_content_meta(*meta, language, builder);
  const XmlNode* kind = at(&item, {"itemmeta", "itemclass"});
  if (kind != nullptr) builder.keep_text("type", behind_colon(kind->attribute("qcode")));
  if (const XmlNode* title = at(&item, {"itemmeta", "title"}); title != nullptr && builder.article().title.empty())
    builder.set("title", title->all_text());
  if (const XmlNode* content = item.child("contentset")) {
    for (const XmlNode& child : content->children) {
      if (!builder.article().body.empty()) break;
      if (child.name == "inlinexml") read_inline_xml(child, builder);
      if (child.name == "inlinedata") read_inline_data(child, builder);
      if (child.name == "remotecontent" && builder.article().image.empty() &&
          child.attribute("contenttype").starts_with("image/") && is_web_url(child.attribute("href")))
        builder.set("image", child.attribute("href"));
    }
  }
  set_outlet(item, builder);
  // A picture's caption is all the text that it has.
  if (builder.article().body.empty() && !builder.article().standfirst.empty()) {
    builder.set("body", builder.article().standfirst);
    builder.set("standfirst", {});
  }
}

}  // namespace newshound
