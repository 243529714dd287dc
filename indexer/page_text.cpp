#include "indexer/page_text.h"

#include <algorithm>
#include <array>

#include "analysis/utf8.h"

namespace newshound {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
bool is_ascii_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_wide_space(char32_t c) {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000 || c == 0x2028 || c == 0x2029;
}
bool is_invisible(char32_t c) { return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || c == 0xFEFF || c == 0x2060; }
// Scripts without spaces between words.
bool is_unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}
// Letters and marks outside ASCII; punctuation of Latin-1, U+2000-206F and U+3000-303F isn't.
bool is_letter(char32_t c) {
  return (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) &&
          !(c >= 0xFF00 && c <= 0xFF0F) && c < 0x1F000) ||
         c == 0xAA || c == 0xB5 || c == 0xBA || c >= 0x20000;
}

}  // namespace

std::string squeezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = true;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
      if (!is_space(c)) {
        out.push_back(c);
        space = false;
      } else if (!space) {
        out.push_back(' ');
        space = true;
      }
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    if (is_wide_space(point.value)) {
      if (!space) out.push_back(' ');
      space = true;
    } else if (!is_invisible(point.value)) {
      out.append(text.substr(at, point.size));
      space = false;
    }
    at += point.size;
  }
  if (space && !out.empty()) out.pop_back();
  return out;
}

int count_words(std::string_view text) {
  int words = 0, unspaced = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      if (is_space(c)) {
        inside = false;
      } else if (!inside && is_ascii_word(c)) {
        ++words;
        inside = true;
      }
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    at += point.size;
    if (is_unspaced(point.value)) {
      ++unspaced;
    } else if (is_wide_space(point.value)) {
      inside = false;
    } else if (!inside && is_letter(point.value)) {
      ++words;
      inside = true;
    }
  }
  return words + unspaced / 2;
}

bool ends_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 9> kEnds{"\u3002", "\u2026", "\uFF01", "\uFF1F", "\u061F",
                                                  "\u06D4", "\u0964", "\u1362", "\u17D4"};
  constexpr std::array<std::string_view, 9> kClosing{"\u201D", "\u2019", "\u00BB", "\u00AB", "\u201C",
                                                     "\u203A", "\u300D", "\u300F", "\uFF09"};
  for (int steps = 0; steps < 4 && !text.empty(); ++steps) {
    const char c = text.back();
    if (c == '.' || c == '!' || c == '?' || c == ':' || c == ';') return true;
    const auto ends = [&](std::string_view mark) { return text.ends_with(mark); };
    if (std::any_of(kEnds.begin(), kEnds.end(), ends)) return true;
    const auto* closing = std::find_if(kClosing.begin(), kClosing.end(), ends);
    if (closing != kClosing.end()) {
      text.remove_suffix(closing->size());
    } else if (c == '"' || c == '\'' || c == ')' || c == ']' || c == ' ') {
      text.remove_suffix(1);
    } else {
      return false;
    }
  }
  return false;
}

std::string letters_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      if (is_ascii_word(c)) key.push_back(lower(c));
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    if (is_letter(point.value)) key.append(text.substr(at, point.size));
    at += point.size;
  }
  return key;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool is_blank(std::string_view text) { return std::all_of(text.begin(), text.end(), is_space); }

}  // namespace newshound
