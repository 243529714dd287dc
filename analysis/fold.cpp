#include "analysis/fold.h"

#include <array>
#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <xapian.h>

#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr char32_t kTableSize = 0x2000;  // Latin and Greek with all their extensions lie below
constexpr char32_t kDropped = 0xFFFFFFFF;

struct Folded {
  char32_t first = 0, second = 0;  // second 0: none; first kDropped: the mark goes
};

struct Special {
  char32_t from, first, second;
};
constexpr Special kSpecials[] = {{0xDF, 's', 's'}, {0xF8, 'o', 0},  {0xE6, 'a', 'e'},  {0x153, 'o', 'e'}, {0x142, 'l', 0},
                                 {0x111, 'd', 0},  {0xF0, 'd', 0},  {0xFE, 't', 'h'},  {0x127, 'h', 0},   {0x167, 't', 0},
                                 {0x131, 'i', 0},  {0x17F, 's', 0}, {0x3C2, 0x3C3, 0}, {0x1E9E, 's', 's'}};

bool has_marks_that_go(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  return U_SUCCESS(status) && (script == USCRIPT_LATIN || script == USCRIPT_GREEK);
}

char32_t lower(char32_t c) { return Xapian::Unicode::tolower(static_cast<unsigned>(c)); }

Folded fold_letter(char32_t c, const icu::Normalizer2* nfd) {
  c = lower(c);
  for (const Special& special : kSpecials)
    if (special.from == c) return {special.first, special.second};
  if (c < 0x80 || !has_marks_that_go(c) || nfd == nullptr) return {c, 0};
  icu::UnicodeString parts;
  if (!nfd->getDecomposition(static_cast<UChar32>(c), parts)) return {c, 0};
  const char32_t base = lower(static_cast<char32_t>(parts.char32At(0)));
  for (const Special& special : kSpecials)
    if (special.from == base) return {special.first, special.second};
  return {base, 0};
}

// Built once, then only read.
const std::array<Folded, kTableSize>& table() {
  static const auto folded = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    auto made = std::make_unique<std::array<Folded, kTableSize>>();
    for (char32_t c = 0; c < kTableSize; ++c) (*made)[c] = fold_letter(c, U_SUCCESS(status) ? nfd : nullptr);
    for (char32_t c = 0x300; c < 0x370; ++c) (*made)[c] = {kDropped, 0};  // combining marks that no letter took up
    return made;
  }();
  return *folded;
}

bool is_space(char32_t c) {
  return c == ' ' || c == '\n' || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A) || c == 0x3000;
}

}  // namespace

void fold_into(std::string_view word, std::string& out) {
  out.clear();
  const auto& letters = table();
  bool latin = true;  // the letter before takes marks that go; at the beginning of a word, too
  for (std::size_t at = 0; at < word.size();) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte < 0x80) {
      out.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : word[at]);
      latin = true;
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(word, at);
    at += point.size;
    if (point.value >= kTableSize) {
      append_utf8(out, lower(point.value));
      latin = false;
      continue;
    }
    const Folded& folded = letters[point.value];
    if (folded.first == kDropped) {
      if (!latin) append_utf8(out, point.value);
      continue;
    }
    append_utf8(out, folded.first);
    if (folded.second != 0) append_utf8(out, folded.second);
    latin = has_marks_that_go(point.value);
  }
}

std::string fold(std::string_view word) {
  std::string out;
  fold_into(word, out);
  return out;
}

std::string fold_value(std::string_view value) {
  std::string collapsed;
  bool space = false;
  for (std::size_t at = 0; at < value.size();) {
    const CodePoint point = decode_utf8(value, at);
    if (is_space(point.value)) {
      space = !collapsed.empty();
    } else {
      if (space) collapsed.push_back(' ');
      space = false;
      collapsed.append(value, at, point.size);
    }
    at += point.size;
  }
  return fold(collapsed);
}

}  // namespace newshound
