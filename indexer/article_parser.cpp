#include "indexer/article_parser.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "indexer/article_builder.h"
#include "indexer/json_document.h"
#include "indexer/wire_date.h"

namespace newshound {
namespace {

using Element = simdjson::dom::element;

// Reads the members of one object into an article.
class Reader {
 public:
  // The last member of a name counts, and null is absent: so each sets its field anew.
  void read(std::string_view name, Element value) {
    switch (field_kind(name)) {
      case FieldKind::kUnknown:
        return builder_.keep(name, value.is_null() ? std::string() : std::string(simdjson::minify(value)));
      case FieldKind::kValues: return read_values(name, value);
      case FieldKind::kMoment: return read_moment(name, value);
      case FieldKind::kId: return read_id(value);
      case FieldKind::kFlag: return read_flag(name, value);
      default: (void)builder_.set(name, string(name, value).value_or(""));
    }
  }

  [[nodiscard]] ParsedArticle finish(const ArticleRules& rules) { return builder_.finish(rules); }
  void warn(std::string message) { builder_.warn("", std::move(message)); }

 private:
  // The string of a member, empty for null; nothing, with a warning, if it is of another type.
  std::optional<std::string_view> string(std::string_view name, Element value) {
    std::string_view text;
    if (value.is_null() || value.get(text) == simdjson::SUCCESS) return text;
    builder_.warn(name, "is not a string: dropped");
    return std::nullopt;
  }

  void read_values(std::string_view name, Element value) {
    builder_.clear_values(name);
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS) {
      const auto text = string(name, value);  // one value may stand for a list of one
      if (text) (void)builder_.add_value(name, *text);
      return;
    }
    std::size_t strange = 0;
    for (const Element item : array) {
      std::string_view text;
      if (item.is_null()) continue;
      if (item.get(text) != simdjson::SUCCESS) {
        ++strange;
        continue;
      }
      if (!builder_.add_value(name, text)) break;
    }
    if (strange != 0)
      builder_.warn(name, fmt::format("{} of its values {} not a string: dropped", strange, strange == 1 ? "is" : "are"));
  }

  // A string, or seconds since 1970.
  void read_moment(std::string_view name, Element value) {
    std::int64_t seconds = 0;
    if (value.get(seconds) == simdjson::SUCCESS) {
      const auto moment = read_unix_time(seconds);
      if (moment && seconds >= kFirstLikelyUnixTime) return builder_.set_moment(name, *moment);
      return builder_.bad_moment(name, fmt::format("{} is no time in seconds or milliseconds since 1970", seconds));
    }
    std::string_view text;
    if (value.is_null() || value.get(text) == simdjson::SUCCESS) return (void)builder_.set(name, text);
    builder_.bad_moment(name, "is neither a string nor a whole number");
  }

  void read_id(Element value) {
    std::string_view text;
    std::int64_t number = 0;
    std::uint64_t large = 0;
    if (value.is_null() || value.get(text) == simdjson::SUCCESS) return (void)builder_.set("id", text);
    if (value.get(number) == simdjson::SUCCESS) return (void)builder_.set("id", std::to_string(number));
    if (value.get(large) == simdjson::SUCCESS) return (void)builder_.set("id", std::to_string(large));
    builder_.clear("id");
    builder_.warn("id", "is neither a string nor a whole number: dropped; the id is made from the URL or the text");
  }

  void read_flag(std::string_view name, Element value) {
    bool flag = false;
    builder_.clear(name);
    if (value.get(flag) == simdjson::SUCCESS) return builder_.set_flag(name, flag);
    if (!value.is_null()) builder_.warn(name, "is neither true nor false: dropped");
  }

  ArticleBuilder builder_;
};

}  // namespace

struct ArticleParser::State {
  JsonDocument document;
};

ArticleParser::ArticleParser(ArticleRules rules) : rules_(std::move(rules)), state_(std::make_unique<State>()) {}
ArticleParser::~ArticleParser() = default;

ParsedArticle ArticleParser::parse(std::string_view line) {
  ParsedArticle failed;
  Reader reader;
  const auto root = state_->document.parse(line, [&](std::string message) { reader.warn(std::move(message)); });
  if (!root) {
    failed.error = root.error();
    return failed;
  }
  simdjson::dom::object object;
  if (root->get(object) != simdjson::SUCCESS) {
    failed.error = {ErrorCode::kInvalidArticle, "is JSON but not an object; an article is an object in braces", {}, std::nullopt};
    return failed;
  }
  for (const auto member : object) reader.read(member.key, member.value);
  return reader.finish(rules_);
}

ParsedArticle ArticleParser::finish(const Article& article) const {
  ArticleBuilder builder;
  builder.take(article);
  return builder.finish(rules_);
}

}  // namespace newshound
