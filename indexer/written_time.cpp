#include "indexer/written_time.h"

#include <algorithm>
#include <string>

#include "analysis/fold.h"
#include "schemas/moment.h"

namespace newshound {
namespace {

struct Zone {
  std::string_view name;
  int minutes;          // east of UTC
  bool daylight_rules;  // an hour more in summer, by the rules of the United States
};
// Abbreviations that mean one zone to nearly all readers of news; "ist", "cst" in Asia and the like are left to offsets.
constexpr Zone kZones[] = {
    {"utc", 0, false},     {"gmt", 0, false},     {"z", 0, false},      {"est", -300, false}, {"edt", -240, false},
    {"et", -300, true},    {"cst", -360, false},  {"cdt", -300, false}, {"ct", -360, true},   {"mst", -420, false},
    {"mdt", -360, false},  {"mt", -420, true},    {"pst", -480, false}, {"pdt", -420, false}, {"pt", -480, true},
    {"akst", -540, false}, {"akdt", -480, false}, {"hst", -600, false}, {"bst", 60, false},   {"wet", 0, false},
    {"west", 60, false},   {"cet", 60, false},    {"cest", 120, false}, {"mez", 60, false},   {"mesz", 120, false},
    {"eet", 120, false},   {"eest", 180, false},  {"msk", 180, false},  {"jst", 540, false},  {"kst", 540, false},
    {"hkt", 480, false},   {"sgt", 480, false},   {"aest", 600, false}, {"aedt", 660, false}, {"acst", 570, false},
    {"awst", 480, false},  {"nzst", 720, false},  {"nzdt", 780, false}, {"sast", 120, false}, {"wib", 420, false}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// The day of the month of the n-th Sunday.
std::int64_t sunday(int year, unsigned month, int n) {
  const std::int64_t first = *seconds_of_date(year, month, 1) / kSecondsPerDay;
  const std::int64_t weekday = ((first + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday; 0 = Sunday
  return first + (7 - weekday) % 7 + 7 * (n - 1);
}

bool is_american_summer(std::int64_t midnight_utc) {
  const int year = std::stoi(format_date(midnight_utc).substr(0, 4));
  const std::int64_t day = midnight_utc / kSecondsPerDay;
  return day >= sunday(year, 3, 2) && day < sunday(year, 11, 1);
}

class TimeReader {
 public:
  TimeReader(std::string_view line, std::int64_t midnight_utc) : line_(fold(line)), midnight_utc_(midnight_utc) {}

  std::optional<std::int64_t> run() {
    for (std::size_t i = 0; i < line_.size(); ++i)
      if (is_digit(line_[i]) && (i == 0 || !is_digit(line_[i - 1])))
        if (const auto found = time_at(i)) return found;
    return std::nullopt;
  }

 private:
  // Two digits at most; -1 if there are none or more.
  int number() {
    int value = 0;
    std::size_t digits = 0;
    for (; at_ < line_.size() && is_digit(line_[at_]); ++at_, ++digits)
      if (digits < 2) value = value * 10 + (line_[at_] - '0');
    return digits >= 1 && digits <= 2 ? value : -1;
  }

  bool take(std::string_view what) {
    if (!std::string_view(line_).substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }

  void skip_space() {
    while (at_ < line_.size() && (line_[at_] == ' ' || line_[at_] == '(' || line_[at_] == ',')) ++at_;
  }

  std::optional<std::int64_t> time_at(std::size_t begin) {
    at_ = begin;
    int hour = number(), minute = 0, second = 0;
    bool clock = false;
    if (hour < 0 || hour > 24) return std::nullopt;
    if (at_ + 1 < line_.size() && (line_[at_] == ':' || line_[at_] == 'h' || line_[at_] == '.') && is_digit(line_[at_ + 1])) {
      clock = line_[at_] != '.';
      ++at_;
      minute = number();
      if (take(":")) second = number();
      if (clock && at_ + 1 < line_.size() && line_[at_] == '.' && is_digit(line_[at_ + 1]))
        for (++at_; at_ < line_.size() && is_digit(line_[at_]);) ++at_;  // a fraction of a second
    }
    skip_space();
    const bool dotted = take("a.m.") || take("p.m.");
    const bool half = dotted || take("am") || take("pm");
    if (half) {
      if (hour > 12 || hour == 0) return std::nullopt;
      const bool afternoon = line_[at_ - (dotted ? 4 : 2)] == 'p';
      hour = hour % 12 + (afternoon ? 12 : 0);
    }
    skip_space();
    const bool said = take("uhr") || half || clock;
    skip_space();
    if (!said || hour < 0 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
    const auto offset = zone();
    if (!offset) return std::nullopt;
    return hour * 3600 + minute * 60 + second - *offset * 60;
  }

  // Minutes east of UTC at `at_`.
  std::optional<int> zone() {
    const std::size_t begin = at_;
    while (at_ < line_.size() && is_letter(line_[at_])) ++at_;
    const std::string_view name = std::string_view(line_).substr(begin, at_ - begin);
    const auto* found = std::find_if(std::begin(kZones), std::end(kZones), [&](const Zone& zone) { return zone.name == name; });
    if (!name.empty() && found == std::end(kZones)) return std::nullopt;
    const auto offset = at_ < line_.size() ? signed_offset() : std::nullopt;
    if (offset && (name.empty() || name == "gmt" || name == "utc")) return offset;
    if (name.empty()) return std::nullopt;
    return found->minutes + (found->daylight_rules && is_american_summer(midnight_utc_) ? 60 : 0);
  }

  // +02:00, +0200, +2
  std::optional<int> signed_offset() {
    const char sign = line_[at_];
    if (sign != '+' && sign != '-') return std::nullopt;
    int digits = 0, value = 0;
    for (std::size_t i = at_ + 1; i < line_.size() && digits < 4 && (is_digit(line_[i]) || (line_[i] == ':' && digits > 0)); ++i)
      if (is_digit(line_[i])) value = value * 10 + (line_[i] - '0'), ++digits;
    if (digits == 0) return std::nullopt;
    const int minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
    if (minutes > 14 * 60) return std::nullopt;
    return sign == '-' ? -minutes : minutes;
  }

  std::string line_;
  std::int64_t midnight_utc_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::int64_t> find_written_time(std::string_view line, std::int64_t midnight_utc) {
  return TimeReader(line, midnight_utc).run();
}

}  // namespace newshound
