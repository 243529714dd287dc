#include "query/lexer.h"

#include <algorithm>

#include <fmt/format.h>

#include "query/lexer_characters.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

constexpr std::uint32_t kDefaultDistance = 10;  // of a bare NEAR or ADJ

// A field's or date's values are taken as they are; words and title: are tokenised.
bool takes_values(const QueryPrefix* scope) { return scope != nullptr && scope->kind != PrefixKind::kTitle; }

bool ends_with_operator(const std::vector<Lexeme>& lexemes) {
  if (lexemes.empty()) return false;
  const LexemeKind kind = lexemes.back().kind;
  return kind != LexemeKind::kWords && kind != LexemeKind::kValue && kind != LexemeKind::kClose;
}

}  // namespace

std::vector<Lexeme> QueryLexer::read() {
  while (!cut_) {
    while (const std::size_t space = space_at(text_, at_)) {
      at_ += space;
      apart_ = true;
    }
    if (at_ >= text_.size()) break;
    step();
  }
  finish();
  return std::move(lexemes_);
}

void QueryLexer::step() {
  if (text_[at_] == '(') return open(nullptr);
  if (text_[at_] == ')') return close();
  if (quote_at(text_, at_) != 0) return quotes(scope());
  run();
}

void QueryLexer::open(const QueryPrefix* prefix) {
  if (brackets_.size() == kMaxQueryNesting) return cut(fmt::format("brackets nested deeper than {}", kMaxQueryNesting));
  brackets_.push_back({prefix == nullptr ? scope() : prefix, at_});
  Lexeme lexeme;
  lexeme.kind = LexemeKind::kOpen;
  lexeme.begin = at_;
  lexeme.end = ++at_;
  lexemes_.push_back(std::move(lexeme));
  apart_ = true;
}

void QueryLexer::close() {
  if (brackets_.empty()) {
    notes_.complain({at_, "a closing bracket has no opening one", "left out", "remove it or open one before it"});
    ++at_;
  } else {
    brackets_.pop_back();
    Lexeme lexeme;
    lexeme.kind = LexemeKind::kClose;
    lexeme.begin = at_;
    lexeme.end = ++at_;
    lexemes_.push_back(std::move(lexeme));
  }
  apart_ = takes_values(this->scope());
}

void QueryLexer::quotes(const QueryPrefix* scope) {
  const std::size_t begin = at_, inside = at_ + quote_at(text_, at_);
  std::size_t end = closing_quote(text_, at_);
  apart_ = takes_values(this->scope());  // no value of several words may begin with a sign: its print would read as NOT
  if (end == std::string_view::npos) {
    const bool inches = begin > 0 && is_word_byte(text_[begin - 1]);  // 5" or a forgotten opening quote
    notes_.complain({begin, "a quotation mark has no partner", inches ? "left out" : "read up to the end of the query",
                     "close the quotes or remove the mark"});
    at_ = inches ? inside : text_.size();
    if (inches) return;
    end = text_.size();
  } else {
    at_ = end + quote_at(text_, end);
  }
  Lexeme lexeme;
  lexeme.quoted = true;
  lexeme.begin = begin;
  lexeme.text = trimmed(text_.substr(inside, end - inside));
  if (takes_values(scope)) {
    lexeme.kind = LexemeKind::kValue;
  } else {
    lexeme.words = query_words(lexeme.text, std::max(exactness_, Exactness::kForm));
    if (has_star_behind_word(lexeme.text))
      notes_.complain({begin, "a * inside quotes is no wildcard", "searched without it", "put the word outside of the quotes"});
  }
  const std::uint32_t n = slop(lexeme.words.size(), scope);
  lexeme.ordered = n == 0;
  lexeme.distance = std::max(n, 1u);
  lexeme.end = at_;
  const bool empty = takes_values(scope) ? lexeme.text.empty() : lexeme.words.empty();
  if (empty) return notes_.complain({begin, "there are no words inside the quotes", "left out", "write words or remove them"});
  emit(std::move(lexeme));
}

