#include "indexer/article_parser.h"

#include <algorithm>
#include <new>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "analysis/normalizer.h"
#include "indexer/article_check.h"
#include "indexer/html_text.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using Element = simdjson::dom::element;

std::string paragraphs(std::string_view text) {
  std::string body = normalize(text);
  const std::size_t first = body.find_first_not_of(" \n");
  if (first == std::string::npos) return {};
  // The indentation of the first line is kept out, that of others is text.
  return body.substr(first, body.find_last_not_of(" \n") - first + 1);
}

// Reads the members of one object into an article.
class Reader {
 public:
  explicit Reader(ParsedArticle& parsed) : parsed_(parsed), article_(*parsed.article) {}

  void read(std::string_view name, Element value) {
    if (value.is_null()) return;
    if (text_field(name, value) || values_field(name, value) || moment_field(name, value) || other_field(name, value)) return;
    keep(name, value);
  }

  // What unknown members came to.
  void finish() {
    if (!extra_.empty()) article_.extra = "{" + extra_ + "}";
    if (article_.body.empty() && !html_.empty()) article_.body = paragraphs(html_to_text(html_));
  }

 private:
  void drop(std::string_view name, std::string message) { parsed_.warnings.push_back(field_error(name, std::move(message))); }

  // The string of a member; nothing, with a warning, if it is of another type.
  std::optional<std::string_view> string(std::string_view name, Element value) {
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) return text;
    drop(name, "is not a string: dropped");
    return std::nullopt;
  }

  bool text_field(std::string_view name, Element value) {
    struct Row {
      std::string_view name;
      std::string Article::*member;
      std::size_t limit;
    };
    static constexpr Row kRows[] = {{"title", &Article::title, kMaxTitleBytes},
                                    {"standfirst", &Article::standfirst, kMaxBodyBytes},
                                    {"outlet", &Article::outlet, kMaxValueBytes},
                                    {"section", &Article::section, kMaxValueBytes},
                                    {"language", &Article::language, 64},
                                    {"correction", &Article::correction, kMaxBodyBytes},
                                    {"wire_credit", &Article::wire_credit, kMaxValueBytes},
                                    {"url", &Article::url, kMaxUrlBytes},
                                    {"canonical_url", &Article::canonical_url, kMaxUrlBytes},
                                    {"image", &Article::image, kMaxUrlBytes}};
    const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.name == name; });
    if (row == std::end(kRows)) return false;
    const auto text = string(name, value);
    if (!text) return true;
    article_.*(row->member) = one_line(*text);
    return true;
  }

  bool values_field(std::string_view name, Element value) {
    std::vector<std::string>* values = name == "authors"  ? &article_.authors
                                       : name == "topics" ? &article_.topics
                                       : name == "places" ? &article_.places
                                                          : nullptr;
    if (values == nullptr) return false;
    values->clear();
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS) {
      const auto text = string(name, value);  // one value may stand for a list of one
      if (text) add_value(name, *values, *text);
      return true;
    }
    for (const Element item : array) {
      std::string_view text;
      if (item.is_null()) continue;
      if (item.get(text) != simdjson::SUCCESS) {
        drop(name, "has a value that is not a string: dropped");
        continue;
      }
      add_value(name, *values, text);
    }
    return true;
  }

  void add_value(std::string_view name, std::vector<std::string>& values, std::string_view text) {
    std::string value = one_line(text);
    if (value.empty() || std::find(values.begin(), values.end(), value) != values.end()) return;
    if (value.size() > kMaxValueBytes)
      return drop(name, fmt::format("has a value of {} bytes, {} are allowed: dropped", value.size(), kMaxValueBytes));
    if (values.size() == kMaxValuesPerField)
      return drop(name, fmt::format("has more than {} values: the others were dropped", kMaxValuesPerField));
    values.push_back(std::move(value));
  }

  bool moment_field(std::string_view name, Element value) {
    Moment* moment = name == "published"         ? &article_.published
                     : name == "modified"        ? &article_.modified
                     : name == "embargoed_until" ? &article_.embargoed_until
                     : name == "expires"         ? &article_.expires
                                                 : nullptr;
    if (moment == nullptr) return false;
    const auto text = string(name, value);
    if (!text || text->empty()) return true;
    const auto read = parse_moment(one_line(*text));
    if (read) {
      *moment = *read;
    } else {
      drop(name, fmt::format("\"{}\" is not an RFC 3339 time or a date like 2025-07-21: dropped", shown_value(*text)));
    }
    return true;
  }

  bool other_field(std::string_view name, Element value) {
    if (name == "id") {
      std::string_view text;
      std::int64_t number = 0;
      if (value.get(text) == simdjson::SUCCESS) {
        article_.id = one_line(text);
      } else if (value.get(number) == simdjson::SUCCESS) {
        article_.id = std::to_string(number);
      } else {
        drop(name, "is neither a string nor a whole number: dropped");
      }
      return true;
    }
    if (name == "body" || name == "body_html") {
      const auto text = string(name, value);
      if (text && name == "body") article_.body = paragraphs(*text);
      if (text && name == "body_html") html_ = normalize(*text);
      return true;
    }
    if (name == "is_free") {
      bool free = false;
      if (value.get(free) == simdjson::SUCCESS) {
        article_.is_free = free;
      } else {
        drop(name, "is neither true nor false: dropped");
      }
      return true;
    }
    if (name != "status") return false;
    const auto text = string(name, value);
    if (!text || text->empty()) return true;
    const auto status = parse_status(*text);
    if (status) {
      article_.status = *status;
    } else {
      drop(name, fmt::format("\"{}\" is not usable, withheld or canceled: the article is withheld", shown_value(*text)));
      article_.status = Status::kWithheld;  // the safe reading of a status that isn't understood
    }
    return true;
  }

  void keep(std::string_view name, Element value) {
    if (!seen_.emplace(name).second) return;
    if (!extra_.empty()) extra_ += ",";
    extra_ += nlohmann::json(name).dump() + ":" + std::string(simdjson::minify(value));
  }

  ParsedArticle& parsed_;
  Article& article_;
  std::string html_, extra_;
  std::set<std::string, std::less<>> seen_;
};

}  // namespace

