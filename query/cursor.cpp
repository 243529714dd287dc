#include "query/cursor.h"

#include <array>
#include <cstring>

#include "query/request.h"

namespace newshound {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr unsigned char kVersion = 2;
constexpr std::size_t kBytes = 2 + 5 * 8 + 4;
constexpr std::size_t kDigitsOfCursor = (kBytes * 8 + 5) / 6;

using Bytes = std::array<unsigned char, kBytes>;

template <class T>
void put(Bytes& bytes, std::size_t& at, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i)
    bytes[at++] = static_cast<unsigned char>(static_cast<std::uint64_t>(value) >> (8 * i));
}

template <class T>
void take(const Bytes& bytes, std::size_t& at, T& value) {
  std::uint64_t read = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) read |= std::uint64_t{bytes[at++]} << (8 * i);
  value = static_cast<T>(read);
}

}  // namespace

std::string encode_cursor(const Cursor& cursor) {
  Bytes bytes{kVersion, static_cast<unsigned char>(cursor.sort)};
  std::size_t at = 2;
  put(bytes, at, cursor.search);
  put(bytes, at, cursor.now_utc);
  put(bytes, at, cursor.after.published);
  put(bytes, at, cursor.after.id_hash);
  put(bytes, at, cursor.generation);
  put(bytes, at, cursor.rank);
  std::string text;
  unsigned bits = 0, held = 0;
  for (const unsigned char byte : bytes) {
    bits = (bits << 8) | byte;
    for (held += 8; held >= 6; held -= 6) text += kDigits[(bits >> (held - 6)) & 63U];
  }
  if (held > 0) text += kDigits[(bits << (6 - held)) & 63U];
  return text;
}

std::optional<Cursor> decode_cursor(std::string_view text) {
  if (text.size() != kDigitsOfCursor) return std::nullopt;
  Bytes bytes{};
  std::size_t at = 0;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6) | static_cast<unsigned>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = static_cast<unsigned char>(bits >> held);
  }
  const bool clean = (bits & ((1U << held) - 1U)) == 0;
  if (!clean || bytes[0] != kVersion || bytes[1] > static_cast<unsigned char>(Sort::kOldest)) return std::nullopt;
  Cursor cursor;
  cursor.sort = static_cast<Sort>(bytes[1]);
  at = 2;
  take(bytes, at, cursor.search);
  take(bytes, at, cursor.now_utc);
  take(bytes, at, cursor.after.published);
  take(bytes, at, cursor.after.id_hash);
  take(bytes, at, cursor.generation);
  take(bytes, at, cursor.rank);
  if (cursor.rank > kMaxCursorRank) return std::nullopt;
  return cursor;
}

}  // namespace newshound
