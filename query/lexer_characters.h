// The characters that mean something to the query language. Text is normalised UTF-8. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace newshound {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// May belong to a word: every byte that isn't ASCII does.
[[nodiscard]] constexpr bool is_word_byte(char c) { return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

// Bytes of the white space at `at`, also of the wide and the unbreakable kinds; 0 if there is none, or at the end.
[[nodiscard]] std::size_t space_at(std::string_view text, std::size_t at);
// Bytes of the double quotation mark at `at`, straight or curly; 0 if there is none.
[[nodiscard]] std::size_t quote_at(std::string_view text, std::size_t at);
// Where the quotes opened at `at` are closed: a straight mark by a straight one (if there is none, by a curly one), a curly one
// by either. npos if nowhere.
[[nodiscard]] std::size_t closing_quote(std::string_view text, std::size_t at);
// Behind the pair of the bracket at `at`, if it is closed before white space or a quotation mark; else 0.
[[nodiscard]] std::size_t pair_end(std::string_view text, std::size_t at);
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] bool has_star_behind_word(std::string_view text);

}  // namespace newshound
