#include "query/sentences.h"

#include <array>
#include <span>

namespace newshound {
namespace {

constexpr std::size_t kMaxTitleLetters =
    3;  // Mr, Gen, Sen, Rep …: a full stop after so short a capitalised word ends no sentence

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool ends_with_any(std::string_view text, std::span<const std::string_view> endings, std::size_t& length) {
  for (const std::string_view ending : endings) {
    if (!text.ends_with(ending)) continue;
    length = ending.size();
    return true;
  }
  return false;
}

constexpr std::array<std::string_view, 7> kClosers = {"\"", "'", ")", "]", "\u201d", "\u2019", "\u00bb"};
constexpr std::array<std::string_view, 3> kWideEnds = {"\u3002", "\uff01", "\uff1f"};
constexpr std::array<std::string_view, 4> kEnds = {".", "!", "?", "\u2026"};

// Whether the full stop at the end of `text` is that of an initial or a short title.
bool is_abbreviation(std::string_view text) {
  text.remove_suffix(1);
  std::size_t letters = 0;
  while (letters < text.size() && letters <= kMaxTitleLetters) {
    const char c = text[text.size() - 1 - letters];
    if (!is_upper(c) && !is_lower(c)) break;
    ++letters;
  }
  return letters != 0 && letters <= kMaxTitleLetters && is_upper(text[text.size() - letters]);
}

// Continuation bytes, combining diacritics (U+0300 - U+036F), zero-width joiner, variation selectors.
bool joins(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if ((byte & 0xC0U) == 0x80U) return true;
  if (byte == 0xCC) return true;
  const std::string_view rest = text.substr(at, 3);
  if (byte == 0xCD) return rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xB0;
  if (rest == "\u200d" || (rest.size() == 3 && rest.starts_with("\xEF\xB8") && static_cast<unsigned char>(rest[2]) < 0x90))
    return true;
  return at >= 3 && text.substr(at - 3, 3) == "\u200d";
}

}  // namespace

bool is_sentence_start(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  std::string_view before = text.substr(0, at);
  std::size_t length = 0;
  if (!is_space(before.back()))
    return static_cast<unsigned char>(before.back()) >= 0x80 && ends_with_any(before, kWideEnds, length);
  int newlines = 0;
  while (!before.empty() && is_space(before.back())) {
    newlines += before.back() == '\n' ? 1 : 0;
    before.remove_suffix(1);
  }
  if (before.empty() || newlines > 1) return true;
  if (at < text.size() && is_lower(text[at])) return false;
  while (ends_with_any(before, kClosers, length)) before.remove_suffix(length);
  if (ends_with_any(before, kWideEnds, length)) return true;
  return ends_with_any(before, kEnds, length) && (before.back() != '.' || !is_abbreviation(before));
}

std::size_t character_after(std::string_view text, std::size_t at) {
  while (at < text.size() && joins(text, at)) ++at;
  return at < text.size() ? at : text.size();
}

std::size_t character_before(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && joins(text, at)) --at;
  return at;
}

}  // namespace newshound
