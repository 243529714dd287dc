#include "indexer/ninjs.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "indexer/article_builder.h"
#include "indexer/article_id.h"
#include "indexer/html_text.h"
#include "indexer/json_document.h"
#include "indexer/media_topics.h"
#include "indexer/ninjs_check.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using Element = simdjson::dom::element;

bool is_html(std::string_view type) {
  return type.find("html") != std::string_view::npos || type.find("nitf") != std::string_view::npos;
}

std::string text_of(std::string_view value, bool html) { return html ? html_to_text(value) : std::string(value); }

class Item {
 public:
  Item(Element root, ArticleBuilder& builder) : root_(root), builder_(builder) {}

  void read() {
    identity();
    times();
    texts();
    const std::string_view status = json_string(root_, "pubstatus", "pubStatus");
    if (!status.empty()) builder_.set("status", status == "cancelled" ? "canceled" : status);
    builder_.set("language", json_string(root_, "language"));
    people();
    topics();
    builder_.set("image", image_of(root_));
    for (const std::string_view name :
         {"type", "version", "profile", "ednote", "usageterms", "usageTerms", "copyrightnotice", "copyrightNotice"})
      builder_.keep_text(name, json_string(root_, name));
    std::int64_t urgency = 0;
    if (root_["urgency"].get(urgency) == simdjson::SUCCESS) builder_.keep("urgency", std::to_string(urgency));
  }

 private:
  // The objects of a list; a single object counts as a list of one.
  template <class Use>
  static void each(Element parent, std::string_view name, const Use& use) {
    Element list;
    simdjson::dom::array items;
    if (parent[name].get(list) != simdjson::SUCCESS) return;
    if (list.get(items) != simdjson::SUCCESS) return (void)use(list);
    for (const Element item : items) use(item);
  }

  void identity() {
    const std::string_view uri = json_string(root_, "uri");
    builder_.set(is_web_url(uri) ? "url" : "id", uri);
    // altids is an object of roles in 1.x, an array of roles and values from 2.0 on.
    const std::string_view own =
        json_string(root_["altids"].error() == simdjson::SUCCESS ? root_["altids"].value_unsafe() : root_, "id");
    if (!own.empty()) builder_.set("id", own);
    for (const std::string_view name : {"altids", "altIds"})
      each(root_, name, [&](Element alternative) {
        const std::string_view value = json_string(alternative, "value");
        if (json_string(alternative, "role") == "id" && !value.empty()) builder_.set("id", value);
      });
  }

  void times() {
    const std::string_view first = json_string(root_, "firstcreated", "firstCreated");
    const std::string_view version = json_string(root_, "versioncreated", "versionCreated");
    const std::string_view content = json_string(root_, "contentcreated", "contentCreated");
    builder_.set("published", !first.empty() ? first : !version.empty() ? version : content);
    if (!first.empty() && version != first) builder_.set("modified", version);
    builder_.set("embargoed_until", json_string(root_, "embargoed"));
    builder_.set("expires", json_string(root_, "expires"));
  }

  void texts() {
    std::string title(json_string(root_, "headline")), summary, body;
    int best = 0;
    const auto offer_body = [&](int rank, std::string text) {
      if (rank <= best || text.empty()) return;
      best = rank;
      body = std::move(text);
    };
    simdjson::dom::object members;
    if (root_.get(members) != simdjson::SUCCESS) return;
    for (const auto member : members) {
      std::string_view value;
      if (member.value.get(value) != simdjson::SUCCESS) continue;
      if (member.key.starts_with("body_")) offer_body(is_html(member.key) ? 2 : 1, text_of(value, is_html(member.key)));
      if (member.key.starts_with("description_") && summary.empty()) summary = text_of(value, is_html(member.key));
      if (member.key.starts_with("headline_") && title.empty()) title = value;
    }
    each(root_, "bodies", [&](Element text) {
      const bool html = is_html(json_string(text, "contenttype", "contentType")) || is_html(json_string(text, "role"));
      offer_body(html ? 2 : 1, text_of(json_string(text, "value"), html));
    });
    each(root_, "headlines", [&](Element text) {
      if (title.empty() || json_string(text, "role") == "main")
        title = text_of(json_string(text, "value"), is_html(json_string(text, "contenttype", "contentType")));
    });
    each(root_, "descriptions", [&](Element text) {
      const std::string_view role = json_string(text, "role");
      if (role == "creditline" || role == "writer" || !summary.empty()) return;
      summary = text_of(json_string(text, "value"), is_html(json_string(text, "contenttype", "contentType")));
    });
    // "Short natural-language name": a slug where there is a headline. Some put their text there.
    const std::string_view name = json_string(root_, "title");
    if (title.empty() && (name.size() <= kMaxTitleBytes || !body.empty())) title = name;
    if (title.empty() && body.empty()) body = name;
    builder_.set("title", title);
    builder_.set(body.empty() ? "body" : "standfirst", summary);
    if (!body.empty()) builder_.set("body", body);
  }

  // "By Jane Doe and John Roe" names two.
  void byline(std::string_view by) {
    if (by.starts_with("By ") || by.starts_with("by ") || by.starts_with("BY ")) by.remove_prefix(3);
    while (!by.empty()) {
      const std::size_t end = std::min(by.find(" and "), by.size());
      (void)builder_.add_value("authors", by.substr(0, end));
      by.remove_prefix(std::min(end + 5, by.size()));
    }
  }

