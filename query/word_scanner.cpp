#include "query/word_scanner.h"

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

}  // namespace

bool WordScanner::next() {
  const std::size_t size = text_.size();
  while (true) {
    while (at_ < size && (kind(text_[at_]) == kBreak || begins_no_word(text_[at_]))) ++at_;
    if (at_ == size) return false;
    if (kind(text_[at_]) == kOther) return next_slow();
    std::size_t end = at_ + 1;
    while (end < size && kind(text_[end]) == kLetter) ++end;
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
