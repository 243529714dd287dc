#include "indexer/wire_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace newshound {
namespace {

constexpr std::int64_t kFirstSecond = -11676096000;      // 1600-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253402300799;       // 9999-12-31T23:59:59Z
constexpr std::int64_t kSecondsBelow = 100'000'000'000;  // 12 digits: milliseconds from 1973 on
constexpr int kPivotYear = 70;                           // RFC 822's two digits: 70 to 99 are 19xx (RFC 2822 reads 50 to 99 so)

struct Clock {
  int hour = 0, minute = 0, second = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> number(std::string_view text) {
  int value = 0;
  if (text.empty() || text.size() > 4) return std::nullopt;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

unsigned month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  if (word.size() < 3) return 0;
  const std::string name = lower(word.substr(0, 3));
  for (unsigned m = 0; m < kMonths.size(); ++m)
    if (kMonths[m] == name) return m + 1;
  return 0;
}

bool is_weekday(std::string_view word) {
  constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return std::find(kDays.begin(), kDays.end(), lower(word.substr(0, 3))) != kDays.end();
}

// "16:05", "16:05:09", "16:05:09.5".
std::optional<Clock> clock_of(std::string_view text) {
  Clock clock;
  int* const parts[] = {&clock.hour, &clock.minute, &clock.second};
  std::size_t part = 0;
  for (std::size_t at = 0; at <= text.size() && part < 3; ++part) {
    const std::size_t end = std::min(text.find(':', at), text.size());
    std::string_view digits = text.substr(at, end - at);
    if (part == 2) digits = digits.substr(0, digits.find('.'));
    const auto value = digits.size() <= 2 ? number(digits) : std::nullopt;
    if (!value) return std::nullopt;
    *parts[part] = *value;
    at = end + 1;
  }
  if (part < 2 || clock.hour > 24 || clock.minute > 59 || clock.second > 60) return std::nullopt;
  if (clock.hour == 24 && (clock.minute != 0 || clock.second != 0)) return std::nullopt;
  return clock;
}

// Minutes east of UTC: "+0200", "+02:00", "-5", "Z", "GMT", "EST". RFC 822's single letters but Z were defined with the wrong
// sign, so RFC 2822 says to read them as unknown: UTC.
std::optional<int> zone_of(std::string_view text) {
  struct Row {
    std::string_view name;
    int minutes;
  };
  static constexpr Row kZones[] = {{"z", 0},      {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"wet", 0},    {"bst", 60},
                                   {"cet", 60},   {"cest", 120}, {"met", 60},   {"mest", 120}, {"eet", 120},  {"eest", 180},
                                   {"msk", 180},  {"jst", 540},  {"kst", 540},  {"est", -300}, {"edt", -240}, {"et", -300},
                                   {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}};
  if (text.empty()) return 0;
  if (text[0] == '+' || text[0] == '-') {
    std::string digits;
    for (const char c : text.substr(1)) {
      if (c == ':') continue;
      if (!is_digit(c)) return std::nullopt;
      digits.push_back(c);
    }
    if (digits.empty() || digits.size() > 4 || digits.size() == 3) return std::nullopt;
    const int hours = *number(std::string_view(digits).substr(0, digits.size() <= 2 ? digits.size() : 2));
    const int minutes = digits.size() == 4 ? *number(std::string_view(digits).substr(2)) : 0;
    if (hours > 15 || minutes > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  const std::string name = lower(text);
  for (const Row& row : kZones)
    if (row.name == name) return row.minutes;
  if (text.size() == 1 && ((text[0] | 0x20) >= 'a' && (text[0] | 0x20) <= 'z')) return 0;
  return std::nullopt;
}

std::optional<Moment> moment_of(std::int64_t day, const Clock& clock, int zone_minutes) {
  return Moment{day + clock.hour * 3600 + clock.minute * 60 + clock.second - zone_minutes * 60, false};
}

// "2025-07-21", "20250721", behind it "T16:05:00+0200", "T160500Z", " 16:05".
std::optional<Moment> read_iso(std::string_view text) {
  std::string digits;
  std::size_t at = 0;
  for (; at < text.size() && digits.size() < 8 && (is_digit(text[at]) || text[at] == '-' || text[at] == '/'); ++at)
    if (is_digit(text[at])) digits.push_back(text[at]);
  if (digits.size() != 8 || !number(text.substr(0, 4))) return std::nullopt;
  const std::string_view date = digits;
  const auto day = seconds_of_date(*number(date.substr(0, 4)), static_cast<unsigned>(*number(date.substr(4, 2))),
                                   static_cast<unsigned>(*number(date.substr(6, 2))));
  if (!day) return std::nullopt;
  std::string_view rest = text.substr(at);
  if (rest.empty()) return Moment{*day, true};
  if (rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ') return std::nullopt;
  rest.remove_prefix(1);
  const std::size_t clock_end = std::min(rest.find_first_not_of("0123456789:."), rest.size());
  std::string clock(rest.substr(0, clock_end));
  if (clock.find(':') == std::string::npos) {
    clock = clock.substr(0, clock.find('.'));
    if (clock.size() != 4 && clock.size() != 6) return std::nullopt;
    clock.insert(2, ":");
    if (clock.size() == 7) clock.insert(5, ":");
  }
  rest.remove_prefix(clock_end);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  const auto time = clock_of(clock);
  const auto zone = zone_of(rest);
  if (!time || !zone) return std::nullopt;
  return moment_of(*day, *time, *zone);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(" ,\t", at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" ,\t", begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    at = end;
  }
  return words;
}

std::optional<std::int64_t> day_of(std::string_view year, unsigned month, std::string_view day) {
  const auto y = number(year), d = number(day);
  if (!y || !d || month == 0 || (year.size() != 2 && year.size() != 4)) return std::nullopt;
  const int full = year.size() == 4 ? *y : *y + (*y < kPivotYear ? 2000 : 1900);
  return seconds_of_date(full, month, static_cast<unsigned>(*d));
}

// "[Mon,] 21 Jul 2025 16:05[:00] [zone]" and ctime's "Mon Jul 21 16:05:00 [zone] 2025".
std::optional<Moment> read_words(std::string_view text) {
  std::vector<std::string_view> words = words_of(text);
  if (!words.empty() && is_weekday(words[0])) words.erase(words.begin());
  if (words.size() < 3) return std::nullopt;
  const bool by_month = month_of(words[0]) != 0;
  if (by_month) {
    // Jul 21 16:05:00 [zone] 2025
    const auto time = clock_of(words[2]);
    const auto day = day_of(words.back(), month_of(words[0]), words[1]);
    const auto zone = words.size() == 5 ? zone_of(words[3]) : std::optional<int>(0);
    if (!time || !day || !zone || words.size() < 4 || words.size() > 5) return std::nullopt;
    return moment_of(*day, *time, *zone);
  }
  const auto day = day_of(words[2], month_of(words[1]), words[0]);
  if (!day) return std::nullopt;
  if (words.size() == 3) return Moment{*day, true};
  const auto time = clock_of(words[3]);
  // Names behind an offset ("+0000 (UTC)") only explain it.
  const auto zone = words.size() > 4 ? zone_of(words[4]) : std::optional<int>(0);
  if (!time || !zone || words.size() > 6) return std::nullopt;
  return moment_of(*day, *time, *zone);
}

}  // namespace

std::optional<Moment> read_unix_time(std::int64_t number) {
  const std::int64_t seconds = number >= kSecondsBelow ? number / 1000 : number;
  if (seconds < kFirstSecond || seconds > kLastSecond) return std::nullopt;
  return Moment{seconds, false};
}

std::optional<Moment> read_wire_date(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return std::nullopt;
  text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
  if (const auto moment = parse_moment(text)) return moment;
  if (text.find_first_not_of("0123456789") == std::string_view::npos && text.size() >= 9 && text.size() <= 13) {
    std::int64_t value = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), value);
    return read_unix_time(value);
  }
  if (const auto moment = read_iso(text)) return moment;
  return read_words(text);
}

}  // namespace newshound
