// JSON-LD, meta, microdata, address, <time>, text that is called a date, then the less exact ones: creation and change.
#include <algorithm>
#include <string>

#include <gumbo.h>

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

  // /2025/07/21/, /2025-07-21/ and /20250721/ in a path.
  [[nodiscard]] std::string address_date() const {
    const std::string address = page_address(sources_, context_);
    const auto digits = [&](std::size_t at, std::size_t count) {
      if (at + count > address.size()) return false;
      return std::all_of(address.begin() + static_cast<std::ptrdiff_t>(at),
                         address.begin() + static_cast<std::ptrdiff_t>(at + count), [](char c) { return c >= '0' && c <= '9'; });
    };
    for (std::size_t at = address.find('/', 8); at < address.size(); at = address.find('/', at + 1)) {
      const std::size_t year = at + 1;
      if (!digits(year, 4) || year + 5 >= address.size()) continue;
      const char mark = address[year + 4];
      if ((mark != '/' && mark != '-') || !digits(year + 5, 1)) continue;
      const std::size_t month_size = digits(year + 5, 2) ? 2 : 1, day = year + 5 + month_size + 1;
      if (day >= address.size() || address[day - 1] != mark || !digits(day, 1)) continue;
      const std::size_t day_size = digits(day, 2) ? 2 : 1;
      if (digits(day + day_size, 1)) continue;
      return address.substr(year, 4) + "-" + std::string(2 - month_size, '0') + address.substr(year + 5, month_size) + "-" +
             std::string(2 - day_size, '0') + address.substr(day, day_size);
    }
    return {};
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
