// Query text to lexemes: words, quotes, brackets, operators, prefixes. Does everything that needs no grammar: brackets come out
// in pairs, white space and punctuation without words are gone, and nothing is over a limit of schemas/limits.h (the query is
// cut there). One thread; lexemes' views point into the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "query/query_notes.h"
#include "query/query_prefix.h"
#include "query/query_words.h"

namespace newshound {

enum class LexemeKind : unsigned char { kWords, kValue, kOpen, kClose, kAnd, kOr, kNot, kNear, kAdj, kPrefix };

struct Lexeme {
  LexemeKind kind = LexemeKind::kWords;
  std::size_t begin = 0, end = 0;       // bytes of the text
  std::string_view text = {};           // kWords, kValue: as typed, without quotes
  bool quoted = false;                  // kWords, kValue
  bool wildcard = false;                // kWords: one word, the beginning of others
  bool ordered = true;                  // kWords: false for "…"~n
  std::uint32_t distance = 1;           // n of "…"~n, NEAR/n, ADJ/n
  std::vector<QueryWord> words = {};    // kWords: one or more
  const QueryPrefix* prefix = nullptr;  // kPrefix; its value is the next lexeme: kWords for title:, kValue or kOpen
};

class QueryLexer {
 public:
  // `text` is normalised. `exactness`: of words without quotes; quoted ones are forms at least.
  QueryLexer(std::string_view text, Exactness exactness, QueryNotes& notes) : text_(text), exactness_(exactness), notes_(notes) {}
  [[nodiscard]] std::vector<Lexeme> read();
  // Words and values read; for counting those that the grammar adds.
  [[nodiscard]] std::size_t word_count() const { return words_; }

 private:
  struct Bracket {
    const QueryPrefix* scope;  // whose values stand inside; null: words
    std::size_t position;
  };

  void step();
  void open(const QueryPrefix* prefix);
  void close();
  void quotes(const QueryPrefix* scope);
  void run();
  void value(const QueryPrefix& prefix);
  [[nodiscard]] bool sign();
  [[nodiscard]] bool prefix_at(std::size_t end);
  [[nodiscard]] bool operation(std::string_view run, std::size_t end);
  [[nodiscard]] bool near_or_adj(std::string_view run, std::size_t end);
  void words(std::size_t end);
  void verbatim(std::size_t end, const QueryPrefix& scope);
  [[nodiscard]] std::uint32_t slop(std::size_t word_count, const QueryPrefix* scope);
  [[nodiscard]] std::uint32_t distance(std::string_view digits, std::uint32_t least, std::size_t position);
  void star(Lexeme& lexeme);
  void report_unknown_prefix(std::string_view run);
  void emit(Lexeme lexeme);
  void emit_operator(LexemeKind kind, std::size_t end, std::uint32_t distance = 1);
  void cut(std::string_view limit);
  void finish();

  [[nodiscard]] const QueryPrefix* scope() const { return brackets_.empty() ? nullptr : brackets_.back().scope; }
  [[nodiscard]] std::size_t run_end(std::size_t at, bool pairs) const;

  std::string_view text_;
  Exactness exactness_;
  QueryNotes& notes_;
  std::vector<Lexeme> lexemes_;
  std::vector<Bracket> brackets_;
  std::size_t at_ = 0;
  bool apart_ = true;  // white space, a bracket or nothing before at_: a sign may stand here
  bool cut_ = false;
  std::size_t words_ = 0, operators_ = 0, wildcards_ = 0;
};

}  // namespace newshound
