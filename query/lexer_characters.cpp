#include "query/lexer_characters.h"

#include <algorithm>

namespace newshound {
namespace {

unsigned char byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(0);
}

}  // namespace

std::size_t space_at(std::string_view text, std::size_t at) {
  const unsigned char first = byte(text, at);
  if (first == ' ' || first == '\n') return 1;
  const unsigned char second = byte(text, at + 1), third = byte(text, at + 2);
  if (first == 0xC2) return second == 0xA0 ? 2 : 0;                   // U+00A0
  if (first == 0xE3) return second == 0x80 && third == 0x80 ? 3 : 0;  // U+3000
  if (first != 0xE2) return 0;
  if (second == 0x81) return third == 0x9F ? 3 : 0;  // U+205F
  if (second != 0x80) return 0;
  return third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0;  // U+2000-200A, 2028, 2029, 202F
}

std::size_t quote_at(std::string_view text, std::size_t at) {
  if (byte(text, at) == '"') return 1;
  const bool curly =
      byte(text, at) == 0xE2 && byte(text, at + 1) == 0x80 && byte(text, at + 2) >= 0x9C && byte(text, at + 2) <= 0x9F;
  return curly ? 3 : 0;  // U+201C-201F
}

std::size_t closing_quote(std::string_view text, std::size_t at) {
  const std::size_t opening = quote_at(text, at);
  if (opening == 1) {
    const std::size_t straight = text.find('"', at + 1);
    if (straight != std::string_view::npos) return straight;
  }
  for (std::size_t i = at + opening; i < text.size(); ++i)
    if (quote_at(text, i) != 0) return i;
  return std::string_view::npos;
}

std::size_t pair_end(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (space_at(text, i) != 0 || quote_at(text, i) != 0) return 0;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return i + 1;
  }
  return 0;
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t space = space_at(text, 0)) text.remove_prefix(space);
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    if (space_at(text, last) == 0) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

bool has_star_behind_word(std::string_view text) {
  for (std::size_t star = text.find('*'); star != std::string_view::npos; star = text.find('*', star + 1))
    if (star > 0 && is_word_byte(text[star - 1])) return true;
  return false;
}

}  // namespace newshound
