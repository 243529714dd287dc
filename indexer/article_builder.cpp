#include "indexer/article_builder.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/normalizer.h"
#include "indexer/article_check.h"
#include "indexer/html_text.h"
#include "indexer/mojibake.h"
#include "indexer/outlet_names.h"
#include "indexer/wire_date.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxWarnings = 50;  // of one article

struct TextRow {
  std::string_view name;
  std::string Article::*member;
};
constexpr TextRow kTexts[] = {{"title", &Article::title},
                              {"standfirst", &Article::standfirst},
                              {"outlet", &Article::outlet},
                              {"section", &Article::section},
                              {"language", &Article::language},
                              {"correction", &Article::correction},
                              {"wire_credit", &Article::wire_credit},
                              {"url", &Article::url},
                              {"canonical_url", &Article::canonical_url},
                              {"image", &Article::image}};
struct ValuesRow {
  std::string_view name;
  std::vector<std::string> Article::*member;
};
constexpr ValuesRow kValues[] = {{"authors", &Article::authors}, {"topics", &Article::topics}, {"places", &Article::places}};
struct MomentRow {
  std::string_view name;
  Moment Article::*member;
};
constexpr MomentRow kMoments[] = {{"published", &Article::published},
                                  {"modified", &Article::modified},
                                  {"embargoed_until", &Article::embargoed_until},
                                  {"expires", &Article::expires}};

template <class Row, std::size_t size>
const Row* row_of(const Row (&rows)[size], std::string_view name) {
  const Row* found = std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) { return row.name == name; });
  return found == std::end(rows) ? nullptr : found;
}

// A string of JSON; bytes of a name that are no UTF-8 (a column of somebody's table) become U+FFFD.
std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string clean_text(std::string_view text) { return one_line(repair_mojibake(text)); }

}  // namespace

FieldKind field_kind(std::string_view name) {
  if (row_of(kTexts, name) != nullptr) return FieldKind::kText;
  if (row_of(kValues, name) != nullptr) return FieldKind::kValues;
  if (row_of(kMoments, name) != nullptr) return FieldKind::kMoment;
  if (name == "id") return FieldKind::kId;
  if (name == "body") return FieldKind::kBody;
  if (name == "body_html") return FieldKind::kBodyHtml;
  if (name == "status") return FieldKind::kStatus;
  return name == "is_free" || name == "topics_inferred" ? FieldKind::kFlag : FieldKind::kUnknown;
}

const std::vector<std::string_view>& article_field_names() {
  static const std::vector<std::string_view> kNames{
      "id",      "url",     "canonical_url", "title",      "standfirst",  "body",      "body_html",      "authors",
      "outlet",  "section", "topics",        "places",     "language",    "published", "modified",       "embargoed_until",
      "expires", "status",  "image",         "correction", "wire_credit", "is_free",   "topics_inferred"};
  return kNames;
}

bool ArticleBuilder::set(std::string_view name, std::string_view text) {
  Article& article = *parsed_.article;
  switch (field_kind(name)) {
    case FieldKind::kText: article.*(row_of(kTexts, name)->member) = clean_text(text); return true;
    case FieldKind::kValues: (void)add_value(name, text); return true;
    case FieldKind::kMoment: {
      const std::string line = one_line(text);
      const auto moment = read_wire_date(line);
      if (line.empty() || moment) {
        set_moment(name, moment.value_or(Moment{}));
      } else {
        bad_moment(name, fmt::format("\"{}\" is not an RFC 3339 time or a date like 2025-07-21", shown_value(text)));
      }
      return true;
    }
    case FieldKind::kBody: article.body = paragraphs(repair_mojibake(text)); return true;
    case FieldKind::kBodyHtml: html_ = normalize(repair_mojibake(text)); return true;
    case FieldKind::kId: set_id(text); return true;
    case FieldKind::kStatus: set_status(text); return true;
    case FieldKind::kFlag: read_flag(name, text); return true;
    case FieldKind::kUnknown: break;
  }
  return false;
}

void ArticleBuilder::set_flag(std::string_view name, bool flag) {
  if (name == "is_free") {
    parsed_.article->is_free = flag;
  } else {
    parsed_.article->topics_inferred = flag;
  }
}

void ArticleBuilder::read_flag(std::string_view name, std::string_view text) {
  if (name == "is_free") {
    parsed_.article->is_free.reset();
  } else {
    parsed_.article->topics_inferred = false;
  }
  const bool yes = text == "true" || text == "1" || text == "yes", no = text == "false" || text == "0" || text == "no";
  if (yes || no) return set_flag(name, yes);
  if (!text.empty()) warn(name, "is neither true nor false: dropped");
}

