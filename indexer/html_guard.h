// Refuses, before an HTML parser sees it, a page whose parse would take time beyond its size: gumbo's cost grows with the square
// of the nesting depth (50 KB of nested tags take 3.6 s) and with formatting elements left open, which it opens anew in each
// block, and with the attributes of one tag. The scan keeps a stack of open elements by the rules of the HTML standard,
// section 13.2, as far as they decide depth: void elements, implied ends of p, li, dt, dd, td, tr, th, options; scopes; the
// adoption agency's effect on the stack; the list of active formatting elements with its markers and its limit of three alike.
// Linear in the page. Pure; any thread. Test: tests/unit/indexer/html_guard_test.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "schemas/error.h"

namespace newshound {

inline constexpr std::size_t kMaxHtmlDepth = 512;        // browsers stop at the same depth
inline constexpr std::size_t kMaxOpenFormatting = 100;   // b, i, font, a … without their ends
inline constexpr std::size_t kMaxHtmlAttributes = 1000;  // of one tag; the parser compares each with all before it

// What is wrong with the page, with `position` the offset of the tag that is one too many; nothing if it may be parsed.
[[nodiscard]] std::optional<Error> check_html_nesting(std::string_view html);

}  // namespace newshound
