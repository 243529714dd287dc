// Reading a query: normalise, cut into lexemes (query/lexer.h), build the tree (query/grammar.h). Each step repairs what it can
// and complains about it; strict reading returns the first complaint. Tested in tests/unit/query/parser_test.cpp.
#include "query/parser.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "analysis/normalizer.h"
#include "query/ast_builder.h"
#include "query/grammar.h"
#include "query/lexer.h"
#include "query/query_words.h"
#include "schemas/limits.h"

namespace newshound {
namespace {

AstNode word_node(QueryWord word) {
  AstNode node;
  node.kind = NodeKind::kWord;
  node.begin = word.begin;
  node.end = word.end;
  node.words.push_back(std::move(word));
  return node;
}

std::vector<AstNode> plain_words(std::string_view text, Exactness exactness, QueryNotes& notes) {
  std::vector<AstNode> nodes;
  for (QueryWord& word : query_words(text, exactness)) {
    if (nodes.size() == kMaxQueryWords) {
      notes.complain({text.size(), fmt::format("more than {} words", kMaxQueryWords),
                      fmt::format("the first {} are searched", kMaxQueryWords), "make the query shorter"});
      break;
    }
    nodes.push_back(word_node(std::move(word)));
  }
  return nodes;
}

std::optional<AstNode> read_tree(std::string_view text, const ParseOptions& options, QueryNotes& notes) {
  const Exactness exactness = options.exactness;
  if (options.match_any) {
    std::vector<AstNode> words = plain_words(text, exactness, notes);
    if (words.empty()) return std::nullopt;
    return make_or(std::move(words));
  }
  QueryLexer lexer(text, exactness, notes);
  const std::vector<Lexeme> lexemes = lexer.read();
  std::optional<AstNode> tree = Grammar(lexemes, options, kMaxQueryWords - lexer.word_count(), notes).read();
  if (!tree || print_nesting(*tree) <= kMaxQueryNesting) return tree;
  // Groups behind prefixes may need one level more when their prefix is written to each value.
  notes.complain(
      {0, fmt::format("brackets nested deeper than {}", kMaxQueryNesting), "searched as plain words", "make the query simpler"});
  return make_and(plain_words(text, exactness, notes));
}

}  // namespace

Result<ParsedQuery> parse_query(std::string_view text, const ParseOptions& options) {
  if (text.size() > kMaxQueryBytes)
    return tl::unexpected(Error{
        ErrorCode::kTooLarge,
        fmt::format("the query has {} bytes, more than the {} allowed: make it shorter", text.size(), kMaxQueryBytes), "q"});
  QueryNotes notes;
  NormalizeNotes repaired;
  const std::string normal = normalize(text, &repaired);
  if (repaired.invalid_utf8) notes.complain({0, "the query is not valid UTF-8", "wrong bytes were replaced", "send it as UTF-8"});

  std::optional<AstNode> tree = read_tree(normal, options, notes);
  const bool blank = std::all_of(normal.begin(), normal.end(), [](char c) { return c == ' ' || c == '\n'; });
  if (!tree && !blank)
    notes.complain({0, "no words in the query", "every article is shown", "write a word, or leave the query empty"});
  if (options.strict && notes.first_error()) return tl::unexpected(*notes.first_error());
  return ParsedQuery{tree ? make_root(std::move(*tree)) : AstNode{}, notes.take(), normal};
}

}  // namespace newshound
