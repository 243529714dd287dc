// The words of analysis/tokenizer.h, faster where the text is plain: a run of ASCII letters with nothing behind it that could
// join or lengthen the word is taken as it stands, everything else is left to a Tokenizer. Why: highlighting looks at every word
// of a text and wants the form of few, so lower case and copying can wait until form() asks. Bytes are told apart 64 at a time
// (SSE2, which every x86-64 has; one by one elsewhere). A test holds its words to the tokenizer's. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/tokenizer.h"

namespace newshound {

class WordScanner {
 public:
  // `text` as for Tokenizer.
  explicit WordScanner(std::string_view text) : text_(text) {}

  // The next word; false at the end. What it had before is void.
  [[nodiscard]] bool next();

  [[nodiscard]] std::uint32_t begin() const { return begin_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }
  // Bytes of the form, and the first and the last of them.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] unsigned char first() const { return first_; }
  [[nodiscard]] unsigned char last() const { return last_; }
  // The form of the word (Token::form), until the next call of next().
  [[nodiscard]] std::string_view form();

 private:
  // Bits of the block's bytes: ASCII letters, and all that a word may begin with.
  struct Block {
    std::uint64_t letters = 0, starts = 0;
  };
  void look(std::size_t block);
  [[nodiscard]] std::size_t next_start(std::size_t at);
  [[nodiscard]] std::size_t letters_end(std::size_t at);
  [[nodiscard]] bool next_slow();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t looked_ = std::size_t(-1);  // the number of the block that block_ is of
  Block block_;
  std::uint32_t begin_ = 0, end_ = 0;
  std::size_t size_ = 0;
  unsigned char first_ = 0, last_ = 0;
  bool plain_ = true;
  std::array<char, kMaxWordBytes> lower_;
  std::optional<Tokenizer> tokenizer_;  // reads the text from slow_begin_ on
  std::size_t slow_begin_ = 0;
  Token token_;
};

}  // namespace newshound