  void people() {
    std::string_view by = json_string(root_, "byline");
    if (by.empty()) by = json_string(root_, "by");
    if (!by.empty()) byline(by);
    for (const std::string_view name : {"creator", "creators", "contributors"})
      each(root_, name, [&](Element person) {
        if (by.empty()) (void)builder_.add_value("authors", json_string(person, "name"));
      });
    std::string outlet, credit;
    each(root_, "provider", [&](Element one) { outlet = json_string(one, "name"); });
    for (const std::string_view name : {"infosource", "infosources", "infoSources"})
      each(root_, name, [&](Element one) {
        if (credit.empty()) credit = json_string(one, "name");
      });
    if (outlet.empty()) outlet = credit.empty() ? std::string(json_string(root_, "copyrightholder", "copyrightHolder")) : credit;
    builder_.set("outlet", outlet);
    builder_.set("wire_credit", credit);
  }

  void named(std::string_view list, std::string_view field) {
    each(root_, list, [&](Element one) {
      const std::string_view name = json_string(one, "name");
      const std::string_view code = json_string(one, "code", "literal");
      const std::string_view uri = json_string(one, "uri");
      if (!name.empty()) return (void)builder_.add_value(field, name);
      const std::string_view known = media_topic_name(media_topic_name(code).empty() ? uri : code);
      if (!known.empty()) return (void)builder_.add_value(field, known);
      if (!is_media_topic_code(code) && !is_web_url(code)) (void)builder_.add_value(field, code);
    });
  }

  void topics() {
    for (const std::string_view list : {"subject", "subjects", "keyword", "keywords"}) named(list, "topics");
    for (const std::string_view list : {"keyword", "keywords"}) {
      simdjson::dom::array words;
      if (root_[list].get(words) != simdjson::SUCCESS) continue;
      for (const Element word : words) {
        std::string_view text;
        if (word.get(text) == simdjson::SUCCESS) (void)builder_.add_value("topics", text);
      }
    }
    for (const std::string_view list : {"place", "places"}) named(list, "places");
    // Where the text was written, if nothing says what it is about.
    if (builder_.article().places.empty()) builder_.set("places", json_string(root_, "located"));
  }

  // The picture's own file, or that of the first picture that goes with the text; the widest one.
  static std::string image_of(Element item, int depth = 0) {
    std::string best;
    std::int64_t width = -1;
    const auto take = [&](Element rendition) {
      const std::string_view type = json_string(rendition, "mimetype", "contenttype");
      const std::string_view other = json_string(rendition, "contentType");
      const std::string_view href = json_string(rendition, "href");
      std::int64_t own = 0;
      if (rendition["width"].get(own) != simdjson::SUCCESS) own = 0;
      if ((type.starts_with("image/") || other.starts_with("image/")) && is_web_url(href) && own > width) {
        best = href;
        width = own;
      }
    };
    each_member(item, "renditions", take);
    if (best.empty() && depth == 0)
      each_member(item, "associations", [&](Element one) {
        if (best.empty()) best = image_of(one, 1);
      });
    return best;
  }

  // The values of an object of named ones (1.x) or of an array (2.x).
  template <class Use>
  static void each_member(Element parent, std::string_view name, const Use& use) {
    simdjson::dom::object named;
    if (parent[name].get(named) != simdjson::SUCCESS) return each(parent, name, use);
    for (const auto member : named) use(member.value);
  }

  Element root_;
  ArticleBuilder& builder_;
};

class NinjsParser : public RecordParser {
 public:
  explicit NinjsParser(ArticleRules rules) : rules_(std::move(rules)) {}

  ParsedArticle parse(std::string_view json) override {
    ArticleBuilder builder;
    ParsedArticle failed;
    const auto root = document_.parse(json, [&](std::string message) { builder.warn("", std::move(message)); });
    simdjson::dom::object members;
    if (!root) {
      failed.error = root.error();
      return failed;
    }
    if (root->get(members) != simdjson::SUCCESS) {
      failed.error = {
          ErrorCode::kInvalidArticle, "is JSON but not an object; a ninjs item is an object in braces", {}, std::nullopt};
      return failed;
    }
    if (json_string(*root, "uri").empty()) {
      failed.error = {ErrorCode::kInvalidArticle, "has no \"uri\", which every ninjs item has", "uri", std::nullopt};
      return failed;
    }
    check_ninjs(*root, builder);
    Item(*root, builder).read();
    if (builder.article().title.empty() && builder.article().body.empty())
      return builder.no_article("is a ninjs item without headline, description and text: it holds no article");
    return builder.finish(rules_);
  }

 private:
  ArticleRules rules_;
  JsonDocument document_;
};

}  // namespace

std::unique_ptr<RecordParser> make_ninjs_parser(const ArticleRules& rules) { return std::make_unique<NinjsParser>(rules); }

bool is_ninjs(const std::vector<std::string>& members) {
  constexpr std::array<std::string_view, 6> kOurs{"id", "url", "canonical_url", "body", "published", "outlet"};
  bool uri = false;
  for (const std::string& member : members) {
    if (std::find(kOurs.begin(), kOurs.end(), member) != kOurs.end()) return false;
    uri = uri || member == "uri";
  }
  return uri;
}

}  // namespace newshound
