#include "query/grammar.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "query/ast_builder.h"

namespace newshound {
namespace {

std::string_view operator_name(LexemeKind kind) {
  switch (kind) {
    case LexemeKind::kAnd: return "AND";
    case LexemeKind::kOr: return "OR";
    case LexemeKind::kNot: return "NOT";
    case LexemeKind::kNear: return "NEAR";
    case LexemeKind::kAdj: return "ADJ";
    default: return "";
  }
}

bool is_neighbour_operator(LexemeKind kind) { return kind == LexemeKind::kNear || kind == LexemeKind::kAdj; }

}  // namespace

Grammar::Grammar(const std::vector<Lexeme>& lexemes, const ParseOptions& options, std::size_t words_left, QueryNotes& notes)
    : lexemes_(lexemes),
      options_(options),
      words_left_(words_left),
      notes_(notes),
      zone_(TimeZone::find(options.time_zone).value_or(TimeZone())) {}

std::optional<AstNode> Grammar::read() { return disjunction(nullptr); }

bool Grammar::at_operand() const {
  if (at_ >= lexemes_.size()) return false;
  switch (lexemes_[at_].kind) {
    case LexemeKind::kWords:
    case LexemeKind::kValue:
    case LexemeKind::kOpen:
    case LexemeKind::kPrefix:
    case LexemeKind::kNot: return true;
    default: return false;
  }
}

void Grammar::dangling(const Lexeme& lexeme, bool nothing_behind) {
  notes_.complain({lexeme.begin,
                   fmt::format("{} has nothing {} it", operator_name(lexeme.kind), nothing_behind ? "behind" : "before"),
                   "left out", "write a word there, or the operator in lower case to search for it"});
}

std::optional<AstNode> Grammar::disjunction(Scope scope) {
  std::vector<AstNode> parts;
  const Lexeme* pending = nullptr;  // an OR whose right side is to come
  while (true) {
    std::optional<AstNode> part = conjunction(scope);
    if (part) parts.push_back(std::move(*part));
    if (!part && pending != nullptr) dangling(*pending, true);
    pending = nullptr;
    if (!at(LexemeKind::kOr)) break;
    const Lexeme& lexeme = lexemes_[at_++];
    if (parts.empty()) {
      dangling(lexeme, false);
    } else {
      pending = &lexeme;
    }
  }
  if (parts.empty()) return std::nullopt;
  return make_or(std::move(parts));
}

std::optional<AstNode> Grammar::conjunction(Scope scope) {
  std::vector<AstNode> parts;
  while (true) {
    if (at(LexemeKind::kAnd)) {
      const Lexeme& lexeme = lexemes_[at_++];
      if (parts.empty()) {
        dangling(lexeme, false);
      } else if (!at_operand()) {
        dangling(lexeme, true);
      }
      continue;
    }
    if (at_ < lexemes_.size() && is_neighbour_operator(lexemes_[at_].kind)) {
      dangling(lexemes_[at_++], false);
      continue;
    }
    if (!at_operand()) break;
    std::optional<AstNode> part = neighbours(scope);
    if (part) parts.push_back(std::move(*part));
  }
  if (parts.empty()) return std::nullopt;
  return make_and(std::move(parts));
}

std::optional<AstNode> Grammar::neighbours(Scope scope) {
  std::optional<AstNode> first = negation(scope);
  if (!first) return std::nullopt;
  std::vector<AstNode> operands;
  std::vector<const Lexeme*> operators;
  operands.push_back(std::move(*first));
  while (at_ < lexemes_.size() && is_neighbour_operator(lexemes_[at_].kind)) {
    const Lexeme& lexeme = lexemes_[at_++];
    std::optional<AstNode> next = at_operand() ? negation(scope) : std::nullopt;
    if (!next) {
      dangling(lexeme, true);
      continue;
    }
    operators.push_back(&lexeme);
    operands.push_back(std::move(*next));
  }
  if (operators.empty()) return std::move(operands[0]);
  return sequence(std::move(operands), operators, scope != nullptr);
}

AstNode Grammar::sequence(std::vector<AstNode> operands, const std::vector<const Lexeme*>& operators, bool in_title) {
  const bool words = std::all_of(operands.begin(), operands.end(), [&](const AstNode& operand) {
    return operand.kind == NodeKind::kWord && operand.title == in_title;
  });
  const Lexeme& first = *operators[0];
  if (!words) {
    notes_.complain({first.begin, fmt::format("{} takes single words on both sides", operator_name(first.kind)), "read as AND",
                     "write one word, quoted or not, on each side"});
    return make_and(std::move(operands));
  }
  AstNode node;
  node.kind = NodeKind::kSequence;
  node.begin = operands.front().begin;
  node.end = operands.back().end;
  node.title = in_title;
  std::uint32_t distance = 0;
  bool mixed = false;
  for (const Lexeme* lexeme : operators) {
    mixed |= lexeme->kind != first.kind || lexeme->distance != first.distance;
    node.ordered &= lexeme->kind == LexemeKind::kAdj;
    distance = std::max(distance, lexeme->distance);
  }
  if (mixed)
    notes_.complain({operators[1]->begin, "a row of NEAR and ADJ has different operators or distances",
                     fmt::format("all of it read as {}/{}", node.ordered ? "ADJ" : "NEAR", distance),
                     "use one operator with one distance"});
  for (AstNode& operand : operands) node.words.push_back(std::move(operand.words[0]));
  node.window = distance + static_cast<std::uint32_t>(node.words.size()) - 1;
  return node;
}

std::optional<AstNode> Grammar::negation(Scope scope) {
  if (!at(LexemeKind::kNot)) return primary(scope);
  const Lexeme& first = lexemes_[at_];
  bool negated = false;
  for (; at(LexemeKind::kNot); ++at_) negated = !negated;
  std::optional<AstNode> operand = at_operand() ? primary(scope) : std::nullopt;
  if (!operand) {
    dangling(lexemes_[at_ - 1], true);
    return std::nullopt;
  }
  if (!negated) return operand;
  AstNode node = make_not(std::move(*operand));
  node.begin = first.begin;
  return node;
}

std::optional<AstNode> Grammar::primary(Scope scope) {
  const Lexeme& lexeme = lexemes_[at_];
  switch (lexeme.kind) {
    case LexemeKind::kOpen: return group(scope);
    case LexemeKind::kValue: return value(scope, true);
    case LexemeKind::kWords: ++at_; return words(lexeme, scope);
    default: break;
  }
  ++at_;  // a prefix
  if (at(LexemeKind::kOpen)) return group(lexeme.prefix);
  AstNode node = at(LexemeKind::kValue) ? value(lexeme.prefix, false) : words(lexemes_[at_++], lexeme.prefix);
  node.begin = lexeme.begin;
  return node;
}

std::optional<AstNode> Grammar::group(Scope scope) {
  const Lexeme& bracket = lexemes_[at_++];
  std::optional<AstNode> inside = disjunction(scope);
  if (inside) {
    inside->begin = bracket.begin;
    inside->end = lexemes_[at_].end;
  } else {
    notes_.complain({bracket.begin, "there are no words inside the brackets", "left out", "write words or remove them"});
  }
  ++at_;  // the closing one: the lexer makes pairs
  return inside;
}

AstNode Grammar::words(const Lexeme& lexeme, Scope scope) const {
  AstNode node;
  node.begin = lexeme.begin;
  node.end = lexeme.end;
  node.title = scope != nullptr;
  node.words = lexeme.words;
  if (node.words.size() == 1) {
    node.kind = lexeme.wildcard ? NodeKind::kPrefix : NodeKind::kWord;
    return node;
  }
  node.kind = NodeKind::kSequence;
  node.ordered = lexeme.ordered;
  node.window = static_cast<std::uint32_t>(node.words.size());
  if (!node.ordered) node.window += lexeme.distance - 1;
  return node;
}

}  // namespace newshound
