// The best fit of an Accept-Language header (RFC 9110, section 12.5.4): ranges by quality, then by place.
#include <algorithm>

#include "searchd/http_message.h"
#include "searchd/page_wording.h"

namespace newshound {
namespace {

constexpr std::size_t kMaxRanges = 32;
constexpr std::size_t kMaxTagBytes = 35;  // RFC 5646, section 4.4.1

bool is_tag(std::string_view tag) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !tag.empty() && tag.size() <= kMaxTagBytes && tag.front() != '-' && tag.back() != '-' &&
         tag.find("--") == std::string_view::npos && std::all_of(tag.begin(), tag.end(), plain);
}

// The language of the pages that a tag names; empty if none.
std::string language_of(std::string_view tag) {
  std::string language(tag.substr(0, tag.find('-')));
  for (char& c : language) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  const auto& known = page_languages();
  return std::find(known.begin(), known.end(), language) == known.end() ? std::string() : language;
}

// "0.8" in thousandths; what can't be read counts as 0.
int quality(std::string_view text) {
  if (text.empty()) return 1000;
  if (!text.starts_with("q=") || text.size() < 3 || (text[2] != '0' && text[2] != '1')) return 0;
  if (text[2] == '1') return 1000;
  int value = 0, digit = 100;
  for (std::size_t i = 4; i < text.size() && digit > 0; ++i, digit /= 10) {
    if (text[i] < '0' || text[i] > '9') return 0;
    value += (text[i] - '0') * digit;
  }
  return value;
}

}  // namespace

ReaderLanguage choose_language(std::string_view wanted, std::string_view accept_language) {
  ReaderLanguage best{"en", "en"};
  int best_quality = 0;
  const std::string asked = is_tag(wanted) ? language_of(wanted) : std::string();
  if (!asked.empty()) best = {asked, std::string(wanted)};
  std::size_t ranges = 0;
  for (std::string_view rest = accept_language; !rest.empty() && ranges < kMaxRanges; ++ranges) {
    const std::size_t comma = rest.find(',');
    const std::string_view range = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    const std::size_t semicolon = range.find(';');
    const std::string_view tag = trimmed_value(range.substr(0, semicolon));
    const int q = quality(semicolon == std::string_view::npos ? std::string_view() : trimmed_value(range.substr(semicolon + 1)));
    if (q <= best_quality || !is_tag(tag)) continue;
    const std::string language = language_of(tag);
    // A chosen language keeps the reader's region: hl=en with "en-US" writes dates as in the United States.
    if (language.empty() || (!asked.empty() && (language != asked || wanted.size() > asked.size()))) continue;
    best = {language, std::string(tag)};
    best_quality = q;
  }
  return best;
}

}  // namespace newshound
