#include "analysis/language.h"

#include <algorithm>

#include <cld2/public/compact_lang_det.h>

namespace newshound {
namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alnum(char c) { return is_alpha(c) || (c >= '0' && c <= '9'); }
// CLD2 knows some languages by codes that BCP 47 has replaced, and scripts without a language by codes that begin with "xx".
std::string_view modern_code(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "mo") return "ro";
  return code;
}

constexpr std::size_t kLongestDetected = 20000;  // more of a text doesn't change the verdict

}  // namespace

bool is_language_tag(std::string_view tag) {
  std::size_t group = 0, groups = 0;
  for (std::size_t i = 0; i <= tag.size(); ++i) {
    if (i < tag.size() && tag[i] != '-') {
      if (groups == 0 ? !is_alpha(tag[i]) : !is_alnum(tag[i])) return false;
      ++group;
      continue;
    }
    if (group == 0 || group > 8 || (groups == 0 && (group < 2 || group > 3))) return false;
    group = 0;
    ++groups;
  }
  return groups > 0;
}

std::string detect_language(std::string_view text, std::string_view declared, std::string_view fallback) {
  if (is_language_tag(declared)) return std::string(declared);
  if (text.size() < kMinDetectBytes) return std::string(fallback);
  std::size_t size = std::min(text.size(), kLongestDetected);
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80) --size;  // not inside a character
  bool reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(text.data(), static_cast<int>(size), true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return std::string(fallback);
  const std::string_view code = modern_code(CLD2::LanguageCode(language));
  return std::string(is_language_tag(code) && !code.starts_with("xx") ? code : fallback);
}

}  // namespace newshound
