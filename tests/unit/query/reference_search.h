// A second opinion on what matches and what is marked: brute force over the words of articles in memory, walking the syntax tree.
// Knows the tokenizer, the stemmers and the tree, and nothing of planner, matchers, segments or highlighter.
// The rules, as docs/query-syntax.md has them: a plain word meets an article that has one of the word's stems, by the article's
// own language; the word's stems are those in the languages of the articles and those that any article gives its form. A place of
// a sequence, and a mark, take every form that has one of the stems in some article.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.h"
#include "query/text_parts.h"
#include "schemas/article.h"

namespace newshound {

struct Span {
  std::size_t begin = 0, end = 0;  // bytes of the text
};

[[nodiscard]] std::string_view text_of(const Article& article, TextPart part);

class ReferenceSearch {
 public:
  // As many languages as the planner takes (five), each with its share of the articles.
  explicit ReferenceSearch(std::vector<Article> articles);

  [[nodiscard]] const std::vector<Article>& articles() const { return articles_; }
  // `parts`: where words are searched.
  [[nodiscard]] bool matches(const AstNode& node, std::size_t article, TextParts parts = kAllParts) const;
  // What is marked in that text: sorted, overlapping spans as one.
  [[nodiscard]] std::vector<Span> spans(const AstNode& node, std::size_t article, TextPart part,
                                        TextParts parts = kAllParts) const;

 private:
  struct Word {
    std::size_t form = 0;  // by place in forms_
    Span span;
    std::string_view written;
  };
  using Words = std::vector<Word>;
  using Places = std::vector<std::vector<std::size_t>>;  // of each slot: the words that may stand there, by position
  struct Indexed {
    Words parts[3];
    std::set<std::string> stems, title_stems;  // in the article's language
  };

  // What a word of a query stands for.
  struct Meaning {
    std::set<std::string> stems;
    std::vector<bool> forms;  // by form: whether it may stand where the query has the word
  };

  void index(const Article& article);
  [[nodiscard]] const Meaning& meaning(const QueryWord& word, bool prefix) const;
  [[nodiscard]] Meaning make_meaning(const QueryWord& word, bool prefix) const;
  [[nodiscard]] bool has_stem(const QueryWord& word, const std::set<std::string>& stems) const;
  [[nodiscard]] bool has_sequence(const AstNode& node, const Indexed& article, TextParts parts) const;
  [[nodiscard]] Places places(const AstNode& node, const Words& words) const;
  void collect(const AstNode& node, const Words& words, bool title, bool wanted, std::vector<Span>& spans) const;

  std::vector<Article> articles_;
  std::vector<Indexed> indexed_;
  std::set<std::string> languages_;
  std::map<std::string, std::size_t> form_numbers_;
  std::vector<std::string> forms_;
  std::vector<std::set<std::string>> form_stems_;    // by form: of every article
  mutable std::map<std::string, Meaning> meanings_;  // made once for each word
};

}  // namespace newshound
