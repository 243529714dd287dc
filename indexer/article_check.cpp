#include "indexer/article_check.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "analysis/language.h"
#include "analysis/normalizer.h"
#include "indexer/article_id.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::int64_t kMaxAheadSeconds = 2 * kSecondsPerDay;
constexpr std::int64_t kNoLatest = std::numeric_limits<std::int64_t>::max();
constexpr int kEarliestYear = 1600;
constexpr std::size_t kShownBytes = 60;  // of a bad value, in a message

// Drops a URL that isn't http or https.
void check_url(ParsedArticle& parsed, std::string_view name, std::string& url) {
  if (url.empty() || is_web_url(url)) return;
  parsed.warnings.push_back(field_error(name, fmt::format("\"{}\" is not an http or https URL: dropped", shown_value(url))));
  url.clear();
}

void check_value(ParsedArticle& parsed, std::string_view name, std::string& value) {
  if (value.size() <= kMaxValueBytes) return;
  parsed.warnings.push_back(
      field_error(name, fmt::format("has {} bytes, {} are allowed: dropped", value.size(), kMaxValueBytes)));
  value.clear();
}

void check_date(ParsedArticle& parsed, std::string_view name, Moment& moment, std::int64_t latest) {
  if (moment.seconds_utc == kUndated) return;
  const bool early = moment.seconds_utc < *seconds_of_date(kEarliestYear, 1, 1);
  if (!early && moment.seconds_utc <= latest) return;
  const std::string date = format_moment(moment);
  parsed.warnings.push_back(field_error(name, early ? fmt::format("{} is before {}: dropped", date, kEarliestYear)
                                                    : fmt::format("{} lies ahead, and no embargo explains it: dropped", date)));
  moment = {};
}

}  // namespace

Error field_error(std::string_view name, std::string message) {
  return {ErrorCode::kInvalidField, std::move(message), std::string(name), std::nullopt};
}

Error repaired_warning() { return field_error("", "invalid UTF-8 was repaired: its bytes are U+FFFD now"); }

std::string one_line(std::string_view text) {
  std::string line = normalize(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  const std::size_t first = line.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return line.substr(first, line.find_last_not_of(' ') - first + 1);
}

std::string paragraphs(std::string_view text) {
  std::string body = normalize(text);
  const std::size_t first = body.find_first_not_of(" \n");
  if (first == std::string::npos) return {};
  return body.substr(first, body.find_last_not_of(" \n") - first + 1);
}

std::string shown_value(std::string_view value) {
  std::string text = one_line(value.substr(0, kShownBytes));
  return value.size() > kShownBytes ? text + "…" : text;
}

void check_article(ParsedArticle& parsed, const ArticleRules& rules) {
  Article& article = *parsed.article;
  const auto reject = [&](ErrorCode code, std::string_view name, std::string message) {
    parsed.error = {code, std::move(message), std::string(name), std::nullopt};
    parsed.article.reset();
  };
  if (article.title.empty() && article.body.empty())
    return reject(ErrorCode::kInvalidArticle, "body", "there is neither a title nor a body");
  if (article.id.size() > kMaxIdBytes)
    return reject(ErrorCode::kTooLarge, "id", fmt::format("has {} bytes, {} are allowed", article.id.size(), kMaxIdBytes));
  if (article.title.size() > kMaxTitleBytes)
    return reject(ErrorCode::kTooLarge, "title",
                  fmt::format("has {} bytes, {} are allowed", article.title.size(), kMaxTitleBytes));
  if (article.body.size() > kMaxBodyBytes)
    return reject(ErrorCode::kTooLarge, "body", fmt::format("has {} bytes, {} are allowed", article.body.size(), kMaxBodyBytes));
  check_url(parsed, "url", article.url);
  check_url(parsed, "canonical_url", article.canonical_url);
  check_url(parsed, "image", article.image);
  check_value(parsed, "outlet", article.outlet);
  check_value(parsed, "section", article.section);
  check_value(parsed, "wire_credit", article.wire_credit);
  if (!article.language.empty() && !is_language_tag(article.language)) {
    parsed.warnings.push_back(field_error(
        "language", fmt::format("\"{}\" is not a language tag like en or pt-BR: dropped", shown_value(article.language))));
    article.language.clear();
  }
  // What an embargo explains; the embargo itself and the expiry may lie as far ahead as they like.
  const std::int64_t latest = std::max(rules.now_utc, article.embargoed_until.seconds_utc) + kMaxAheadSeconds;
  check_date(parsed, "published", article.published, latest);
  check_date(parsed, "modified", article.modified, latest);
  check_date(parsed, "embargoed_until", article.embargoed_until, kNoLatest);
  check_date(parsed, "expires", article.expires, kNoLatest);
  if (article.id.empty()) article.id = make_id(article);
  article.language = detect_language(article.body.empty() ? article.title : article.body, article.language, rules.language);
}

}  // namespace newshound
