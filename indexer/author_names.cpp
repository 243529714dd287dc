#include "indexer/author_names.h"

#include <algorithm>
#include <array>

#include "analysis/fold.h"
#include "indexer/page_text.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::size_t kMinNameBytes = 3, kMaxNameBytes = 60;
constexpr int kMaxNameWords = 6;

// What stands before a name, folded.
constexpr std::array<std::string_view, 18> kBefore{"by ",  "by: ",   "written by ", "story by ",     "and ",       "von ",
                                                   "par ", "por ",   "di ",         "door ",         "av ",        "af ",
                                                   "od ",  "text: ", "ein ",        "reporting by ", "posted by ", "text von "};
// Between two names: "and" in the languages of our lists, with spaces.
constexpr std::array<std::string_view, 8> kBetween{" and ", " und ", " et ", " y ", " en ", " och ", " og ", " with "};
// Folded; the whole part, or a part of it.
constexpr std::array<std::string_view, 22> kRoles{"reporter",
                                                  "editor",
                                                  "correspondent",
                                                  "staff",
                                                  "writer",
                                                  "contributor",
                                                  "columnist",
                                                  "producer",
                                                  "associated press",
                                                  "reuters",
                                                  "afp",
                                                  "bloomberg news",
                                                  "press association",
                                                  "jr.",
                                                  "sr.",
                                                  "admin",
                                                  "newsroom",
                                                  "news desk",
                                                  "redaktion",
                                                  "redaction",
                                                  "redaccion",
                                                  "redazione"};
constexpr std::array<std::string_view, 14> kRoleWords{
    "staff writer",     "correspondent", " editor",      " reporter",  "published",    "updated",   "view all posts",
    "about the author", "redakteur",     "journaliste ", "the author", "all articles", "sponsored", "posts by"};

bool has_digit_or_address(std::string_view text) {
  return text.find_first_of("0123456789@/<>{}") != std::string_view::npos || text.find("http") != std::string_view::npos;
}

// Cuts at commas, semicolons, bars, ampersands and words for "and".
std::vector<std::string> parts_of(const std::string& value) {
  std::vector<std::string> parts(1);
  const std::string lower = ascii_lower(value);
  for (std::size_t at = 0; at < value.size();) {
    const std::string_view rest = std::string_view(lower).substr(at);
    const auto* between =
        std::find_if(kBetween.begin(), kBetween.end(), [&](std::string_view word) { return rest.starts_with(word); });
    if (between != kBetween.end()) {
      parts.emplace_back();
      at += between->size() - 1;  // its last space may be the first of the next
      continue;
    }
    const char c = value[at++];
    if (c == ',' || c == ';' || c == '|' || c == '&') {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  return parts;
}

std::string without_lead(std::string name) {
  for (bool again = true; again;) {
    again = false;
    const std::string lower = ascii_lower(name);
    for (const std::string_view before : kBefore) {
      if (!lower.starts_with(before)) continue;
      // "von" and "di" begin names too, in capitals' company only behind a name: at the beginning they mean "by".
      name = squeezed(name.substr(before.size()));
      again = true;
      break;
    }
  }
  return name;
}

bool is_name(const std::string& name, std::string_view site) {
  if (name.size() < kMinNameBytes || name.size() > kMaxNameBytes || has_digit_or_address(name)) return false;
  if (count_words(name) > kMaxNameWords || count_words(name) == 0) return false;
  const std::string folded = fold(name);
  if (!site.empty() && folded == fold(site)) return false;
  if (std::find(kRoles.begin(), kRoles.end(), folded) != kRoles.end()) return false;
  return std::none_of(kRoleWords.begin(), kRoleWords.end(),
                      [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

}  // namespace

std::vector<std::string> author_names(std::span<const std::string> values, std::string_view site) {
  std::vector<std::string> names, keys;
  for (const std::string& value : values) {
    for (const std::string& part : parts_of(without_lead(squeezed(value)))) {
      std::string name = without_lead(squeezed(part));
      if (!is_name(name, site)) continue;
      std::string key = fold(name);
      if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
      if (names.size() == kMaxValuesPerField) return names;
      keys.push_back(std::move(key));
      names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace newshound
