// Where the marks of an article and the texts of its snippets lie, for programs that draw marks themselves
// (highlight.offsets=bytes|utf16). Offsets belong to the stored title, standfirst and body as `fields=body` gives them, and count
// bytes of UTF-8, or units of UTF-16, in which JavaScript, Java and C# count. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "query/answer.h"
#include "query/marks.h"
#include "query/passages.h"
#include "query/request.h"

namespace newshound {

inline constexpr std::size_t kMaxMarkOffsets = 1000;  // of one text; more are left out, which is said

// Adds the marks of one part to `offsets`.
void add_marks(TextPart part, std::string_view text, std::span<const MarkGroup> marks, OffsetUnits units, MarkOffsets& offsets);
// Adds the place of one snippet.
void add_snippet(TextPart part, std::string_view text, const Passage& passage, OffsetUnits units, MarkOffsets& offsets);

}  // namespace newshound
