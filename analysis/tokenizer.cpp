#include "analysis/tokenizer.h"

#include <array>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/utext.h>
#include <xapian.h>

#include "analysis/fold.h"
#include "analysis/utf8.h"

namespace newshound {
namespace {

constexpr std::array<char, 128> kLower = [] {  // 0: not a word character
  std::array<char, 128> lower{};
  for (char c = '0'; c <= '9'; ++c) lower[static_cast<std::size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) lower[static_cast<std::size_t>(c)] = c;
  for (char c = 'A'; c <= 'Z'; ++c) lower[static_cast<std::size_t>(c)] = static_cast<char>(c + 32);
  lower['_'] = '_';
  return lower;
}();
constexpr char32_t kNoInfix = 0, kIgnore = 0xFFFFFFFF;
constexpr char32_t kTableSize = 0x2000;  // the alphabets of two and three bytes

char32_t xapian_lower(char32_t c) {
  const auto point = static_cast<unsigned>(c);
  return Xapian::Unicode::is_wordchar(point) ? Xapian::Unicode::tolower(point) : 0;
}

// The lower case of a word character, 0 of others. The table is made once: Xapian's answer costs two calls a letter.
char32_t word_lower(char32_t c) {
  static const auto table = [] {
    auto made = std::make_unique<std::array<char32_t, kTableSize>>();
    for (char32_t i = 0; i < kTableSize; ++i) (*made)[i] = xapian_lower(i);
    return made;
  }();
  return c < kTableSize ? (*table)[c] : xapian_lower(c);
}

bool is_word(char32_t c) { return c < 128 ? kLower[c] != 0 : word_lower(c) != 0; }
bool is_ascii_upper(char32_t c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char32_t c) {
  if (c < 128) return c >= '0' && c <= '9';
  return Xapian::Unicode::get_category(static_cast<unsigned>(c)) == Xapian::Unicode::DECIMAL_DIGIT_NUMBER;
}
bool is_zero_width(char32_t c) { return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF; }

// What joins word characters: the character to keep, kIgnore or kNoInfix.
char32_t word_infix(char32_t c) {
  if (c == '\'' || c == '&' || c == 0xB7 || c == 0x5F4 || c == 0x2027) return c;
  if (c == 0x2019 || c == 0x201B) return '\'';
  return is_zero_width(c) ? kIgnore : kNoInfix;
}
char32_t digit_infix(char32_t c) {
  switch (c) {
    case ',':
    case '.':
    case ';':
    case 0x37E:
    case 0x589:
    case 0x60D:
    case 0x7F8:
    case 0x2044:
    case 0xFE10:
    case 0xFE13:
    case 0xFE14: return c;
    default: return is_zero_width(c) ? kIgnore : kNoInfix;
  }
}

// Scripts written without spaces between words, for which ICU has a dictionary.
bool is_dictionary_script(char32_t c) {
  if (c < 0xE00) return false;
  return c <= 0xEFF || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFF9D) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3005 ||
         c == 0x3007;
}

// Behind a Han character they choose a drawing of it: no part of the word, and no end of it either.
bool is_variation_selector(char32_t c) { return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF); }

// Making a break iterator takes as long as some thousand words, so each thread keeps one.
icu::BreakIterator* word_breaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) made.reset();
    return made;
  }();
  return breaks.get();
}

}  // namespace

void Tokenizer::push(char32_t lower) {
  if (lower < 128) {
    push_ascii(static_cast<char>(lower));
    return;
  }
  ascii_ = false;
  char bytes[4];
  const std::size_t count = encode_utf8(lower, bytes);
  for (std::size_t i = 0; i < count; ++i) push_ascii(bytes[i]);
}

bool Tokenizer::give(Token& token, std::size_t begin, std::size_t end) {
  if (size_ == 0 || size_ > kMaxWordBytes) return false;
  token.word = {word_, size_};
  token.begin = static_cast<std::uint32_t>(begin);
  token.end = static_cast<std::uint32_t>(end);
  if (ascii_) {
    token.form = token.word;
  } else {
    fold_into(token.word, form_);
    token.form = form_;
  }
  return true;
}

