// JSON Feed 1.0 and 1.1 (jsonfeed.org): an object with feed members and `items`, which are read one by one. What the feed says
// behind its items is not heard: memory stays flat.
#include <utility>

#include <fmt/format.h>

#include "indexer/article_builder.h"
#include "indexer/article_id.h"
#include "indexer/format_reader.h"
#include "indexer/html_text.h"
#include "indexer/json_document.h"
#include "indexer/json_items.h"

namespace newshound {
namespace {

using Element = simdjson::dom::element;

void add_authors(ArticleBuilder& builder, Element object) {
  simdjson::dom::array authors;
  if (object["authors"].get(authors) == simdjson::SUCCESS) {
    for (const Element author : authors) (void)builder.add_value("authors", json_string(author, "name"));
    return;
  }
  Element author;  // 1.0
  if (object["author"].get(author) == simdjson::SUCCESS) (void)builder.add_value("authors", json_string(author, "name"));
}

class JsonFeedReader : public FormatReader {
 public:
  explicit JsonFeedReader(ArticleRules rules) : rules_(std::move(rules)) {}

  void read(InputStream& in, Intake& intake) override {
    JsonItems items(in, "items");
    JsonItem item;
    bool first = true;
    while (items.next(item)) {
      if (std::exchange(first, false)) head_json_ = items.head();
      const Place place = intake.record(item.line, item.byte);
      if (item.problem.empty()) {
        intake.give(parse(item.json), place, item.json);
      } else if (in.damage().empty()) {
        intake.reject(place, {ErrorCode::kInvalidArticle, item.problem, {}, std::nullopt}, item.json);
      }
    }
    if (!items.missing().empty() && in.damage().empty())
      intake.reject(intake.file(), unreadable("is a JSON Feed without \"items\""));
  }

 private:
  ParsedArticle parse(std::string_view json) {
    ArticleBuilder builder;
    ParsedArticle failed;
    const auto warn = [&](std::string message) { builder.warn("", std::move(message)); };
    const auto head = head_document_.parse(head_json_, warn);
    const auto item = document_.parse(json, warn);
    simdjson::dom::object members;
    if (!item || item->get(members) != simdjson::SUCCESS) {
      failed.error = item ? Error{ErrorCode::kInvalidArticle, "is not an object; an item of a JSON Feed is one", {}, std::nullopt}
                          : item.error();
      return failed;
    }
    read_item(builder, *item);
    if (head) {
      builder.set("outlet", json_string(*head, "title"));
      if (builder.article().language.empty()) builder.set("language", json_string(*head, "language"));
      if (builder.article().authors.empty()) add_authors(builder, *head);
    }
    return builder.finish(rules_);
  }

  static void read_item(ArticleBuilder& builder, Element item) {
    const std::string_view id = json_string(item, "id"), url = json_string(item, "url");
    std::int64_t number = 0;
    if (!is_web_url(id)) builder.set("id", id);
    if (item["id"].get(number) == simdjson::SUCCESS) builder.set("id", std::to_string(number));
    builder.set("url", !url.empty() ? url : is_web_url(id) ? id : json_string(item, "external_url"));
    builder.set("title", json_string(item, "title"));
    const std::string_view html = json_string(item, "content_html"), text = json_string(item, "content_text");
    const std::string_view summary = json_string(item, "summary");
    const std::string body = html.empty() ? std::string(text) : html_to_text(html);
    builder.set("body", body.empty() ? summary : std::string_view(body));
    if (!body.empty()) builder.set("standfirst", summary);
    const std::string_view image = json_string(item, "image");
    builder.set("image", image.empty() ? json_string(item, "banner_image") : image);
    builder.set("published", json_string(item, "date_published"));
    builder.set("modified", json_string(item, "date_modified"));
    builder.set("language", json_string(item, "language"));
    add_authors(builder, item);
    simdjson::dom::array tags;
    if (item["tags"].get(tags) != simdjson::SUCCESS) return;
    for (const Element tag : tags) {
      std::string_view name;
      if (tag.get(name) == simdjson::SUCCESS) (void)builder.add_value("topics", name);
    }
  }

  ArticleRules rules_;
  JsonDocument document_, head_document_;
  std::string head_json_;
};

}  // namespace

std::unique_ptr<FormatReader> make_json_feed_reader(const ArticleRules& rules) { return std::make_unique<JsonFeedReader>(rules); }

}  // namespace newshound
