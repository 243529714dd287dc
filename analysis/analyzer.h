// Words to terms in one language: the only place where stemmers and stop lists are made. Indexing, queries, highlighting all use
// it. A word's terms are fold(stem(word)) and, where different, fold(stem(form)), so that "résumé" meets both "résumé" and
// "resume". Words that don't begin with a letter are not stemmed
// (as Xapian's STEM_SOME has it): their form is their term. A word that analysis/stem_exceptions.h lists has the stem given there
// and no other. Stemmers: Xapian's, and libstemmer's
// where Xapian has none. An Analyzer belongs to one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/stem_exceptions.h"
#include "analysis/tokenizer.h"

namespace newshound {

class Analyzer {
 public:
  // `language`: BCP 47, its primary subtag decides. Without a stemmer for it, words are their own stems.
  // `exceptions` outlive the analyzer: those of the index that it works for (Snapshot::stem_exceptions()).
  explicit Analyzer(std::string_view language, const StemExceptions& exceptions = StemExceptions::built_in());
  Analyzer(std::string_view language, StemExceptions&& exceptions) = delete;
  ~Analyzer();
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;

  [[nodiscard]] const std::string& language() const;
  // Appends the word's stems (terms without prefix) to `out`: one or two.
  void stems(std::string_view word, std::string_view form, std::vector<std::string>& out) const;
  void stems(const Token& token, std::vector<std::string>& out) const { stems(token.word, token.form, out); }
  [[nodiscard]] bool is_stop_word(std::string_view form) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "pt-BR" -> "pt": the primary subtag in lower case.
[[nodiscard]] std::string primary_language(std::string_view bcp47);
// The primary subtags that have a stemmer, sorted.
[[nodiscard]] std::vector<std::string> stemmer_languages();
// Changes whenever the terms of some text would: versions of Xapian, ICU (major), tokenizer and folding, then a hash of the stop
// lists, the built-in stem exceptions and of probes of libstemmer, which knows no version:
// "nh1-xapian1.4.22-icu72-t2f2-0123456789abcdef". Not of an index's own stem exceptions: its catalog names their file. An index
// remembers it and is refused by a program that has another.
[[nodiscard]] std::string analyzer_fingerprint();

}  // namespace newshound