void ArticleBuilder::take(const Article& article) {
  for (const TextRow& row : kTexts) (void)set(row.name, article.*row.member);
  for (const ValuesRow& row : kValues)
    for (const std::string& value : article.*row.member) (void)add_value(row.name, value);
  for (const MomentRow& row : kMoments) set_moment(row.name, article.*row.member);
  (void)set("id", article.id);
  (void)set("body", article.body);
  Article& own = *parsed_.article;
  own.status = article.status;
  own.is_free = article.is_free;
  own.topics_inferred = article.topics_inferred;
  own.extra = article.extra;
}

void ArticleBuilder::set_moment(std::string_view name, const Moment& moment) {
  (*parsed_.article).*(row_of(kMoments, name)->member) = moment;
  if (name == "embargoed_until") bad_embargo_ = false;
}

void ArticleBuilder::bad_moment(std::string_view name, std::string message) {
  set_moment(name, {});
  bad_embargo_ = bad_embargo_ || name == "embargoed_until";
  warn(name, std::move(message) + (name == "embargoed_until" ? ": the article is withheld" : ": dropped"));
}

void ArticleBuilder::clear_values(std::string_view name) { ((*parsed_.article).*(row_of(kValues, name)->member)).clear(); }

bool ArticleBuilder::add_value(std::string_view name, std::string_view text) {
  std::vector<std::string>& values = (*parsed_.article).*(row_of(kValues, name)->member);
  std::string value = clean_text(text);
  if (value.empty() || std::find(values.begin(), values.end(), value) != values.end()) return true;
  if (value.size() > kMaxValueBytes) {
    warn(name, fmt::format("has a value of {} bytes, {} are allowed: dropped", value.size(), kMaxValueBytes));
    return true;
  }
  if (values.size() == kMaxValuesPerField) {
    warn(name, fmt::format("has more than {} values: the others were dropped", kMaxValuesPerField));
    return false;
  }
  values.push_back(std::move(value));
  return true;
}

void ArticleBuilder::clear(std::string_view name) {
  if (row_of(kValues, name) != nullptr) return clear_values(name);
  (void)set(name, {});
}

void ArticleBuilder::keep(std::string_view name, std::string json) {
  const auto [at, fresh] = extra_at_.try_emplace(std::string(name), extra_.size());
  if (fresh) extra_.emplace_back(name, std::string());
  extra_[at->second].second = std::move(json);
}

void ArticleBuilder::keep_text(std::string_view name, std::string_view text) {
  std::string value = clean_text(text);
  keep(name, value.empty() ? std::string() : json_text(value));
}

void ArticleBuilder::warn(std::string_view name, std::string message) {
  if (parsed_.warnings.size() > kMaxWarnings) return;
  if (parsed_.warnings.size() == kMaxWarnings) message = "and more like these";
  parsed_.warnings.push_back(field_error(name, std::move(message)));
}

void ArticleBuilder::set_status(std::string_view text) {
  Article& article = *parsed_.article;
  article.status = Status::kUsable;
  if (text.empty()) return;
  const auto status = parse_status(text);
  if (!status)
    warn("status", fmt::format("\"{}\" is not usable, withheld or canceled: the article is withheld", shown_value(text)));
  article.status = status.value_or(Status::kWithheld);  // the safe reading of a status that isn't understood
}

// Empty, with a warning, if it is no id. Control characters aren't replaced: "a\u0001b" and "a b" are two articles.
void ArticleBuilder::set_id(std::string_view text) {
  NormalizeNotes notes;
  std::string id = normalize(text, &notes);
  const bool breaks = text.find_first_of("\t\r\n") != std::string_view::npos;
  if (!breaks && !notes.control_characters) {
    parsed_.article->id = one_line(id);
    return;
  }
  parsed_.article->id.clear();
  warn("id", "has control characters: dropped; the id is made from the URL or the text");
}

ParsedArticle ArticleBuilder::no_article(std::string message) {
  parsed_.article.reset();
  parsed_.other_kind = true;
  parsed_.error = {ErrorCode::kInvalidArticle, std::move(message), {}, std::nullopt};
  return std::move(parsed_);
}

ParsedArticle ArticleBuilder::finish(const ArticleRules& rules) {
  Article& article = *parsed_.article;
  if (rules.outlets != nullptr) keep_text("outlet_slug", name_outlet(article, *rules.outlets));
  if (!article.extra.empty()) article.extra.pop_back();  // the brace: more follows
  for (const auto& [name, json] : extra_) {
    if (json.empty()) continue;
    article.extra += (article.extra.empty() ? "{" : ",") + json_text(name) + ":" + json;
  }
  if (!article.extra.empty()) article.extra += "}";
  // An embargo that can't be read is still one: the safe reading, as for a status that isn't understood.
  if (bad_embargo_ && article.status == Status::kUsable) article.status = Status::kWithheld;
  if (article.body.empty() && !html_.empty()) article.body = paragraphs(html_to_text(html_));
  article.topics_inferred = article.topics_inferred && !article.topics.empty();
  check_article(parsed_, rules);
  return std::move(parsed_);
}

}  // namespace newshound
