#include "query/query_words.h"

#include <algorithm>
#include <string>

#include "analysis/fold.h"
#include "analysis/normalizer.h"
#include "analysis/tokenizer.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

void append_words(std::string_view text, Exactness exactness, std::vector<QueryWord>& out) {
  Tokenizer tokenizer(text);
  Token token;
  while (tokenizer.next(token)) {
    const std::string_view written = text.substr(token.begin, token.end - token.begin);
    out.push_back({.word = std::string(token.word),
                   .form = std::string(token.form),
                   .exact = exactness != Exactness::kStem,
                   .spelling = exactness == Exactness::kSpelling ? std::string(written) : std::string(),
                   .begin = token.begin,
                   .end = token.end});
  }
}

std::size_t letters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::vector<QueryWord> query_words(std::string_view text, Exactness exactness) {
  std::vector<QueryWord> words, again;
  append_words(text, exactness, words);
  for (QueryWord& word : words) {
    // Leaving out a joiner or lowering a letter may bring a letter and a mark together that have a composed form.
    const std::string composed = normalize(word.word);
    if (composed == word.word) continue;
    again.clear();
    append_words(composed, exactness, again);
    if (again.size() != 1) continue;
    again[0].begin = word.begin;
    again[0].end = word.end;
    again[0].spelling = word.spelling;
    word = again[0];
  }
  return words;
}

Wildcard read_wildcard(std::string_view text, Exactness exactness) {
  Wildcard read;
  const std::size_t star = text.find('*');
  read.words = query_words(text, exactness);
  if (star == std::string_view::npos || read.words.empty()) return read;
  read.kind = Wildcard::Kind::kMisplaced;
  const std::string_view head = text.substr(0, star);
  Tokenizer before(head), behind(text.substr(star));
  Token token;
  if (behind.next(token) || !before.next(token) || token.end != head.size()) return read;
  std::vector<QueryWord> word = query_words(head, exactness);
  if (word.size() != 1) return read;
  if (letters(word[0].form) < kMinWildcardLetters) {
    read.kind = Wildcard::Kind::kTooShort;
    return read;
  }
  word[0].exact = false;
  read.kind = Wildcard::Kind::kPrefix;
  read.words = std::move(word);
  return read;
}

}  // namespace newshound
