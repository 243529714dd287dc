#include "query/date_range.h"

#include <algorithm>
#include <utility>

namespace newshound {
namespace {

// Borders lie a second inside the years 0 to 9999: the last second before a border is printed too.
constexpr std::int64_t kFirstBorder = -62167219200 + 1;  // 0000-01-01T00:00:01Z
constexpr std::int64_t kLastBorder = 253402300800;       // 10000-01-01T00:00:00Z

DateRange within_calendar(std::int64_t from_utc, std::int64_t to_utc) {
  return {std::clamp(from_utc, kFirstBorder, kLastBorder - 1), std::clamp(to_utc, kFirstBorder + 1, kLastBorder)};
}

// The number in `text`, which must be all digits; -1 if it isn't.
int number(std::string_view text) {
  if (text.empty() || text.size() > 4) return -1;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

unsigned last_day(int year, unsigned month) {
  for (unsigned day = 31; day > 28; --day)
    if (seconds_of_date(year, month, day)) return day;
  return 28;
}

// Local midnight of the day `days` after the date (0 or 1).
std::int64_t midnight(CivilTime date, int days, const TimeZone& zone) {
  if (days == 1) {
    const bool month_ends = date.day == last_day(date.year, date.month);
    date.day = month_ends ? 1 : date.day + 1;
    if (month_ends) date.month = date.month == 12 ? 1 : date.month + 1;
    if (month_ends && date.month == 1) ++date.year;
  }
  return zone.to_utc(date);
}

std::optional<DateRange> parse_month_or_year(std::string_view text, const TimeZone& zone) {
  const bool is_year = text.size() == 4;
  if (!is_year && (text.size() != 7 || text[4] != '-')) return std::nullopt;
  const int year = number(text.substr(0, 4));
  if (year < 1) return std::nullopt;
  if (is_year) return within_calendar(zone.to_utc({year, 1, 1, 0}), zone.to_utc({year + 1, 1, 1, 0}));
  const int month = number(text.substr(5));
  if (month < 1 || month > 12) return std::nullopt;
  const auto m = static_cast<unsigned>(month);
  return within_calendar(zone.to_utc({year, m, 1, 0}), midnight({year, m, last_day(year, m), 0}, 1, zone));
}

// The instant `months` before now by the calendar; a day that the month doesn't have becomes its last one.
std::optional<std::int64_t> months_before(std::int64_t now_utc, int months, const TimeZone& zone) {
  CivilTime local = zone.to_local(now_utc);
  const int total = local.year * 12 + static_cast<int>(local.month) - 1 - months;
  if (total < 12) return kFirstBorder;
  local.year = total / 12;
  local.month = static_cast<unsigned>(total % 12) + 1;
  local.day = std::min(local.day, last_day(local.year, local.month));
  return std::clamp(zone.to_utc(local), kFirstBorder, kLastBorder - 1);
}

}  // namespace

std::optional<DateRange> parse_period(std::string_view text, const TimeZone& zone) {
  if (text.size() <= 7) return parse_month_or_year(text, zone);
  const std::optional<Moment> moment = parse_moment(text);
  if (!moment) return std::nullopt;
  if (!moment->date_only) return within_calendar(moment->seconds_utc, moment->seconds_utc + 1);
  if (text.substr(0, 4) == "0000") return std::nullopt;
  const CivilTime day{number(text.substr(0, 4)), static_cast<unsigned>(number(text.substr(5, 2))),
                      static_cast<unsigned>(number(text.substr(8, 2))), 0};
  return within_calendar(midnight(day, 0, zone), midnight(day, 1, zone));
}

std::optional<DateRange> parse_date_range(std::string_view text, const TimeZone& zone) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return parse_period(text, zone);
  const std::string_view first = text.substr(0, dots), last = text.substr(dots + 2);
  const auto from = parse_period(first, zone), to = parse_period(last, zone);
  if ((!from && !first.empty()) || (!to && !last.empty()) || (!from && !to)) return std::nullopt;
  DateRange range;
  if (from) range.from_utc = from->from_utc;
  if (to) range.to_utc = to->to_utc;
  if (from && to && range.from_utc >= range.to_utc) return DateRange{to->from_utc, from->to_utc, true};
  return range;
}

std::optional<std::int64_t> parse_when(std::string_view text, std::int64_t now_utc, const TimeZone& zone) {
  if (text.size() < 2) return std::nullopt;
  const int count = number(text.substr(0, text.size() - 1));
  if (count < 1) return std::nullopt;
  const auto back = [&](std::int64_t seconds) { return std::clamp(now_utc - count * seconds, kFirstBorder, kLastBorder - 1); };
  switch (text.back()) {
    case 'h': return back(3600);
    case 'd': return back(kSecondsPerDay);
    case 'w': return back(7 * kSecondsPerDay);
    case 'm': return months_before(now_utc, count, zone);
    case 'y': return months_before(now_utc, count * 12, zone);
    default: return std::nullopt;
  }
}

std::string format_date_range(std::int64_t from_utc, std::int64_t to_utc) {
  std::string text;
  if (from_utc != kUndated) text += format_moment({from_utc, false});
  text += "..";
  if (to_utc != kUndated) text += format_moment({to_utc - 1, false});
  return text;
}

}  // namespace newshound
