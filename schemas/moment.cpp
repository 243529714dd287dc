#include "schemas/moment.h"

#include <chrono>

#include <date/date.h>
#include <fmt/compile.h>
#include <fmt/format.h>

namespace newshound {
namespace {

// Reads exactly `count` digits at `at`; -1 if they aren't there.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// "Z", "+02:00" or "-0530" at the end of `text`: the offset from UTC in seconds.
std::optional<std::int64_t> offset_seconds(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const bool colon = text.size() == 6 && text[3] == ':';
  if (!colon && text.size() != 5) return std::nullopt;
  const int hours = digits(text, 1, 2);
  const int minutes = digits(text, colon ? 4 : 3, 2);
  if (hours < 0 || minutes < 0 || hours > 23 || minutes > 59) return std::nullopt;
  const std::int64_t offset = hours * 3600 + minutes * 60;
  return text[0] == '-' ? -offset : offset;
}

date::year_month_day civil(std::int64_t seconds_utc) {
  const auto time = date::sys_seconds{std::chrono::seconds{seconds_utc}};
  return date::year_month_day{date::floor<date::days>(time)};
}

}  // namespace

std::optional<std::int64_t> seconds_of_date(int year, unsigned month, unsigned day) {
  if (year < 0 || year > 9999) return std::nullopt;
  const date::year_month_day ymd{date::year{year}, date::month{month}, date::day{day}};
  if (!ymd.ok()) return std::nullopt;
  return date::sys_seconds{date::sys_days{ymd}}.time_since_epoch().count();
}

std::optional<Moment> parse_moment(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const auto start = seconds_of_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  if (!start) return std::nullopt;
  if (text.size() == 10) return Moment{*start, true};

  if (text.size() < 17 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':') return std::nullopt;
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2);
  int second = 0;
  std::size_t at = 16;
  if (text[at] == ':') {
    second = digits(text, at + 1, 2);
    at += 3;
    if (at < text.size() && text[at] == '.') {
      const std::size_t first = ++at;
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
      if (at == first) return std::nullopt;
    }
  }
  // A leap second (":60") counts as the last second of its minute.
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || at > text.size()) return std::nullopt;
  if (second == 60) second = 59;
  const auto offset = offset_seconds(text.substr(at));
  if (!offset) return std::nullopt;
  return Moment{*start + hour * 3600 + minute * 60 + second - *offset, false};
}

std::string format_date(std::int64_t seconds_utc) {
  const auto ymd = civil(seconds_utc);
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string format_moment(const Moment& moment) {
  if (moment.seconds_utc == kUndated) return {};
  std::string text = format_date(moment.seconds_utc);
  if (moment.date_only) return text;
  const std::int64_t of_day = ((moment.seconds_utc % kSecondsPerDay) + kSecondsPerDay) % kSecondsPerDay;
  return text + fmt::format(FMT_COMPILE("T{:02}:{:02}:{:02}Z"), of_day / 3600, of_day / 60 % 60, of_day % 60);
}

}  // namespace newshound
