// The part of the lexer that reads runs: characters up to white space, a quotation mark or a bracket. A run is an operator, a
// prefix with its value, a value, or words.
#include "query/lexer.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/tokenizer.h"
#include "query/lexer_characters.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

// Of the name before a colon at the start of `run`; 0 if there is none.
std::size_t name_size(std::string_view run) {
  std::size_t size = 0;
  while (size < run.size() && (is_letter(run[size]) || run[size] == '_')) ++size;
  return size < run.size() && run[size] == ':' ? size : 0;
}

}  // namespace

std::size_t QueryLexer::run_end(std::size_t at, bool pairs) const {
  while (at < text_.size() && text_[at] != ')' && space_at(text_, at) == 0 && quote_at(text_, at) == 0) {
    if (text_[at] == '(') {
      const std::size_t behind = pairs ? pair_end(text_, at) : 0;
      if (behind == 0) break;
      at = behind;
      continue;
    }
    ++at;
  }
  return at;
}

void QueryLexer::run() {
  const QueryPrefix* const inside = scope();
  const bool values = inside != nullptr && inside->kind != PrefixKind::kTitle;
  const bool with_sign = sign();
  if (cut_) return;
  // What follows a sign may be a bracket or quotes: the next step's business.
  if (with_sign && (text_[at_] == '(' || quote_at(text_, at_) != 0)) return;
  const std::size_t end = run_end(at_, values && inside->is_verbatim());
  apart_ = false;
  // -AND is a word with a sign; but a value of several words can't be told from operators when it begins with one.
  if ((!with_sign || values) && operation(text_.substr(at_, end - at_), end)) return;
  if (values) return verbatim(end, *inside);
  if (prefix_at(end)) return;
  words(end);
}

// "+" changes nothing where every word must match; "-" is NOT.
bool QueryLexer::sign() {
  const char c = text_[at_];
  if (!apart_ || (c != '+' && c != '-')) return false;
  const std::size_t next = at_ + 1;
  const bool stands_alone =
      next >= text_.size() || space_at(text_, next) != 0 || text_[next] == ')' || text_[next] == '+' || text_[next] == '-';
  if (stands_alone) return false;
  if (c == '+') {
    ++at_;
  } else {
    emit_operator(LexemeKind::kNot, next);
  }
  return true;
}

bool QueryLexer::prefix_at(std::size_t end) {
  const std::size_t size = name_size(text_.substr(at_, end - at_));
  const QueryPrefix* const prefix = size == 0 ? nullptr : find_prefix(text_.substr(at_, size));
  if (prefix == nullptr) return false;
  const std::size_t behind = at_ + size + 1;
  const bool has_value = behind < text_.size() && space_at(text_, behind) == 0 && text_[behind] != ')';
  if (!has_value) {
    notes_.complain({at_, fmt::format("{}: has no value", prefix->name), "searched as a word",
                     fmt::format("write the value right behind the colon: {}:…", prefix->name)});
    return false;
  }
  Lexeme lexeme;
  lexeme.kind = LexemeKind::kPrefix;
  lexeme.begin = at_;
  lexeme.end = at_ = behind;
  lexeme.prefix = prefix;
  lexemes_.push_back(std::move(lexeme));
  value(*prefix);
  // The value may have been nothing, like title:"!!!".
  if (!cut_ && lexemes_.back().kind == LexemeKind::kPrefix) lexemes_.pop_back();
  return true;
}

void QueryLexer::value(const QueryPrefix& prefix) {
  if (text_[at_] == '(') return open(&prefix);
  if (quote_at(text_, at_) != 0) return quotes(&prefix);
  const std::size_t end = run_end(at_, prefix.is_verbatim());
  if (prefix.kind == PrefixKind::kTitle) return words(end);
  verbatim(end, prefix);
}

void QueryLexer::verbatim(std::size_t end, const QueryPrefix& scope) {
  Lexeme lexeme;
  lexeme.kind = LexemeKind::kValue;
  lexeme.begin = at_;
  lexeme.end = end;
  lexeme.text = text_.substr(at_, end - at_);
  if (!scope.is_verbatim() && lexeme.text.back() == '*')
    notes_.complain(
        {at_, fmt::format("{}: takes no wildcards", scope.name), "the * is read as part of the value", "write the whole value"});
  at_ = end;
  emit(std::move(lexeme));
}

void QueryLexer::words(std::size_t end) {
  Lexeme lexeme;
  lexeme.begin = at_;
  lexeme.end = end;
  lexeme.text = text_.substr(at_, end - at_);
  star(lexeme);
  if (lexeme.words.empty()) {
    if (lexeme.text.size() > kMaxWordBytes)
      notes_.complain({at_, fmt::format("\"{}\" is longer than the {} bytes of a word", shown(lexeme.text), kMaxWordBytes),
                       "left out", "shorten it"});
    at_ = end;
    return;
  }
  report_unknown_prefix(lexeme.text);
  at_ = end;
  emit(std::move(lexeme));
}

void QueryLexer::star(Lexeme& lexeme) {
  Wildcard read = read_wildcard(lexeme.text, exactness_);
  lexeme.words = std::move(read.words);
  const std::string text = shown(lexeme.text);
  switch (read.kind) {
    case Wildcard::Kind::kNone: return;
    case Wildcard::Kind::kMisplaced:
      return notes_.complain({lexeme.begin, fmt::format("the * of {} is not at the end of a word", text), "searched without it",
                              "put it behind the first letters of one word"});
    case Wildcard::Kind::kTooShort:
      return notes_.complain({lexeme.begin, fmt::format("{} has fewer than {} letters before the *", text, kMinWildcardLetters),
                              "searched as a word", "write more letters"});
    case Wildcard::Kind::kPrefix: break;
  }
  if (wildcards_ == kMaxQueryWildcards) {
    lexeme.words = query_words(lexeme.text, exactness_);
    return notes_.complain({lexeme.begin, fmt::format("{} is one wildcard more than the {} allowed", text, kMaxQueryWildcards),
                            "searched as a word", "use fewer wildcards"});
  }
  ++wildcards_;
  lexeme.wildcard = true;
}

void QueryLexer::report_unknown_prefix(std::string_view run) {
  const std::size_t size = name_size(run);
  if (size == 0 || size + 1 == run.size() || run.substr(size, 3) == "://") return;
  const std::string_view name = run.substr(0, size);
  if (find_prefix(name) != nullptr) return;  // without a value: was said
  const std::string_view nearest = nearest_prefix(name);
  const std::string meant = nearest.empty() ? std::string() : fmt::format(" (did you mean {}:?)", nearest);
  notes_.complain({at_, fmt::format("{}: is not a field{}", shown(name), meant), "searched as words",
                   fmt::format("write one of {} or put the words in quotes", prefix_names())});
}

}  // namespace newshound
