#include "query/word_scanner.h"

#include <algorithm>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newshound {
namespace {

enum Kind : unsigned char {
  kBreak,   // ends a word of letters
  kLetter,  // ASCII
  kOther,   // may be part of a word or lengthen it: the tokenizer knows
};

constexpr std::array<Kind, 256> kKinds = [] {
  std::array<Kind, 256> kinds{};
  for (std::size_t c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    const bool joins = c == '\'' || c == '&' || c == '_' || c == '+' || c == '#';
    kinds[c] = letter ? kLetter : digit || joins || c >= 0x80 ? kOther : kBreak;
  }
  return kinds;
}();

// Joiners and suffixes don't begin a word.
constexpr bool begins_no_word(char c) { return c == '\'' || c == '&' || c == '+' || c == '#'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

Kind kind(char c) { return kKinds[static_cast<unsigned char>(c)]; }

constexpr std::size_t kBlock = 64;

#ifdef __SSE2__
__m128i all_of(char c) { return _mm_set1_epi8(c); }

// Bytes from `first` to `first + count - 1`, as unsigned numbers.
__m128i between(__m128i bytes, char first, char count) {
  const __m128i from_first = _mm_sub_epi8(bytes, all_of(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(from_first, all_of(static_cast<char>(count - 1))), from_first);
}
#endif

}  // namespace

void WordScanner::look(std::size_t block) {
  looked_ = block;
  block_ = {};
  const std::size_t begin = block * kBlock, size = std::min(text_.size() - begin, kBlock);
  std::size_t at = 0;
#ifdef __SSE2__
  for (; at + 16 <= size; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + begin + at));
    const __m128i letters = between(_mm_or_si128(bytes, all_of(0x20)), 'a', 26);
    const __m128i others = _mm_or_si128(between(bytes, '0', 10), _mm_cmpeq_epi8(bytes, all_of('_')));
    // The high bit of `bytes` itself: what isn't ASCII.
    const __m128i starts = _mm_or_si128(bytes, _mm_or_si128(letters, others));
    block_.letters |= std::uint64_t(static_cast<std::uint32_t>(_mm_movemask_epi8(letters))) << at;
    block_.starts |= std::uint64_t(static_cast<std::uint32_t>(_mm_movemask_epi8(starts))) << at;
  }
#endif
  for (; at < size; ++at) {
    const char c = text_[begin + at];
    const Kind here = kind(c);
    block_.letters |= std::uint64_t(here == kLetter) << at;
    block_.starts |= std::uint64_t(here != kBreak && !begins_no_word(c)) << at;
  }
}

// The first byte at or behind `at` that a word may begin with; the text's size if there is none.
std::size_t WordScanner::next_start(std::size_t at) {
  for (; at < text_.size(); at = (at / kBlock + 1) * kBlock) {
    if (at / kBlock != looked_) look(at / kBlock);
    const std::uint64_t left = block_.starts >> (at % kBlock);
    if (left != 0) return at + static_cast<std::size_t>(__builtin_ctzll(left));
  }
  return text_.size();
}

// Where the run of letters that has the byte `at` ends.
std::size_t WordScanner::letters_end(std::size_t at) {
  for (; at < text_.size(); at = (at / kBlock + 1) * kBlock) {
    if (at / kBlock != looked_) look(at / kBlock);
    const std::uint64_t breaks = ~block_.letters >> (at % kBlock);
    if (breaks != 0) return std::min(text_.size(), at + static_cast<std::size_t>(__builtin_ctzll(breaks)));
  }
  return text_.size();
}

bool WordScanner::next() {
  const std::size_t size = text_.size();
  while (true) {
    at_ = next_start(at_);
    if (at_ == size) return false;
    if (kind(text_[at_]) == kOther) return next_slow();
    const std::size_t end = letters_end(at_);
    const bool initial = end - at_ == 1 && end < size && text_[end] == '.';  // U.S.A. perhaps
    if (initial || (end < size && kind(text_[end]) == kOther)) return next_slow();
    const std::size_t begin = at_;
    at_ = end;
    tokenizer_.reset();
    if (end - begin > kMaxWordBytes) continue;
    begin_ = static_cast<std::uint32_t>(begin);
    end_ = static_cast<std::uint32_t>(end);
    size_ = end - begin;
    first_ = static_cast<unsigned char>(lower(text_[begin]));
    last_ = static_cast<unsigned char>(lower(text_[end - 1]));
    plain_ = true;
    return true;
  }
}

// The tokenizer goes on from here. It is kept while it gives words, since it cuts a run of Han or Thai as a whole; a word that
// begins with an ASCII letter or digit was no part of such a run, and behind it the plain way may begin again.
bool WordScanner::next_slow() {
  if (!tokenizer_) {
    tokenizer_.emplace(text_.substr(at_));
    slow_begin_ = at_;
  }
  if (!tokenizer_->next(token_)) {
    at_ = text_.size();
    return false;
  }
  begin_ = static_cast<std::uint32_t>(slow_begin_ + token_.begin);
  end_ = static_cast<std::uint32_t>(slow_begin_ + token_.end);
  size_ = token_.form.size();
  first_ = size_ == 0 ? 0 : static_cast<unsigned char>(token_.form.front());
  last_ = size_ == 0 ? 0 : static_cast<unsigned char>(token_.form.back());
  plain_ = false;
  at_ = end_;
  return true;
}

std::string_view WordScanner::form() {
  if (!plain_) return token_.form;
  for (std::size_t i = 0; i < size_; ++i) lower_[i] = lower(text_[begin_ + i]);
  return {lower_.data(), size_};
}

}  // namespace newshound
