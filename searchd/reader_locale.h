// Numbers, dates and lists as the reader's locale writes them, by ICU. Costly to make, cheap to use; one thread each.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/moment.h"

namespace newshound {

class ReaderLocale {
 public:
  // `tag`: BCP 47, e.g. "en-GB"; a bare "en" is international English (18 Nov 2026). `time_zone`: IANA name, empty = UTC: of
  // instants; bare dates are never shifted.
  ReaderLocale(const std::string& tag, const std::string& time_zone);
  ~ReaderLocale();
  ReaderLocale(const ReaderLocale&) = delete;
  ReaderLocale& operator=(const ReaderLocale&) = delete;

  [[nodiscard]] std::string number(std::uint64_t n) const;
  [[nodiscard]] std::string plural(std::uint64_t n) const;  // "one", "few", "other" …
  // "18 Nov 2026"; empty if undated.
  [[nodiscard]] std::string date(const Moment& moment) const;
  // "Tuesday, 24 November 2026".
  [[nodiscard]] std::string long_date(std::int64_t seconds_utc) const;
  // "6 days ago", "yesterday", "in 2 hours"; empty if undated.
  [[nodiscard]] std::string ago(const Moment& moment, std::int64_t now_utc) const;
  // Days from `first` to `last` (inclusive, 00:00 UTC each) by a CLDR skeleton: "yMMMd", "yMMMM", "y".
  [[nodiscard]] std::string days(std::int64_t first, std::int64_t last, const char* skeleton) const;
  // "Tobias Wren and Maud Okafor".
  [[nodiscard]] std::string list(const std::vector<std::string>& names) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The name of a language in itself: "de" -> "Deutsch"; the tag if nobody knows it.
[[nodiscard]] std::string own_name_of_language(const std::string& tag);
// "rtl" or "ltr".
[[nodiscard]] std::string_view direction_of(const std::string& tag);

struct ReaderLanguage {
  std::string language;  // one of page_languages()
  std::string locale;    // for ReaderLocale: "en-US", "de"
};

// What a reader gets: `wanted` (a language of the pages, else ignored) or the best of an Accept-Language header, English if
// none fits. Reads at most 32 ranges of the header.
[[nodiscard]] ReaderLanguage choose_language(std::string_view wanted, std::string_view accept_language);

}  // namespace newshound
