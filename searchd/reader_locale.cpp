#include "searchd/reader_locale.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include <unicode/datefmt.h>
#include <unicode/dtitvfmt.h>
#include <unicode/listformatter.h>
#include <unicode/locid.h>
#include <unicode/numfmt.h>
#include <unicode/plurrule.h>
#include <unicode/reldatefmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/uloc.h>

namespace newshound {
namespace {

constexpr double kMilliseconds = 1000;

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

icu::Locale locale_of(const std::string& tag) {
  if (tag == "en") return icu::Locale("en", "001");  // international English, not that of the United States
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  return U_FAILURE(status) != 0 ? icu::Locale::getEnglish() : locale;
}

struct Span {
  std::int64_t seconds;  // from this many on
  std::int64_t unit;     // seconds of one
  UDateRelativeUnit name;
};

// The largest unit of which one has passed, as people count: 45 days are 1 month, 13 days are 1 week.
constexpr Span kSpans[] = {{365 * kSecondsPerDay, 365 * kSecondsPerDay, UDAT_RELATIVE_YEARS},
                           {30 * kSecondsPerDay, 30 * kSecondsPerDay, UDAT_RELATIVE_MONTHS},
                           {14 * kSecondsPerDay, 7 * kSecondsPerDay, UDAT_RELATIVE_WEEKS},
                           {kSecondsPerDay, kSecondsPerDay, UDAT_RELATIVE_DAYS},
                           {3600, 3600, UDAT_RELATIVE_HOURS},
                           {0, 60, UDAT_RELATIVE_MINUTES}};

}  // namespace

struct ReaderLocale::State {
  icu::Locale locale;
  std::unique_ptr<icu::NumberFormat> numbers;
  std::unique_ptr<icu::PluralRules> plurals;
  std::unique_ptr<icu::TimeZone> zone;
  std::unique_ptr<icu::DateFormat> dates;
  std::unique_ptr<icu::RelativeDateTimeFormatter> relative;
  mutable std::map<std::string, std::unique_ptr<icu::DateIntervalFormat>> intervals;  // by skeleton, made when first asked for

  [[nodiscard]] std::string format(icu::DateFormat& format, const icu::TimeZone& in, std::int64_t seconds) const {
    format.setTimeZone(in);
    icu::UnicodeString out;
    return utf8(format.format(static_cast<UDate>(seconds) * kMilliseconds, out));
  }
  [[nodiscard]] std::string relative_text(double n, UDateRelativeUnit unit, bool future) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString out;
    return utf8(relative->format(n, future ? UDAT_DIRECTION_NEXT : UDAT_DIRECTION_LAST, unit, out, status));
  }
  [[nodiscard]] std::string relative_day(UDateDirection direction) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString out;
    return utf8(relative->format(direction, UDAT_ABSOLUTE_DAY, out, status));
  }
  // 00:00 UTC of the day that a clock in the reader's zone shows.
  [[nodiscard]] std::int64_t local_day(std::int64_t seconds) const {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t raw = 0, saved = 0;
    zone->getOffset(static_cast<UDate>(seconds) * kMilliseconds, 0, raw, saved, status);
    const std::int64_t local = seconds + (raw + saved) / 1000;
    return local - ((local % kSecondsPerDay) + kSecondsPerDay) % kSecondsPerDay;
  }
};

ReaderLocale::ReaderLocale(const std::string& tag, const std::string& time_zone) : state_(std::make_unique<State>()) {
  UErrorCode status = U_ZERO_ERROR;
  State& state = *state_;
  state.locale = locale_of(tag);
  state.numbers.reset(icu::NumberFormat::createInstance(state.locale, status));
  state.plurals.reset(icu::PluralRules::forLocale(state.locale, status));
  state.zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone.empty() ? "UTC" : time_zone)));
  state.dates.reset(icu::DateFormat::createInstanceForSkeleton("yMMMd", state.locale, status));
  state.relative = std::make_unique<icu::RelativeDateTimeFormatter>(state.locale, status);
  if (U_FAILURE(status) != 0) throw std::runtime_error(std::string("ICU has no data for the locale ") + tag);
}
ReaderLocale::~ReaderLocale() = default;