// The n of "…"~n, behind the closing quote; 0 if there is none to be followed.
std::uint32_t QueryLexer::slop(std::size_t word_count, const QueryPrefix* scope) {
  if (at_ >= text_.size() || text_[at_] != '~') return 0;
  std::size_t end = at_ + 1;
  while (end < text_.size() && is_digit(text_[end])) ++end;
  const std::string_view digits = text_.substr(at_ + 1, end - at_ - 1);
  const std::size_t position = at_;
  at_ = end;
  if (digits.empty()) {
    notes_.complain({position, "a ~ behind quotes has no number", "left out", "write a number of words: \"a b\"~5"});
    return 0;
  }
  if (takes_values(scope) || word_count < 2) {
    notes_.complain({position, fmt::format("~{} needs quotes with two words or more", digits), "left out", "remove it"});
    return 0;
  }
  return distance(digits, 0, position);
}

std::uint32_t QueryLexer::distance(std::string_view digits, std::uint32_t least, std::size_t position) {
  std::size_t n = 0;
  for (const char c : digits) n = std::min<std::size_t>(n * 10 + static_cast<std::size_t>(c - '0'), kMaxNearDistance + 1);
  const auto fitting = static_cast<std::uint32_t>(std::clamp<std::size_t>(n, least, kMaxNearDistance));
  if (n != fitting)
    notes_.complain({position, fmt::format("a distance of {} is not between 1 and {}", digits.substr(0, 20), kMaxNearDistance),
                     fmt::format("read as {}", fitting), "write a number between them"});
  return fitting;
}

void QueryLexer::emit(Lexeme lexeme) {
  const std::size_t count = std::max<std::size_t>(1, lexeme.words.size());
  if (words_ + count > kMaxQueryWords) {
    at_ = lexeme.begin;
    return cut(fmt::format("more than {} words", kMaxQueryWords));
  }
  words_ += count;
  lexemes_.push_back(std::move(lexeme));
}

// AND isn't counted: words beside each other mean the same.
void QueryLexer::emit_operator(LexemeKind kind, std::size_t end, std::uint32_t distance) {
  if (kind != LexemeKind::kAnd && ++operators_ > kMaxQueryOperators)
    return cut(fmt::format("more than {} operators", kMaxQueryOperators));
  Lexeme lexeme;
  lexeme.kind = kind;
  lexeme.begin = at_;
  lexeme.end = end;
  lexeme.distance = distance;
  lexemes_.push_back(std::move(lexeme));
  at_ = end;
}

void QueryLexer::cut(std::string_view limit) {
  cut_ = true;
  notes_.complain({at_, std::string(limit), fmt::format("the query is read up to byte {}, the rest is left out", at_),
                   "make the query shorter or simpler"});
}

void QueryLexer::finish() {
  while (cut_ && ends_with_operator(lexemes_)) {
    if (lexemes_.back().kind == LexemeKind::kOpen) brackets_.pop_back();
    lexemes_.pop_back();
  }
  for (; !brackets_.empty(); brackets_.pop_back()) {
    if (!cut_)
      notes_.complain({brackets_.back().position, "an opening bracket is never closed", "closed at the end of the query",
                       "close it or remove it"});
    Lexeme lexeme;
    lexeme.kind = LexemeKind::kClose;
    lexeme.begin = lexeme.end = text_.size();
    lexemes_.push_back(std::move(lexeme));
  }
}

bool QueryLexer::near_or_adj(std::string_view run, std::size_t end) {
  const bool near = run.substr(0, 4) == "NEAR";
  if (!near && run.substr(0, 3) != "ADJ") return false;
  std::string_view rest = run.substr(near ? 4 : 3);
  std::uint32_t n = kDefaultDistance;
  if (!rest.empty()) {
    if (rest[0] != '/' || rest.size() == 1) return false;
    rest.remove_prefix(1);
    if (!std::all_of(rest.begin(), rest.end(), is_digit)) return false;
    n = distance(rest, 1, at_);
  }
  emit_operator(near ? LexemeKind::kNear : LexemeKind::kAdj, end, n);
  return true;
}

bool QueryLexer::operation(std::string_view run, std::size_t end) {
  if (run == "AND" || run == "OR" || run == "NOT") {
    emit_operator(run == "AND" ? LexemeKind::kAnd : run == "OR" ? LexemeKind::kOr : LexemeKind::kNot, end);
    return true;
  }
  if (takes_values(scope())) return false;
  if (run == "|" || run == "||") {
    notes_.complain({at_, fmt::format("\"{}\" is no operator", run), "left out", "write OR"});
    at_ = end;
    return true;
  }
  return near_or_adj(run, end);
}

}  // namespace newshound
