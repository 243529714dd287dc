#include "analysis/normalizer.h"

#include <algorithm>
#include <array>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (unsigned c = 0x20; c < 0x7F; ++c) plain[c] = true;
  plain['\n'] = true;
  return plain;
}();

bool is_plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

bool is_dropped(char32_t c) {
  return c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEu) == 0xFFFE;
}

// One code point that isn't plain ASCII; returns how many bytes it took.
std::size_t clean_one(std::string_view bytes, std::size_t at, std::string& out, NormalizeNotes& notes) {
  const CodePoint point = decode_utf8(bytes, at);
  if (!point.valid) {
    notes.invalid_utf8 = true;
    out += "\xEF\xBF\xBD";
    return point.size;
  }
  if (point.value == '\r') {
    const bool pair = at + 1 < bytes.size() && bytes[at + 1] == '\n';
    if (!pair) out += '\n';
    return 1;
  }
  if (point.value == '\t') {
    out += ' ';
    return 1;
  }
  if (point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0)) {
    notes.control_characters = true;
    out += ' ';
    return point.size;
  }
  if (!is_dropped(point.value)) out.append(bytes, at, point.size);
  return point.size;
}

std::string compose(std::string text) {
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
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(bytes, at);
    if (!point.valid) return false;
    at += point.size;
  }
  return true;
}

std::string normalize(std::string_view bytes, NormalizeNotes* notes) {
  const auto first = std::find_if_not(bytes.begin(), bytes.end(), is_plain);
  if (first == bytes.end()) return std::string(bytes);
  NormalizeNotes seen;
  std::string out;
  out.reserve(bytes.size() + 16);
  bool ascii = true;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    while (at < bytes.size() && is_plain(bytes[at])) ++at;
    out.append(bytes, begin, at - begin);
    if (at == bytes.size()) break;
    if (static_cast<unsigned char>(bytes[at]) >= 0x80) ascii = false;
    at += clean_one(bytes, at, out, seen);
  }
  if (notes != nullptr) {
    notes->invalid_utf8 |= seen.invalid_utf8;
    notes->control_characters |= seen.control_characters;
  }
  return ascii ? out : compose(std::move(out));
}

}  // namespace newshound
