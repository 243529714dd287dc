#include "analysis/fold.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <xapian.h>

#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr char32_t kTableSize = 0x2000;  // Latin and Greek that have marks lie below, with their extensions

struct Folded {
  char32_t first = 0, second = 0;  // second 0: none
  bool is_mark = false;            // goes behind a letter whose marks go
  bool sheds_marks = false;        // the marks behind it go
};

struct Special {
  char32_t from, first, second;
};
constexpr Special kSpecials[] = {{0xDF, 's', 's'}, {0xF8, 'o', 0},  {0xE6, 'a', 'e'},  {0x153, 'o', 'e'}, {0x142, 'l', 0},
                                 {0x111, 'd', 0},  {0xF0, 'd', 0},  {0xFE, 't', 'h'},  {0x127, 'h', 0},   {0x167, 't', 0},
                                 {0x131, 'i', 0},  {0x17F, 's', 0}, {0x3C2, 0x3C3, 0}, {0x1E9E, 's', 's'}};

UScriptCode script_of(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

char32_t lower(char32_t c) { return Xapian::Unicode::tolower(static_cast<unsigned>(c)); }

const Special* find_special(char32_t c) {
  const auto* const found =
      std::find_if(std::begin(kSpecials), std::end(kSpecials), [&](const Special& s) { return s.from == c; });
  return found == std::end(kSpecials) ? nullptr : found;
}

Folded fold_lower_case(char32_t c, const icu::Normalizer2* nfd) {
  const UScriptCode script = script_of(c);
  Folded folded{c};
  folded.sheds_marks = c < 0x80 || script == USCRIPT_LATIN || script == USCRIPT_GREEK;
  folded.is_mark = script == USCRIPT_INHERITED && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
  icu::UnicodeString parts;
  if (c >= 0x80 && folded.sheds_marks && nfd != nullptr && nfd->getDecomposition(static_cast<UChar32>(c), parts))
    folded.first = lower(static_cast<char32_t>(parts.char32At(0)));
  if (const Special* special = find_special(folded.first)) {
    folded.first = special->first;
    folded.second = special->second;
  }
  return folded;
}

// By lower-case letter. Built once, then only read.
const std::array<Folded, kTableSize>& table() {
  static const auto folded = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    auto made = std::make_unique<std::array<Folded, kTableSize>>();
    for (char32_t c = 0; c < kTableSize; ++c) (*made)[c] = fold_lower_case(lower(c), U_SUCCESS(status) ? nfd : nullptr);
    return made;
  }();
  return *folded;
}

// Letters above the table: none has marks of its own, but some lower-case letters of theirs are in the table.
Folded fold_rare(char32_t c) {
  c = lower(c);
  return c < kTableSize ? table()[c] : fold_lower_case(c, nullptr);
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::string collapse_spaces(std::string_view value) {
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
  return collapsed;
}

}  // namespace

void fold_into(std::string_view word, std::string& out) {
  out.clear();
  const auto& letters = table();
  bool sheds = true;  // the letter before sheds its marks; so does the beginning of a word
  for (std::size_t at = 0; at < word.size();) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte < 0x80) {
      out.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : word[at]);
      sheds = true;
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(word, at);
    at += point.size;
    const Folded folded = point.value < kTableSize ? letters[point.value] : fold_rare(point.value);
    if (folded.is_mark) {
      if (!sheds) append_utf8(out, folded.first);
      continue;
    }
    append_utf8(out, folded.first);
    if (folded.second != 0) append_utf8(out, folded.second);
    sheds = folded.sheds_marks;
  }
}

std::string fold(std::string_view word) {
  std::string out;
  fold_into(word, out);
  return out;
}

// Twice, since folding may drop the mark that stood between two spaces.
std::string fold_value(std::string_view value) { return collapse_spaces(fold(collapse_spaces(value))); }

}  // namespace newshound
