// JSON-LD, meta, microdata, address, <time>, text that is called a date, then the less exact ones: creation and change.
#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <gumbo.h>

#include "indexer/month_names.h"
#include "indexer/page_metadata.h"
#include "indexer/page_text.h"
#include "indexer/written_date.h"

namespace newshound {
namespace {

constexpr int kFirstWebYear =
    1990;  // a page before it, or of day 0 of Unix, is a default value: believed only if nothing else is
constexpr std::size_t kMaxDateText = 200;
constexpr std::int64_t kMaxAhead = 2 * kSecondsPerDay;

class DateSearch {
 public:
  DateSearch(const HtmlDocument& document, const std::vector<PageMark>& marks, const PageSources& sources,
             const PageContext& context)
      : document_(document), marks_(marks), sources_(sources), context_(context) {}

  PageDates run() {
    PageDates dates;
    const LinkedArticle& linked = sources_.linked;
    offer(linked.published);
    offer(sources_.first({"article:published_time",
                          "article:published",
                          "og:published_time",
                          "og:article:published_time",
                          "datepublished",
                          "date",
                          "pubdate",
                          "publishdate",
                          "publish-date",
                          "parsely-pub-date",
                          "dc.date.issued",
                          "dc.date",
                          "dcterms.created",
                          "dcterms.date",
                          "dcterms.issued",
                          "sailthru.date",
                          "article.published",
                          "published-date",
                          "publication_date",
                          "publication-date",
                          "cxenseparse:recs:publishtime",
                          "dc.date.created",
                          "article_date_original",
                          "created",
                          "rnews:datepublished",
                          "pub_date"}));
    if (!found_) offer(item_date());
    if (!found_) offer(address_date());
    if (!found_) offer(time_element());
    if (!found_) offer(called_date());
    offer(linked.created);
    offer(linked.modified);
    if (found_ || doubtful_) {
      dates.published = found_ ? found_->moment : doubtful_->moment;
      dates.day = found_ ? found_->day : doubtful_->day;
    }
    for (const std::string& text :
         {linked.modified, sources_.first({"article:modified_time", "og:updated_time", "datemodified"})})
      if (const auto date = read_written_date(text); date && is_plausible(*date) && dates.modified.seconds_utc == kUndated)
        dates.modified = date->moment;
    return dates;
  }

 private:
  [[nodiscard]] bool is_plausible(const WrittenDate& date) const {
    const std::int64_t seconds = date.moment.seconds_utc;
    return seconds >= *seconds_of_date(kFirstWebYear, 1, 1) && (context_.now_utc == 0 || seconds <= context_.now_utc + kMaxAhead);
  }

  void offer(const std::string& text) {
    if (found_ || text.empty()) return;
    const auto date = read_written_date(text);
    if (!date) return;
    (is_plausible(*date) ? found_ : doubtful_) = date;
  }

  [[nodiscard]] std::string item_date() const {
    for (std::int32_t i = 0; i < document_.size(); ++i) {
      if (document_.node(i).element == nullptr || document_.attribute(i, "itemprop") != "datePublished") continue;
      for (const char* name : {"content", "datetime"})
        if (const std::string_view value = document_.attribute(i, name); !value.empty()) return std::string(value);
      return document_.text_of(i, kMaxDateText);
    }
    return {};
  }

  // /2025/07/21/, /2025-07-21/ and /2025/jul/21/ in a path.
  [[nodiscard]] std::string address_date() const {
    const std::string address = page_address(sources_, context_);
    for (std::size_t at = address.find('/', 8); at < address.size(); at = address.find('/', at + 1))
      if (std::string date = date_in_path(std::string_view(address).substr(at + 1)); !date.empty()) return date;
    return {};
  }

  // At the beginning of `path`; empty if there is none.
  static std::string date_in_path(std::string_view path) {
    if (path.size() < 8 || path.find_first_not_of("0123456789") != 4 || (path[4] != '/' && path[4] != '-')) return {};
    const char mark = path[4];
    const std::string_view year = path.substr(0, 4), rest = path.substr(5);
    const std::string_view month = rest.substr(0, rest.find(mark));
    if (month.size() + 1 >= rest.size() || month.empty() || month.size() > 9) return {};
    const std::string_view behind = rest.substr(month.size() + 1);
    const std::size_t digits = std::min(behind.find_first_not_of("0123456789"), behind.size());
    if (digits < 1 || digits > 2) return {};
    const unsigned number = month_of_name(month);
    return fmt::format("{}-{:0>2}-{:0>2}", year, number > 0 ? std::to_string(number) : std::string(month),
                       behind.substr(0, digits));
  }

  [[nodiscard]] std::string time_element() const {
    for (std::int32_t i = 0; i < document_.size(); ++i) {
      if (document_.node(i).tag != GUMBO_TAG_TIME) continue;
      for (const std::string& text : {std::string(document_.attribute(i, "datetime")), document_.text_of(i, kMaxDateText)})
        if (const auto date = read_written_date(text); date && is_plausible(*date)) return text;
    }
    return {};
  }

  [[nodiscard]] std::string called_date() const {
    for (std::int32_t i = 0; i < document_.size(); ++i) {
      const PageMark& mark = marks_[static_cast<std::size_t>(i)];
      if (!mark.date && !mark.byline) continue;
      const std::string text = document_.text_of(i, 2 * kMaxDateText);
      if (text.size() >= kMaxDateText) continue;
      if (const auto date = read_written_date(text); date && is_plausible(*date)) return text;
    }
    return {};
  }

  const HtmlDocument& document_;
  const std::vector<PageMark>& marks_;
  const PageSources& sources_;
  const PageContext& context_;
  std::optional<WrittenDate> found_, doubtful_;
};

}  // namespace

PageDates page_dates(const HtmlDocument& document, const std::vector<PageMark>& marks, const PageSources& sources,
                     const PageContext& context) {
  return DateSearch(document, marks, sources, context).run();
}

}  // namespace newshound
