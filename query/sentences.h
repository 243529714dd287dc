// Where a text may be cut: at the starts and ends of sentences, between words, between characters. Rules of thumb over bytes,
// good for snippets and not for grammar: no tables, no state, never more than the bytes asked about. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace newshound {

[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Whether a sentence may begin at byte `at` (a character, not white space): at the start, after a blank line, after . ! ? …
// 。！？ with their closing quotes; not after an initial or a short title (J. Mr. Gen.), nor before a small letter.
[[nodiscard]] bool is_sentence_start(std::string_view text, std::size_t at);

// The nearest place at or after `at` / at or before `at` where a character begins that doesn't belong to the one before
// (combining marks, joiners, variation selectors).
[[nodiscard]] std::size_t character_after(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t character_before(std::string_view text, std::size_t at);

}  // namespace newshound
