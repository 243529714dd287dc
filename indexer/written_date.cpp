#include "indexer/written_date.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "analysis/tokenizer.h"

namespace newshound {
namespace {

// Folded names of each month, divided by spaces; short forms too. May, mai and mayo are whole words, so nothing else is meant.
constexpr std::array<std::string_view, 12> kMonths{"january jan januar janner janvier enero gennaio janeiro",
                                                   "february feb februar fevrier febrero febbraio fevereiro",
                                                   "march mar marz mars marzo marco",
                                                   "april apr avril abril aprile",
                                                   "may mai mayo maggio maio",
                                                   "june jun juni juin junio giugno junho",
                                                   "july jul juli juillet julio luglio julho",
                                                   "august aug aout agosto",
                                                   "september sep sept septembre septiembre settembre setembro",
                                                   "october oct oktober okt octobre octubre ottobre outubro",
                                                   "november nov novembre noviembre novembro",
                                                   "december dec dezember dez decembre diciembre dicembre dezembro"};

unsigned month_of(std::string_view word) {
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    std::string_view names = kMonths[m];
    while (!names.empty()) {
      const std::size_t space = std::min(names.find(' '), names.size());
      if (names.substr(0, space) == word) return static_cast<unsigned>(m + 1);
      names.remove_prefix(std::min(space + 1, names.size()));
    }
  }
  return 0;
}

// The number of a word of `low` to `high` digits; -1 if it is none. "21st", "1er" and "2nd" count as numbers.
int number_of(std::string_view word, std::size_t low, std::size_t high) {
  std::size_t digits = 0;
  int value = 0;
  while (digits < word.size() && digits < 5 && word[digits] >= '0' && word[digits] <= '9')
    value = value * 10 + (word[digits++] - '0');
  const std::string_view rest = word.substr(digits);
  const bool ordinal = rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" || rest == "er";
  return digits >= low && digits <= high && ordinal ? value : -1;
}

std::optional<Moment> date_of(int year, unsigned month, int day) {
  if (year < 1600 || month == 0 || day < 1) return std::nullopt;
  const auto seconds = seconds_of_date(year, month, static_cast<unsigned>(day));
  if (!seconds) return std::nullopt;
  return Moment{*seconds, true};
}

}  // namespace

std::optional<Moment> find_written_date(std::string_view line) {
  std::vector<std::string> words;
  Tokenizer tokenizer(line);
  Token token;
  while (tokenizer.next(token)) {
    if (token.form != "de" && token.form != "of" && token.form != "del") words.emplace_back(token.form);
  }
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    const unsigned middle_month = month_of(words[i + 1]), first_month = month_of(words[i]);
    // 21 July 2025 · July 21, 2025 · 2025-07-21
    if (middle_month != 0)
      if (const auto date = date_of(number_of(words[i + 2], 4, 4), middle_month, number_of(words[i], 1, 2))) return date;
    if (first_month != 0)
      if (const auto date = date_of(number_of(words[i + 2], 4, 4), first_month, number_of(words[i + 1], 1, 2))) return date;
    const int month = number_of(words[i + 1], 2, 2);
    if (month > 0)
      if (const auto date = date_of(number_of(words[i], 4, 4), static_cast<unsigned>(month), number_of(words[i + 2], 2, 2)))
        return date;
  }
  return std::nullopt;
}

}  // namespace newshound