struct ArticleParser::State {
  simdjson::dom::parser parser;
  simdjson::padded_string padded;
};

ArticleParser::ArticleParser(ArticleRules rules) : rules_(std::move(rules)), state_(std::make_unique<State>()) {
  // Sized for the longest line once; depth bounds what a hostile line can nest.
  if (state_->parser.allocate(1u << 16, kMaxJsonDepth) != simdjson::SUCCESS) throw std::bad_alloc();
}
ArticleParser::~ArticleParser() = default;

ParsedArticle ArticleParser::parse(std::string_view line) {
  ParsedArticle parsed;
  std::string repaired;
  if (!simdjson::validate_utf8(line)) {
    repaired = normalize(line);
    line = repaired;
    parsed.warnings.push_back(field_error("", "invalid UTF-8 was repaired: its bytes are U+FFFD now"));
  }
  simdjson::dom::object object;
  const auto error = state_->parser.parse(line.data(), line.size()).get(object);
  if (error != simdjson::SUCCESS) {
    const bool type = error == simdjson::INCORRECT_TYPE;
    parsed.error = {ErrorCode::kInvalidArticle,
                    type ? "is JSON but not an object; an article is an object in braces"
                         : fmt::format("is not JSON: {}", simdjson::error_message(error)),
                    {},
                    std::nullopt};
    return parsed;
  }
  parsed.article.emplace();
  Reader reader(parsed);
  for (const auto member : object) reader.read(member.key, member.value);
  reader.finish();
  check_article(parsed, rules_);
  return parsed;
}

ParsedArticle ArticleParser::finish(Article article) const {
  ParsedArticle parsed;
  article.title = one_line(article.title);
  article.body = paragraphs(article.body);
  parsed.article = std::move(article);
  check_article(parsed, rules_);
  return parsed;
}

}  // namespace newshound
