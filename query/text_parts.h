// The parts of an article that words are searched in, in the order of the token store: what `in=` and title: choose from.
// Constant data and pure functions; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace newshound {

enum class TextPart : unsigned char { kTitle, kStandfirst, kBody };

// A set of parts, a bit each.
using TextParts = std::uint8_t;
[[nodiscard]] constexpr TextParts only(TextPart part) { return static_cast<TextParts>(1U << static_cast<unsigned>(part)); }
[[nodiscard]] constexpr bool holds(TextParts parts, TextPart part) { return (parts & only(part)) != 0; }

inline constexpr TextParts kAllParts = 7;
inline constexpr TextParts kTitleOnly = only(TextPart::kTitle);
inline constexpr std::array<std::pair<std::string_view, TextPart>, 3> kTextParts = {
    {{"title", TextPart::kTitle}, {"standfirst", TextPart::kStandfirst}, {"body", TextPart::kBody}}};

}  // namespace newshound
