// The stored form of an article: everything that came in, so that hits, exports and merges need nothing else. A sequence of
// members, each: number (1 byte, the order of struct Article, 1 = id), length (LEB128), bytes; repeated for each value of a
// multi-valued member; absent members aren't written. Moments are 9 bytes: i64 seconds, then 1 if a bare date. Without its id,
// which has a place of its own, it is the content of one frame of the text store. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/article.h"

namespace newshound {

// Appends the stored form of `article` to `out`.
void encode_article(const Article& article, std::string& out);
// The same without the id.
void encode_record(const Article& article, std::string& out);
// The article; throws IndexError(kDamaged) naming `where`, and the document there if one is given, if the bytes aren't a stored
// article. Unknown member numbers are skipped.
[[nodiscard]] Article decode_article(std::string_view bytes, std::string_view where, std::optional<std::uint32_t> document = {});

}  // namespace newshound