std::string ReaderLocale::number(std::uint64_t n) const {
  icu::UnicodeString out;
  return utf8(state_->numbers->format(static_cast<std::int64_t>(n), out));
}

std::string ReaderLocale::plural(std::uint64_t n) const { return utf8(state_->plurals->select(static_cast<double>(n))); }

std::string ReaderLocale::date(const Moment& moment) const {
  if (moment.seconds_utc == kUndated) return {};
  return state_->format(*state_->dates, moment.date_only ? *icu::TimeZone::getGMT() : *state_->zone, moment.seconds_utc);
}

std::string ReaderLocale::long_date(std::int64_t seconds_utc) const {
  const std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createDateInstance(icu::DateFormat::kFull, state_->locale));
  return format ? state_->format(*format, *state_->zone, seconds_utc) : std::string();
}

std::string ReaderLocale::ago(const Moment& moment, std::int64_t now_utc) const {
  if (moment.seconds_utc == kUndated) return {};
  const std::int64_t today = state_->local_day(now_utc);
  const std::int64_t day = moment.date_only ? moment.seconds_utc : state_->local_day(moment.seconds_utc);
  std::int64_t passed = now_utc - moment.seconds_utc;
  // Days are days of the calendar, and all that a bare date knows of.
  if (moment.date_only || passed >= kSecondsPerDay || -passed >= kSecondsPerDay) {
    passed = today - day;
    if (passed == 0) return state_->relative_day(UDAT_DIRECTION_THIS);
    if (passed == kSecondsPerDay) return state_->relative_day(UDAT_DIRECTION_LAST);
    if (passed == -kSecondsPerDay) return state_->relative_day(UDAT_DIRECTION_NEXT);
  }
  const std::int64_t length = std::abs(passed);
  const Span* span = std::find_if(std::begin(kSpans), std::end(kSpans), [&](const Span& s) { return length >= s.seconds; });
  return state_->relative_text(static_cast<double>(length / span->unit), span->name, passed < 0);
}

std::string ReaderLocale::days(std::int64_t first, std::int64_t last, const char* skeleton) const {
  UErrorCode status = U_ZERO_ERROR;
  auto& format = state_->intervals[skeleton];
  if (!format) {
    format.reset(icu::DateIntervalFormat::createInstance(icu::UnicodeString::fromUTF8(skeleton), state_->locale, status));
    if (U_FAILURE(status) != 0) return format_date(first);
    format->setTimeZone(*icu::TimeZone::getGMT());
  }
  const icu::DateInterval interval(static_cast<UDate>(first) * kMilliseconds, static_cast<UDate>(last) * kMilliseconds);
  icu::UnicodeString out;
  icu::FieldPosition position(icu::FieldPosition::DONT_CARE);
  return utf8(format->format(&interval, out, position, status));
}

std::string ReaderLocale::list(const std::vector<std::string>& names) const {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::ListFormatter> format(icu::ListFormatter::createInstance(state_->locale, status));
  std::vector<icu::UnicodeString> parts;
  for (const std::string& name : names) parts.push_back(icu::UnicodeString::fromUTF8(name));
  icu::UnicodeString out;
  if (U_SUCCESS(status) != 0) format->format(parts.data(), static_cast<std::int32_t>(parts.size()), out, status);
  return utf8(out);
}

std::string own_name_of_language(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  if (U_FAILURE(status) != 0 || *locale.getLanguage() == 0) return tag;
  icu::UnicodeString out;
  locale.getDisplayName(locale, out);
  out.toTitle(nullptr, locale, U_TITLECASE_NO_LOWERCASE);
  return utf8(out);
}

std::string_view direction_of(const std::string& tag) { return uloc_isRightToLeft(tag.c_str()) != 0 ? "rtl" : "ltr"; }

}  // namespace newshound
