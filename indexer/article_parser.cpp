#include "indexer/article_parser.h"

#include <algorithm>
#include <new>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "analysis/normalizer.h"
#include "indexer/article_check.h"
#include "indexer/html_text.h"
#include "indexer/json_repair.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

using Element = simdjson::dom::element;

constexpr std::size_t kMaxWarnings = 50;  // of one article: a hostile line could give millions

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

  // The last member of a name counts, and null is absent: so each sets its field anew.
  void read(std::string_view name, Element value) {
    if (text_field(name, value) || values_field(name, value) || moment_field(name, value) || other_field(name, value)) return;
    keep(name, value);
  }

  // What unknown members came to.
  void finish() {
    for (const auto& [name, json] : extra_) {
      if (json.empty()) continue;
      article_.extra += (article_.extra.empty() ? "{" : ",") + nlohmann::json(name).dump() + ":" + json;
    }
    if (!article_.extra.empty()) article_.extra += "}";
    // An embargo that can't be read is still one: the safe reading, as for a status that isn't understood.
    if (bad_embargo_ && article_.status == Status::kUsable) article_.status = Status::kWithheld;
    if (article_.body.empty() && !html_.empty()) article_.body = paragraphs(html_to_text(html_));
  }

 private:
  void drop(std::string_view name, std::string message) {
    if (parsed_.warnings.size() > kMaxWarnings) return;
    if (parsed_.warnings.size() == kMaxWarnings) message = "and more like these";
    parsed_.warnings.push_back(field_error(name, std::move(message)));
  }

  // The string of a member, empty for null; nothing, with a warning, if it is of another type.
  std::optional<std::string_view> string(std::string_view name, Element value) {
    std::string_view text;
    if (value.is_null() || value.get(text) == simdjson::SUCCESS) return text;
    drop(name, "is not a string: dropped");
    return std::nullopt;
  }

  bool text_field(std::string_view name, Element value) {
    struct Row {
      std::string_view name;
      std::string Article::*member;
    };
    static constexpr Row kRows[] = {{"title", &Article::title},
                                    {"standfirst", &Article::standfirst},
                                    {"outlet", &Article::outlet},
                                    {"section", &Article::section},
                                    {"language", &Article::language},
                                    {"correction", &Article::correction},
                                    {"wire_credit", &Article::wire_credit},
                                    {"url", &Article::url},
                                    {"canonical_url", &Article::canonical_url},
                                    {"image", &Article::image}};
    const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.name == name; });
    if (row == std::end(kRows)) return false;
    const auto text = string(name, value);
    article_.*(row->member) = text ? one_line(*text) : std::string();
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
      if (text) (void)add_value(name, *values, *text);
      return true;
    }
    std::size_t strange = 0;
    for (const Element item : array) {
      std::string_view text;
      if (item.is_null()) continue;
      if (item.get(text) != simdjson::SUCCESS) {
        ++strange;
        continue;
      }
      if (!add_value(name, *values, text)) break;
    }
    if (strange != 0) drop(name, fmt::format("{} of its values {} not a string: dropped", strange, strange == 1 ? "is" : "are"));
    return true;
  }

  // False if the field has no room for more.
  bool add_value(std::string_view name, std::vector<std::string>& values, std::string_view text) {
    std::string value = one_line(text);
    if (value.empty() || std::find(values.begin(), values.end(), value) != values.end()) return true;
    if (value.size() > kMaxValueBytes) {
      drop(name, fmt::format("has a value of {} bytes, {} are allowed: dropped", value.size(), kMaxValueBytes));
      return true;
    }
    if (values.size() == kMaxValuesPerField) {
      drop(name, fmt::format("has more than {} values: the others were dropped", kMaxValuesPerField));
      return false;
    }
    values.push_back(std::move(value));
    return true;
  }

  bool moment_field(std::string_view name, Element value) {
    Moment* moment = name == "published"         ? &article_.published
                     : name == "modified"        ? &article_.modified
                     : name == "embargoed_until" ? &article_.embargoed_until
                     : name == "expires"         ? &article_.expires
                                                 : nullptr;
    if (moment == nullptr) return false;
    *moment = {};
    const bool embargo = moment == &article_.embargoed_until;
    if (embargo) bad_embargo_ = false;
    const auto text = string(name, value);
    if (!text && embargo) {
      bad_embargo_ = true;
      drop(name, "can't be read: the article is withheld");
    }
    if (!text || text->empty()) return true;
    const auto read = parse_moment(one_line(*text));
    if (read) {
      *moment = *read;
    } else if (embargo) {
      bad_embargo_ = true;
      drop(name,
           fmt::format("\"{}\" is not an RFC 3339 time or a date like 2025-07-21: the article is withheld", shown_value(*text)));
    } else {
      drop(name, fmt::format("\"{}\" is not an RFC 3339 time or a date like 2025-07-21: dropped", shown_value(*text)));
    }
    return true;
  }

  bool other_field(std::string_view name, Element value) {
    if (name == "id") {
      article_.id = id_of(value);
      return true;
    }
    if (name == "body" || name == "body_html") {
      const auto text = string(name, value);
      if (name == "body") article_.body = text ? paragraphs(*text) : std::string();
      if (name == "body_html") html_ = text ? normalize(*text) : std::string();
      return true;
    }
    if (name == "is_free") {
      bool free = false;
      article_.is_free.reset();
      if (value.get(free) == simdjson::SUCCESS) {
        article_.is_free = free;
      } else if (!value.is_null()) {
        drop(name, "is neither true nor false: dropped");
      }
      return true;
    }
    if (name != "status") return false;
    article_.status = Status::kUsable;
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

  // Empty, with a warning, if it is no id. Control characters aren't replaced: "a\u0001b" and "a b" are two articles.
  std::string id_of(Element value) {
    std::string_view text;
    std::int64_t number = 0;
    std::uint64_t large = 0;
    if (value.is_null()) return {};
    if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
    if (value.get(large) == simdjson::SUCCESS) return std::to_string(large);
    if (value.get(text) != simdjson::SUCCESS) {
      drop("id", "is neither a string nor a whole number: dropped; the id is made from the URL or the text");
      return {};
    }
    NormalizeNotes notes;
    std::string id = normalize(text, &notes);
    const bool breaks = text.find_first_of("\t\r\n") != std::string_view::npos;
    if (!breaks && !notes.control_characters) return one_line(id);
    drop("id", "has control characters: dropped; the id is made from the URL or the text");
    return {};
  }

  void keep(std::string_view name, Element value) {
    const auto [at, fresh] = extra_at_.try_emplace(std::string(name), extra_.size());
    if (fresh) extra_.emplace_back(name, std::string());
    extra_[at->second].second = value.is_null() ? std::string() : std::string(simdjson::minify(value));
  }

  ParsedArticle& parsed_;
  Article& article_;
  bool bad_embargo_ = false;
  std::string html_;
  std::vector<std::pair<std::string, std::string>> extra_;  // name and JSON, in the order of first mention
  std::unordered_map<std::string, std::size_t> extra_at_;
};

