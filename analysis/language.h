// Which language a text is in. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace newshound {

inline constexpr std::size_t kMinDetectBytes = 200;  // shorter texts are guessed wrong too often

// The declared language if it looks like a BCP 47 tag; else English if the beginning is full of its function words, else what
// CLD2 says, if it says so reliably; else, and for texts under kMinDetectBytes, `fallback`. `text` is valid UTF-8.
[[nodiscard]] std::string detect_language(std::string_view text, std::string_view declared, std::string_view fallback);
// Letters and digits in groups of one to eight, divided by hyphens, the first group two or three letters (or "i", "x" forms: no).
[[nodiscard]] bool is_language_tag(std::string_view tag);

}  // namespace newshound
