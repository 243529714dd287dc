#include "analysis/normalizer.h"

#include <cstdint>
#include <cstring>
#include <limits>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include "analysis/utf8.h"

namespace newshound {
namespace {

bool is_plain(char c) { return (c >= 0x20 && c < 0x7F) || c == '\n'; }

// Where the run of plain ASCII that begins at `at` ends. Eight bytes at a time: this is the whole cost of clean text.
std::size_t plain_end(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kHigh = 0x8080808080808080;
  while (at < bytes.size()) {
    for (; at + 8 <= bytes.size(); at += 8) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, bytes.data() + at, 8);
      // A high bit is set for a byte over 0x7E, or under 0x20; line feeds stop it too and are looked at below.
      if (((eight | (eight + kOnes) | (eight - 0x20 * kOnes)) & kHigh) != 0) break;
    }
    const std::size_t stop = at + 8 < bytes.size() ? at + 8 : bytes.size();
    while (at < stop && is_plain(bytes[at])) ++at;
    if (at < stop) return at;
  }
  return at;
}

bool is_dropped(char32_t c) {
  return c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEu) == 0xFFFE;
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// Text of these alone is in NFC: none is a mark, none composes with another, none has another canonical spelling. Latin with its
// accents, basic Cyrillic, typographic punctuation, the euro: nearly all of most newspapers.
bool is_surely_composed(char32_t c) {
  return c < 0x300 || (c >= 0x400 && c <= 0x482) || (c >= 0x2010 && c <= 0x2027) || c == 0x20AC;
}

// What stands for the code point at `at`, which must not stay as it is. `bytes` is needed for CR LF.
std::string_view replacement(std::string_view bytes, std::size_t at, const CodePoint& point, NormalizeNotes& notes) {
  if (!point.valid) {
    notes.invalid_utf8 = true;
    return "\xEF\xBF\xBD";
  }
  if (point.value == '\r') return at + 1 < bytes.size() && bytes[at + 1] == '\n' ? "" : "\n";
  if (point.value == '\t') return " ";
  if (is_dropped(point.value)) return "";
  notes.control_characters = true;
  return " ";
}

std::string compose(std::string text) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) / 4) return text;  // ICU counts in 32 bits
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return text;
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  if (nfc->isNormalizedUTF8(piece, status) && U_SUCCESS(status)) return text;
  std::string composed;
  composed.reserve(text.size());
  icu::StringByteSink<std::string> sink(&composed);
  status = U_ZERO_ERROR;
  nfc->normalizeUTF8(0, piece, sink, nullptr, status);
  return U_SUCCESS(status) ? composed : text;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t at = plain_end(bytes, 0); at < bytes.size(); at = plain_end(bytes, at)) {
    const CodePoint point = decode_utf8(bytes, at);
    if (!point.valid) return false;
    at += point.size;
  }
  return true;
}

std::string normalize(std::string_view bytes, NormalizeNotes* notes) {
  std::size_t at = plain_end(bytes, 0);
  if (at == bytes.size()) return std::string(bytes);
  NormalizeNotes seen;
  std::string out;
  bool composed = true;
  std::size_t kept = 0;  // bytes before it are in `out`; those from it to `at` stay as they are
  while (at < bytes.size()) {
    if (is_plain(bytes[at])) {
      at = plain_end(bytes, at);
      continue;
    }
    const CodePoint point = decode_utf8(bytes, at);
    if (point.valid && !is_control(point.value) && !is_dropped(point.value)) {
      composed = composed && is_surely_composed(point.value);
      at += point.size;
      continue;
    }
    out.append(bytes, kept, at - kept).append(replacement(bytes, at, point, seen));
    at += point.size;
    kept = at;
  }
  out.append(bytes, kept);
  if (notes != nullptr) {
    notes->invalid_utf8 |= seen.invalid_utf8;
    notes->control_characters |= seen.control_characters;
  }
  return composed ? out : compose(std::move(out));
}

}  // namespace newshound
