// What a query means for an article, worked out without an index: word by word over the text. Slow, plain, and independent of
// matcher, verifier and highlighter; it shares with them the parser, the tokenizer and the stemmer alone.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analysis/analyzer.h"
#include "query/ast.h"
#include "schemas/article.h"

namespace newshound {

// Numbers of words of a part.
using Marked = std::set<std::size_t>;

struct ReferenceWord {
  std::string form;
  std::set<std::string> stems;
};

struct ReferenceArticle {
  Article article;
  std::array<std::vector<ReferenceWord>, 3> parts;  // title, standfirst, body
};

class Reference {
 public:
  explicit Reference(const std::vector<Article>& articles);

  [[nodiscard]] const std::vector<ReferenceArticle>& articles() const { return articles_; }
  [[nodiscard]] bool matches(const AstNode& node, const ReferenceArticle& article) const;
  // Words that took part, by part: of everything that isn't below NOT, and no filter.
  [[nodiscard]] std::array<Marked, 3> marks(const AstNode& node, const ReferenceArticle& article) const;

 private:
  [[nodiscard]] std::set<std::string> stems_of(const QueryWord& word) const;
  [[nodiscard]] bool fills(const ReferenceWord& word, const QueryWord& wanted, const std::set<std::string>& stems) const;
  [[nodiscard]] Marked sequence(const AstNode& node, const std::vector<ReferenceWord>& words) const;
  void collect(const AstNode& node, const ReferenceArticle& article, std::array<Marked, 3>& marks) const;

  Analyzer analyzer_{"en"};
  std::vector<ReferenceArticle> articles_;
  std::map<std::string, std::set<std::string>> stems_by_form_;  // that some article has because of that form
};

}  // namespace newshound
