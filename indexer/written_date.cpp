#include "indexer/written_date.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <unicode/uchar.h>

#include "analysis/tokenizer.h"
#include "analysis/utf8.h"
#include "indexer/month_names.h"
#include "indexer/written_time.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxLineBytes = 4096;  // a date stands in a line, not in an article
constexpr int kEarliestYear = 1600;
constexpr std::int64_t kMinUnix = 631152000, kMaxUnix = 4102444800;  // 1990 to 2100: other numbers are no times

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits of other scripts as those of ASCII.
std::string with_ascii_digits(std::string_view line) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = decode_utf8(line, at);
    const int digit = point.value < 0x80 ? -1 : u_charDigitValue(static_cast<UChar32>(point.value));
    if (digit >= 0) {
      out.push_back(static_cast<char>('0' + digit));
    } else {
      out.append(line.substr(at, point.size));
    }
    at += point.size;
  }
  return out;
}

// The number of a word of `low` to `high` digits; -1 if it is none. "21st", "1er" and "2nd" count as numbers.
int number_of(std::string_view word, std::size_t low, std::size_t high) {
  std::size_t digits = 0;
  int value = 0;
  while (digits < word.size() && digits < 5 && is_digit(word[digits])) value = value * 10 + (word[digits++] - '0');
  const std::string_view rest = word.substr(digits);
  const bool ordinal =
      rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" || rest == "er" || rest == "o";
  return digits >= low && digits <= high && ordinal ? value : -1;
}

std::optional<Moment> date_of(int year, unsigned month, int day) {
  if (year < kEarliestYear || month == 0 || day < 1) return std::nullopt;
  const auto seconds = seconds_of_date(year, month, static_cast<unsigned>(day));
  if (!seconds) return std::nullopt;
  return Moment{*seconds, true};
}

std::optional<Moment> date_in_words(std::string_view line) {
  constexpr std::array<std::string_view, 12> kSkipped{"de", "of", "del", "the", "den", "der", "di", "dia", "m", "d", "г", "ta"};
  std::vector<std::string> words;
  Tokenizer tokenizer(line);
  Token token;
  while (tokenizer.next(token)) {
    std::string_view word = token.form;
    if (word.starts_with("d'")) word.remove_prefix(2);  // Catalan: 3 d'abril
    if (std::find(kSkipped.begin(), kSkipped.end(), word) == kSkipped.end()) words.emplace_back(word);
  }
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    // 21 July 2025 · 2025 július 21
    if (const unsigned month = month_of_name(words[i + 1]); month != 0) {
      if (const auto date = date_of(number_of(words[i + 2], 4, 4), month, number_of(words[i], 1, 2))) return date;
      if (const auto date = date_of(number_of(words[i], 4, 4), month, number_of(words[i + 2], 1, 2))) return date;
    }
    // July 21, 2025, and with the time between them: Jul 21 16:05:00 EDT 2025
    if (const unsigned month = month_of_name(words[i]); month != 0)
      for (const std::size_t year : {i + 2, i + 5, i + 6})
        if (year < words.size())
          if (const auto date = date_of(number_of(words[year], 4, 4), month, number_of(words[i + 1], 1, 2))) return date;
  }
  return std::nullopt;
}

// Three groups of digits with one mark between them, or the marks of Chinese, Japanese and Korean behind them.
class NumericDate {
 public:
  explicit NumericDate(std::string_view line) : line_(line) {}

  std::optional<Moment> find() {
    for (std::size_t i = 0; i < line_.size(); ++i)
      if (is_digit(line_[i]) && (i == 0 || !is_digit(line_[i - 1])))
        if (const auto date = at(i)) return date;
    return std::nullopt;
  }

 private:
  struct Group {
    int value = -1;
    std::size_t digits = 0;
    std::string_view mark;  // behind it
  };

  Group group(std::size_t& at) const {
    Group group;
    int value = 0;
    for (; at < line_.size() && is_digit(line_[at]); ++at, ++group.digits)
      if (group.digits < 4) value = value * 10 + (line_[at] - '0');
    if (group.digits == 0 || group.digits > 4) return {};
    group.value = value;
    constexpr std::array<std::string_view, 9> kMarks{"-", "/", ".", "年", "月", "日", "년", "월", "일"};
    for (const std::string_view mark : kMarks)
      if (line_.substr(at).starts_with(mark)) group.mark = mark;
    at += group.mark.size();
    while (at < line_.size() && line_[at] == ' ' && group.mark.size() > 1) ++at;
    return group;
  }

