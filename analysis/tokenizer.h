// Text to words with byte offsets, by the rules of Xapian 1.4's TermGenerator, which isn't exposed as a tokenizer:
//   a word is letters, marks, digits and connectors, in lower case; capital initials with dots are one word without them (U.S.A.
//   -> usa; its last dot belongs to its place in the text); ' & U+00B7 U+05F4 U+2027 join word characters (U+2019 and U+201B
//   count as '); , . ; and a few like them join digits; zero-width spaces and joiners inside a word are left out; up to three +
//   or # end a word (c++, c#) unless a word character follows; words over 64 bytes are left out.
// Differences, each tested in tests/unit/analysis/tokenizer_test.cpp: runs of Han, Kana, Thai, Lao, Khmer and Burmese are cut by
// ICU's dictionary word breaks and divided from letters and digits beside them (TermGenerator makes one word of it all), and lose
// their variation selectors. A tokenizer is cheap to make, belongs to one thread,
// and allocates nothing for ASCII text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newshound {

inline constexpr unsigned kTokenizerVersion = 2;  // part of the analyzer fingerprint: raise it with any change
inline constexpr std::size_t kMaxWordBytes = 64;  // as Xapian's limit

struct Token {
  std::string_view word;    // lower case
  std::string_view form;    // fold(word)
  std::uint32_t begin = 0;  // bytes of the text: [begin, end)
  std::uint32_t end = 0;
};

class Tokenizer {
 public:
  // `text` is valid UTF-8 (analysis/normalizer.h), under 4 GiB, and outlives the tokenizer.
  explicit Tokenizer(std::string_view text) : text_(text) {}
  // The next word; false at the end. The token's views hold until the next call.
  bool next(Token& token);

 private:
  bool initials();
  void collect();
  void suffix();
  void push(char32_t lower);
  void push_ascii(char lower) {
    if (size_ < sizeof(word_)) word_[size_] = lower;
    ++size_;
  }
  bool dictionary_run();
  bool give(Token& token, std::size_t begin, std::size_t end);

  std::string_view text_;
  std::size_t at_ = 0;
  char word_[kMaxWordBytes + 8];
  std::size_t size_ = 0;  // bytes of the word; over kMaxWordBytes: too long
  bool ascii_ = true;
  std::string form_;
  // Borders of a dictionary run's words that are still to be given.
  std::vector<std::uint32_t> borders_;
  std::size_t border_ = 0;
};

}  // namespace newshound