bool Tokenizer::next(Token& token) {
  while (true) {
    size_ = 0;
    ascii_ = true;
    if (border_ + 1 < borders_.size()) {
      const std::size_t begin = borders_[border_], end = borders_[border_ + 1];
      ++border_;
      for (std::size_t at = begin; at < end;) {
        const CodePoint point = decode_utf8(text_, at);
        const char32_t lower = is_variation_selector(point.value) ? 0 : word_lower(point.value);
        if (lower != 0) push(lower);
        at += point.size;
      }
      if (give(token, begin, end)) return true;
      continue;
    }
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 128) {
        if (kLower[byte] != 0) break;
        ++at_;
        continue;
      }
      const CodePoint point = decode_utf8(text_, at_);
      if (is_word(point.value)) break;
      at_ += point.size;
    }
    if (at_ >= text_.size()) return false;
    const std::size_t begin = at_;
    if (dictionary_run()) continue;
    if (!initials()) {
      collect();
      suffix();
    }
    if (give(token, begin, at_)) return true;
  }
}

// "U.S.A" or "U.S.A.": two capitals or more with dots between, no word character behind. One letter is no acronym (M&S is a
// word).
bool Tokenizer::initials() {
  std::size_t at = at_;
  if (!is_ascii_upper(static_cast<unsigned char>(text_[at]))) return false;
  while (true) {
    push_ascii(kLower[static_cast<unsigned char>(text_[at])]);
    ++at;
    if (at >= text_.size() || text_[at] != '.') break;
    ++at;
    if (at >= text_.size() || !is_ascii_upper(static_cast<unsigned char>(text_[at]))) break;
  }
  const bool word_follows = at < text_.size() && is_word(decode_utf8(text_, at).value);
  if (size_ > 1 && !word_follows) {
    at_ = at;
    return true;
  }
  size_ = 0;
  return false;
}

void Tokenizer::collect() {
  char32_t before = 0;
  while (true) {
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 128) {
        const char lower = kLower[byte];
        if (lower == 0) break;
        push_ascii(lower);
        before = byte;
        ++at_;
        continue;
      }
      const CodePoint point = decode_utf8(text_, at_);
      const char32_t lower = word_lower(point.value);
      if (lower == 0) break;
      if (is_dictionary_script(point.value)) return;
      before = lower;
      push(lower);
      at_ += point.size;
    }
    if (at_ >= text_.size()) return;
    const CodePoint infix = decode_utf8(text_, at_);
    const std::size_t behind = at_ + infix.size;
    if (behind >= text_.size()) return;
    const char32_t after = decode_utf8(text_, behind).value;
    if (!is_word(after) || is_dictionary_script(after)) return;
    const char32_t kept = is_digit(before) && is_digit(after) ? digit_infix(infix.value) : word_infix(infix.value);
    if (kept == kNoInfix) return;
    if (kept != kIgnore) push(kept);
    at_ = behind;
  }
}

void Tokenizer::suffix() {
  const std::size_t size = size_, end = at_;
  while (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '#')) {
    if (at_ - end == 3) {
      size_ = size;
      at_ = end;
      return;
    }
    push_ascii(text_[at_]);
    ++at_;
  }
  if (at_ == end || at_ >= text_.size() || !is_word(decode_utf8(text_, at_).value)) return;
  size_ = size;  // fish+chips is two words
  at_ = end;
}

bool Tokenizer::dictionary_run() {
  if (static_cast<unsigned char>(text_[at_]) < 0xE0) return false;
  std::size_t end = at_;
  while (end < text_.size()) {
    const CodePoint point = decode_utf8(text_, end);
    const bool selector = end > at_ && is_variation_selector(point.value);
    if (!selector && (!is_dictionary_script(point.value) || !is_word(point.value))) break;
    end += point.size;
  }
  if (end == at_) return false;
  borders_.assign(1, static_cast<std::uint32_t>(at_));
  border_ = 0;
  icu::BreakIterator* const breaks = word_breaks();
  UErrorCode status = U_ZERO_ERROR;
  UText run = UTEXT_INITIALIZER;
  utext_openUTF8(&run, text_.data() + at_, static_cast<std::int64_t>(end - at_), &status);
  if (breaks != nullptr && U_SUCCESS(status)) {
    breaks->setText(&run, status);
    for (std::int32_t border = breaks->next(); U_SUCCESS(status) && border != icu::BreakIterator::DONE; border = breaks->next())
      borders_.push_back(static_cast<std::uint32_t>(at_) + static_cast<std::uint32_t>(border));
  }
  utext_close(&run);
  if (borders_.back() != end) borders_.push_back(static_cast<std::uint32_t>(end));
  at_ = end;
  return true;
}

}  // namespace newshound