  [[nodiscard]] std::optional<Moment> at(std::size_t at) const {
    const Group first = group(at);
    if (first.value < 0 || first.mark.empty()) return std::nullopt;
    const Group second = group(at);
    if (second.value < 0 || second.digits > 2 || second.mark.empty()) return std::nullopt;
    const Group third = group(at);
    if (third.value < 0) return std::nullopt;
    const bool alike = first.mark == second.mark || (first.mark.size() > 1 && second.mark.size() > 1);
    if (!alike) return std::nullopt;
    if (first.digits == 4 && third.digits <= 2) return date_of(first.value, static_cast<unsigned>(second.value), third.value);
    if (third.digits != 4 || first.digits > 2 || first.mark.size() > 1) return std::nullopt;
    // With dots the day comes first everywhere; else only a number over twelve tells.
    if (first.mark == "." || first.value > 12) return date_of(third.value, static_cast<unsigned>(second.value), first.value);
    if (second.value > 12 || first.value == second.value)
      return date_of(third.value, static_cast<unsigned>(first.value), second.value);
    return std::nullopt;
  }

  std::string_view line_;
};

std::optional<WrittenDate> instant(const Moment& day, std::string_view line) {
  if (const auto seconds = find_written_time(line, day.seconds_utc)) return WrittenDate{{day.seconds_utc + *seconds, false}, day};
  return WrittenDate{day, day};
}

std::optional<WrittenDate> find_date(std::string_view line) {
  const std::string text = with_ascii_digits(line.substr(0, kMaxLineBytes));
  auto day = date_in_words(text);
  if (!day) day = NumericDate(text).find();
  if (!day) return std::nullopt;
  return instant(*day, text);
}

// 20250721 and 20250721T1605[00][Z|+0200], with the marks that the extended format has.
std::optional<WrittenDate> basic_iso(std::string_view value) {
  const auto digits = [&](std::size_t at) {
    std::size_t count = 0;
    while (at + count < value.size() && is_digit(value[at + count])) ++count;
    return count;
  };
  const std::size_t date = digits(0);
  if (date != 8 && date != 14) return std::nullopt;
  std::string extended =
      std::string(value.substr(0, 4)) + "-" + std::string(value.substr(4, 2)) + "-" + std::string(value.substr(6, 2));
  const std::size_t time = date == 14 ? 8 : 9;
  if (value.size() > time && (date == 14 || value[8] == 'T') && digits(time) >= 4) {
    extended += " " + std::string(value.substr(time, 2)) + ":" + std::string(value.substr(time + 2, 2));
    const bool seconds = digits(time) >= 6;
    if (seconds) extended += ":" + std::string(value.substr(time + 4, 2));
    extended += value.substr(time + (seconds ? 6 : 4));
  }
  return find_date(extended);
}

std::optional<WrittenDate> unix_time(std::string_view value) {
  std::int64_t number = 0;
  if (value.size() < 9 || value.size() > 13 || !std::all_of(value.begin(), value.end(), is_digit)) return std::nullopt;
  for (const char c : value) number = number * 10 + (c - '0');
  if (value.size() == 13) number /= 1000;
  if (number < kMinUnix || number > kMaxUnix) return std::nullopt;
  return WrittenDate{{number, false}, *parse_moment(format_date(number))};
}

}  // namespace

std::optional<Moment> find_written_date(std::string_view line) {
  const auto found = find_date(line);
  if (!found) return std::nullopt;
  return found->moment;
}

std::optional<WrittenDate> read_written_date(std::string_view value) {
  while (!value.empty() && (value.front() == ' ' || value.front() == '\n')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\n')) value.remove_suffix(1);
  if (const auto moment = parse_moment(value)) {
    auto local = parse_moment(value.substr(0, 10));
    return WrittenDate{*moment, local ? *local : *moment};
  }
  if (auto date = unix_time(value)) return date;
  if (auto date = basic_iso(value)) return date;
  // "2025-07-21T16:05:00+0200" and its like: the T hides the hour from a reader of text.
  std::string text(value.substr(0, kMaxLineBytes));
  if (text.size() > 11 && text[10] == 'T' && is_digit(text[9]) && is_digit(text[11])) text[10] = ' ';
  return find_date(text);
}

}  // namespace newshound
