#include "indexer/month_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include "analysis/fold.h"

namespace newshound {
namespace {

// English first: where two languages differ about a short name, the earlier one has it.
constexpr std::array kLocales{"en", "de", "fr", "es", "it", "pt",      "nl", "sv",    "da", "nb",   "nn",
                              "fi", "ca", "ro", "ru", "tr", "hu",      "el", "ar_EG", "hi", "id",   "lt",
                              "et", "hy", "eu", "ga", "sr", "sr_Latn", "ta", "ne",    "yi", "de_AT"};
constexpr std::size_t kMinNameBytes = 3;

using Months = std::unordered_map<std::string, unsigned>;

void add_name(Months& months, const icu::UnicodeString& name, unsigned month) {
  std::string text;
  name.toUTF8String(text);
  text = fold(text);
  while (text.ends_with('.')) text.pop_back();
  // Catalan writes "de gener" and "d'abril".
  for (const std::string_view before : {"de ", "d'", "d\u2019"})
    if (text.starts_with(before)) text.erase(0, before.size());
  if (text.size() >= kMinNameBytes && text.find(' ') == std::string::npos) months.emplace(std::move(text), month);
}

Months make_months() {
  Months months;
  for (const char* name : kLocales) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(icu::Locale(name), status);
    if (U_FAILURE(status)) continue;
    for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE})
      for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const icu::UnicodeString* names = symbols.getMonths(count, context, width);
        for (std::int32_t i = 0; i < std::min(count, 12); ++i) add_name(months, names[i], static_cast<unsigned>(i + 1));
      }
  }
  // Short forms that newspapers use and ICU doesn't list.
  constexpr std::pair<const char*, unsigned> kMore[] = {{"sept", 9}, {"janner", 1}, {"feber", 2}, {"setiembre", 9}, {"maerz", 3}};
  for (const auto& [name, month] : kMore) months.emplace(name, month);
  return months;
}

}  // namespace

unsigned month_of_name(std::string_view folded) {
  static const Months kMonths = make_months();
  const auto found = kMonths.find(std::string(folded));
  return found == kMonths.end() ? 0 : found->second;
}

}  // namespace newshound
