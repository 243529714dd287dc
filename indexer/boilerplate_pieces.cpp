#include "indexer/boilerplate_pieces.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <xxhash.h>

#include "analysis/fold.h"
#include "analysis/utf8.h"
#include "indexer/page_text.h"

namespace newshound {
namespace {

constexpr std::size_t kMinTitleBytes = 10, kMinAuthorBytes = 5;  // a shorter one may be any word of a sentence
constexpr int kMinWordsBeside = 3;                               // that a template has beside title and author

constexpr std::uint64_t kVariedSeed = 16, kVariantSeed = 32;  // apart from those of PieceKind

std::uint64_t hash_of(std::string_view letters, std::uint64_t seed) {
  if (letters.empty()) return 0;
  const std::uint64_t hash = XXH3_64bits_withSeed(letters.data(), letters.size(), seed);
  return hash == 0 ? 1 : hash;
}

std::uint64_t seed_of(PieceKind kind, bool varied) { return static_cast<std::uint64_t>(kind) + (varied ? kVariedSeed : 0); }

std::string letters_of(std::string_view text) { return letters_key(fold(text)); }

// Each number, of whatever digits, as one 0.
std::string without_numbers(std::string_view letters) {
  std::string out;
  out.reserve(letters.size());
  bool number = false;
  for (std::size_t at = 0; at < letters.size();) {
    const CodePoint point = decode_utf8(letters, at);
    const bool digit = u_isdigit(static_cast<UChar32>(point.value)) != 0;
    if (!digit) out.append(letters.substr(at, point.size));
    if (digit && !number) out.push_back('0');
    number = digit;
    at += point.size;
  }
  return out;
}

bool has_number(std::string_view letters) {
  for (std::size_t at = 0; at < letters.size();) {
    const CodePoint point = decode_utf8(letters, at);
    if (u_isdigit(static_cast<UChar32>(point.value)) != 0) return true;
    at += point.size;
  }
  return false;
}

bool replace_all(std::string& text, std::string_view what, std::string_view by) {
  bool found = false;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
    found = true;
  }
  return found;
}

// The length of the sentence end of a script without spaces that begins at `at`; 0 if none does.
std::size_t wide_end(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 3> kWideEnds{"\u3002", "\uFF01", "\uFF1F"};
  for (const std::string_view end : kWideEnds)
    if (text.substr(at).starts_with(end)) return end.size();
  return 0;
}

bool is_cut(std::string_view before) {
  return !before.empty() && before.back() != ':' && before.back() != ';' && ends_sentence(before);
}

}  // namespace

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::vector<std::string_view> paragraphs;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    const std::string_view paragraph = text.substr(begin, end - begin);
    if (!is_blank(paragraph)) paragraphs.push_back(paragraph);
    begin = end + 2;
  }
  return paragraphs;
}

std::vector<std::string_view> sentences_of(std::string_view paragraph) {
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  const auto cut = [&](std::size_t end) {
    const std::string_view sentence = paragraph.substr(begin, end - begin);
    if (!is_blank(sentence)) sentences.push_back(sentence);
    begin = end;
  };
  for (std::size_t at = 0; at < paragraph.size(); ++at) {
    const char c = paragraph[at];
    if (static_cast<unsigned char>(c) >= 0xE3) {
      if (const std::size_t size = wide_end(paragraph, at); size != 0) cut(at + size);
    } else if (c == ' ' || c == '\n') {
      // Long enough for closing quotation marks and brackets; never the sentence before.
      const std::size_t from = std::max(begin, at < 16 ? 0 : at - 16);
      if (is_cut(paragraph.substr(from, at - from))) cut(at);
    }
  }
  cut(paragraph.size());
  return sentences;
}

std::string with_placeholders(std::string_view text, const Article& page) {
  std::string placed(text);
  int places = 0;
  if (page.title.size() >= kMinTitleBytes && replace_all(placed, page.title, kTitlePlaceholder)) ++places;
  for (const std::string& author : page.authors)
    if (author.size() >= kMinAuthorBytes && replace_all(placed, author, kAuthorPlaceholder)) ++places;
  if (places != 0 && count_words(placed) < places + kMinWordsBeside) return std::string(text);
  return placed;
}

TextPiece text_piece(std::string_view text, PieceKind kind, const Article& page) {
  TextPiece piece;
  const std::string letters = letters_of(text);
  piece.key = hash_of(letters, seed_of(kind, false));
  piece.sentence = ends_sentence(text);
  const std::string placed = with_placeholders(text, page);
  piece.words = count_words(placed);
  const std::string variant = placed == text ? letters : letters_of(placed);
  const std::string varied = without_numbers(variant);
  if (placed == text && !has_number(letters)) return piece;
  piece.varied = hash_of(varied, seed_of(kind, true));
  piece.variant = hash_of(variant, kVariantSeed);
  return piece;
}

std::uint64_t kept_key(std::string_view text, PieceKind kind, bool varied) {
  const std::string letters = letters_of(text);
  return hash_of(varied ? without_numbers(letters) : letters, seed_of(kind, varied));
}

}  // namespace newshound
