// A few bytes for each form of a vocabulary, so that a misspelled word's neighbours are found by one look at every form: which
// letters it has, how many, and how many documents have it. Made in memory by one reading of the vocabulary when it is first
// asked for (Segment::sketches()); 9 bytes a form. Immutable, any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "storage/vocabulary.h"

namespace newshound {

// Bit k: has the letter k of a to z; other characters share the six bits above. An edit of one character changes two bits at
// most.
[[nodiscard]] std::uint32_t letters_of(std::string_view form);
// Code points of valid UTF-8.
[[nodiscard]] std::size_t length_of(std::string_view form);

class FormSketches {
 public:
  explicit FormSketches(const Vocabulary& vocabulary);

  // By number of the form: in byte order of the forms.
  [[nodiscard]] std::span<const std::uint32_t> letters() const { return letters_; }
  [[nodiscard]] std::span<const std::uint8_t> lengths() const { return lengths_; }  // code points, 255 at most
  [[nodiscard]] std::span<const std::uint32_t> documents() const { return documents_; }

 private:
  std::vector<std::uint32_t> letters_, documents_;
  std::vector<std::uint8_t> lengths_;
};

}  // namespace newshound
