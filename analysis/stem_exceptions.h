// Words whose stem is given instead of computed: what keeps "university" apart from "universe", which Porter's algorithm joins,
// and what an operator sets for the names and terms of his own corpus. A built-in list (English), and over it the lines of a
// file:
//   # language, word, stem, divided by spaces or tabs; a word that begins with # begins a comment
//   en covid coronavirus      (joins: query and text have "coronavirus" for "covid")
//   en rating rating          (separates: "rating" no longer has the stem of "rate")
// Every form of a word needs its line (rating, ratings); an English possessive is looked up as its noun too. Words are compared
// folded, and each must be one word to the tokenizer. A line wins over the built-in list. Never computes a stem: that is
// analysis/analyzer.h. A plain value; threads may share it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "schemas/error.h"

namespace newshound {

class StemExceptions {
 public:
  // None: every stem is computed.
  StemExceptions() = default;
  [[nodiscard]] static const StemExceptions& built_in();
  // The built-in list as groups divided by line feeds: words of one stem, divided by spaces, the first of them the stem. English.
  [[nodiscard]] static std::string_view built_in_groups();
  // The built-in list with a file's lines over it. The error is "WHERE:LINE: what is wrong; remedy": bytes that aren't UTF-8, a
  // line without three words, a language that isn't two or three letters, a word that isn't one, a word given two stems, or a
  // limit of schemas/limits.h passed.
  [[nodiscard]] static Result<StemExceptions> parse(std::string_view text, std::string_view where);

  // The stem of a folded word in a primary language ("en"); null if none is given. Lives as long as this.
  [[nodiscard]] const std::string* find(std::string_view language, std::string_view form) const;
  // The file as it was given to parse(); empty for the built-in list.
  [[nodiscard]] const std::string& text() const { return text_; }

  friend bool operator==(const StemExceptions&, const StemExceptions&) = default;

 private:
  using Words = std::map<std::string, std::string, std::less<>>;  // form -> stem

  std::map<std::string, Words, std::less<>> languages_;
  std::string text_;
};

}  // namespace newshound
