#include "query/answer_rss.h"

#include <array>

#include <date/date.h>
#include <fmt/format.h>

#include "query/highlighter.h"

namespace newshound {
namespace {

// Escaped, and without characters that XML 1.0 has no place for (section 2.2).
std::string xml(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    const std::string_view three = text.substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {  // U+FFFE, U+FFFF
      i += 2;
      continue;
    }
    if (!control) kept += text[i];
  }
  return escape_html(kept);
}

void element(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out += fmt::format("<{0}>{1}</{0}>\n", name, xml(text));
}

void item(std::string& out, const Hit& hit) {
  const Article& article = hit.article;
  const bool web = article.url.starts_with("https://") || article.url.starts_with("http://");
  out += "<item>\n";
  element(out, "title", article.title.empty() ? "(without a title)" : article.title);
  if (web) element(out, "link", article.url);
  out += fmt::format("<guid isPermaLink=\"false\">{}</guid>\n", xml(article.id));
  if (article.published.seconds_utc != kUndated) element(out, "pubDate", rfc822_date(article.published));
  std::string description = article.standfirst;
  if (description.empty() && !hit.highlight.snippets.empty()) description = hit.highlight.snippets.front();
  element(out, "description", description);
  for (const std::string& author : article.authors) element(out, "dc:creator", author);
  for (const std::string& topic : article.topics) element(out, "category", topic);
  element(out, "dc:publisher", article.outlet);
  out += "</item>\n";
}

}  // namespace

std::string rfc822_date(const Moment& moment) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const date::sys_seconds instant{std::chrono::seconds(moment.seconds_utc)};
  const auto day = date::floor<date::days>(instant);
  const date::year_month_day civil{day};
  const date::hh_mm_ss time{instant - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", kDays[date::weekday(day).c_encoding()],
                     static_cast<unsigned>(civil.day()), kMonths[static_cast<unsigned>(civil.month()) - 1],
                     static_cast<int>(civil.year()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string answer_to_rss(const SearchAnswer& answer, const FeedOptions& options) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n";
  element(out, "title", answer.text.empty() ? "All articles" : "Search: " + answer.text);
  element(out, "link", options.page_url);
  out += fmt::format("<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n", xml(options.feed_url));
  element(out, "description", fmt::format("{} article{}", answer.total, answer.total == 1 ? "" : "s"));
  element(out, "generator", "Newshound " NEWSHOUND_VERSION);
  for (const Hit& hit : answer.hits) item(out, hit);
  return out + "</channel>\n</rss>\n";
}

}  // namespace newshound
