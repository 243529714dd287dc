// What reader and writer of the vocabulary must agree on beside storage/vocabulary.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace newshound {

inline constexpr std::string_view kVocabularyKind = "VOCA";
inline constexpr std::uint32_t kVocabularyVersion = 1;
inline constexpr std::uint32_t kVocabularyBlock = 16;  // entries that share their beginnings

enum SpellingCode : std::uint8_t { kAsForm = 0, kCapitalised = 1, kUpper = 2, kWritten = 3 };

[[nodiscard]] constexpr char upper_letter(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

}  // namespace newshound
