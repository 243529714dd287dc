// Lexemes to a syntax tree, by recursive descent: OR binds loosest, then AND (or nothing between words), then NEAR and ADJ, then
// NOT, + and -. Dangling operators and empty brackets are left out and noted. Recursion is as deep as the brackets, which the
// lexer limits. One thread.
#pragma once

#include <optional>
#include <vector>

#include "query/lexer.h"
#include "query/parser.h"
#include "query/query_notes.h"
#include "query/time_zone.h"

namespace newshound {

class Grammar {
 public:
  // `words_left`: how many words may be added to those of the lexemes (a date that is none is searched as words).
  Grammar(const std::vector<Lexeme>& lexemes, const ParseOptions& options, std::size_t words_left, QueryNotes& notes);
  // Nothing if there are no words. A NOT may stand at the root.
  [[nodiscard]] std::optional<AstNode> read();

 private:
  using Scope = const QueryPrefix*;  // whose values stand here; null: words

  [[nodiscard]] std::optional<AstNode> disjunction(Scope scope);
  [[nodiscard]] std::optional<AstNode> conjunction(Scope scope);
  [[nodiscard]] std::optional<AstNode> neighbours(Scope scope);
  [[nodiscard]] std::optional<AstNode> negation(Scope scope);
  [[nodiscard]] std::optional<AstNode> primary(Scope scope);
  [[nodiscard]] std::optional<AstNode> group(Scope scope);

  [[nodiscard]] AstNode words(const Lexeme& lexeme, Scope scope) const;
  [[nodiscard]] AstNode value(Scope scope, bool in_group);
  [[nodiscard]] AstNode dates(AstNode node, const QueryPrefix& prefix);
  [[nodiscard]] bool set_range(AstNode& node, const QueryPrefix& prefix);
  [[nodiscard]] AstNode bad_date(AstNode node, const QueryPrefix& prefix);
  [[nodiscard]] AstNode sequence(std::vector<AstNode> operands, const std::vector<const Lexeme*>& operators, bool in_title);

  [[nodiscard]] bool at(LexemeKind kind) const { return at_ < lexemes_.size() && lexemes_[at_].kind == kind; }
  [[nodiscard]] bool at_operand() const;
  void dangling(const Lexeme& lexeme, bool nothing_behind);

  const std::vector<Lexeme>& lexemes_;
  const ParseOptions& options_;
  std::size_t words_left_;
  QueryNotes& notes_;
  TimeZone zone_;
  std::size_t at_ = 0;
};

}  // namespace newshound
