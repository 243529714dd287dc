// Where a page of hits ends, as a text that the next request brings back: `page.next_cursor` and the parameter `cursor`.
// For date orders it holds the place of the last hit in the order (published, then the hash of its id), so that a later request
// goes on behind it whatever was written in between: nothing twice and nothing lost of what keeps its date. For orders by score
// it holds a rank in one generation, which must be there still. Both hold the clock of the first page and a hash of the search,
// which refuses another one.
// The text is base64url (RFC 4648, section 5, unpadded) of: version 2, order, search u64, now i64, published i64, id hash u64,
// generation u64, rank u32, little endian. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/moment.h"

namespace newshound {

enum class Sort : unsigned char;

// Behind which document of a date order.
struct RankKey {
  std::int64_t published = kUndated;
  std::uint64_t id_hash = 0;

  friend bool operator==(const RankKey&, const RankKey&) = default;
};

struct Cursor {
  Sort sort{};                   // as applied
  std::uint64_t search = 0;      // SearchRequest::search
  std::int64_t now_utc = 0;      // of the first page
  RankKey after = {};            // newest, oldest
  std::uint64_t generation = 0;  // best, relevance
  std::uint32_t rank = 0;        // likewise: hits before this page

  friend bool operator==(const Cursor&, const Cursor&) = default;
};

inline constexpr std::size_t kMaxCursorRank = 100'000;  // hits that cursors reach in orders by score

[[nodiscard]] std::string encode_cursor(const Cursor& cursor);
// Nothing if `text` is none of ours.
[[nodiscard]] std::optional<Cursor> decode_cursor(std::string_view text);

}  // namespace newshound