// What simdjson says of a line, for people.
Error line_error(simdjson::error_code error) {
  if (error == simdjson::INCORRECT_TYPE)
    return {ErrorCode::kInvalidArticle, "is JSON but not an object; an article is an object in braces", {}, std::nullopt};
  if (error == simdjson::DEPTH_ERROR)
    return {ErrorCode::kTooLarge, fmt::format("nests deeper than {} levels", kMaxJsonDepth), {}, std::nullopt};
  return {ErrorCode::kInvalidArticle, fmt::format("is not JSON: {}", simdjson::error_message(error)), {}, std::nullopt};
}

}  // namespace

struct ArticleParser::State {
  simdjson::dom::parser parser;
};

ArticleParser::ArticleParser(ArticleRules rules) : rules_(std::move(rules)), state_(std::make_unique<State>()) {
  // Depth bounds what a hostile line can nest; room for longer lines comes when they do.
  if (state_->parser.allocate(1u << 16, kMaxJsonDepth) != simdjson::SUCCESS) throw std::bad_alloc();
}
ArticleParser::~ArticleParser() = default;

ParsedArticle ArticleParser::parse(std::string_view line) {
  ParsedArticle parsed;
  std::string repaired;
  if (!simdjson::validate_utf8(line)) {
    repaired = normalize(line);
    line = repaired;
    parsed.warnings.push_back(repaired_warning());
  }
  simdjson::dom::object object;
  auto error = state_->parser.parse(line.data(), line.size()).get(object);
  JsonRepair repair;
  if (error == simdjson::NUMBER_ERROR || error == simdjson::STRING_ERROR) {
    repair = repair_json(line);
    error = state_->parser.parse(repair.json).get(object);
  }
  if (error != simdjson::SUCCESS) {
    parsed.error = line_error(error);
    return parsed;
  }
  if (repair.numbers) parsed.warnings.push_back(field_error("", "a number is out of range: kept as text"));
  if (repair.surrogates) parsed.warnings.push_back(field_error("", "half a surrogate pair was repaired: it is U+FFFD now"));
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
