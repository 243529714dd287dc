#include "query/query_words.h"

#include <algorithm>
#include <string>

#include "analysis/fold.h"
#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

void append_words(std::string_view text, bool exact, std::vector<QueryWord>& out) {
  Tokenizer tokenizer(text);
  Token token;
  while (tokenizer.next(token)) out.push_back({std::string(token.word), std::string(token.form), exact, token.begin, token.end});
}

std::size_t letters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::vector<QueryWord> query_words(std::string_view text, bool exact) {
  std::vector<QueryWord> words, again;
  append_words(text, exact, words);
  for (QueryWord& word : words) {
    // Leaving out a joiner or lowering a letter may bring a letter and a mark together that have a composed form.
    const std::string composed = normalize(word.word);
    if (composed == word.word) continue;
    again.clear();
    append_words(composed, exact, again);
    if (again.size() != 1) continue;
    again[0].begin = word.begin;
    again[0].end = word.end;
    word = again[0];
  }
  return words;
}

Wildcard read_wildcard(std::string_view text, bool exact) {
  Wildcard read;
  const std::size_t star = text.find('*');
  read.words = query_words(text, exact);
  if (star == std::string_view::npos || read.words.empty()) return read;
  read.kind = Wildcard::Kind::kMisplaced;
  const std::string_view head = text.substr(0, star);
  Tokenizer before(head), behind(text.substr(star));
  Token token;
  if (behind.next(token) || !before.next(token) || token.end != head.size()) return read;
  std::vector<QueryWord> word = query_words(head, false);
  if (word.size() != 1) return read;
  if (letters(word[0].form) < kMinWildcardLetters) {
    read.kind = Wildcard::Kind::kTooShort;
    return read;
  }
  read.kind = Wildcard::Kind::kPrefix;
  read.words = std::move(word);
  return read;
}

}  // namespace newshound
