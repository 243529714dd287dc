// Compiles a syntax tree for a snapshot: words to stems and terms, values to terms, with the statistics of all segments.
// A word is the best of its stems in each language in scope, and of every stem that a vocabulary lists for that very form.
// One thread (it uses the worker's Xapian handles); keeps what it learned of the snapshot.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "analysis/analyzer.h"
#include "query/plan.h"
#include "query/synonyms.h"
#include "storage/snapshot.h"

namespace newshound {

struct PlanOptions {
  // The stemmers to use; empty = those of the index (each with 1 % of the articles or more, at most five).
  std::vector<std::string> languages = {};
  std::string time_zone = {};  // in which bare dates are days; empty = UTC
  std::string text = {};       // the query as normalised, where the places of the tree lie
  bool match_any = false;
  TextParts parts = kAllParts;                    // where words are searched
  std::shared_ptr<const Synonyms> synonyms = {};  // null: none
};

class Planner {
 public:
  Planner(std::shared_ptr<const Snapshot> snapshot, unsigned worker);

  // The tree with synonyms, as plan() takes it.
  [[nodiscard]] AstNode expanded(const AstNode& ast, const PlanOptions& options) const;
  // Notes say where a wildcard was cut.
  [[nodiscard]] PlanNode plan(const AstNode& ast, const PlanOptions& options, std::vector<std::string>& notes);

  // The index's languages: those with 1 % of the articles or more, at most five, the most frequent first.
  [[nodiscard]] const std::vector<std::string>& languages() const { return index_languages_; }

 private:
  [[nodiscard]] PlanNode node(const AstNode& ast);
  [[nodiscard]] PlanNode plain_word(const AstNode& ast);
  [[nodiscard]] TextParts parts_of(const AstNode& ast) const { return ast.title ? kTitleOnly : parts_; }
  [[nodiscard]] bool is_function_word(const AstNode& ast) const;
  [[nodiscard]] PlanNode word(const QueryWord& word);
  [[nodiscard]] PlanNode sequence(const AstNode& ast);
  [[nodiscard]] PlanNode prefix(const AstNode& ast);
  [[nodiscard]] PlanNode field(const AstNode& ast);
  [[nodiscard]] PlanNode group(const AstNode& ast, PlanKind kind);
  [[nodiscard]] std::vector<std::string> stems_of(const QueryWord& word);
  [[nodiscard]] PlanTerm stem(const std::string& stem);
  [[nodiscard]] PlanTerm filter_term(std::string term);
  [[nodiscard]] std::uint64_t documents_with(const std::string& term);
  [[nodiscard]] std::vector<std::string> values_with_words(Field field, const std::string& value) const;
  [[nodiscard]] Analyzer& analyzer(const std::string& language);

  std::shared_ptr<const Snapshot> snapshot_;
  unsigned worker_;
  std::vector<std::string> index_languages_;
  std::map<std::string, std::unique_ptr<Analyzer>> analyzers_;
  std::vector<std::string> languages_;              // of the plan being made
  std::string time_zone_;                           // likewise
  std::unordered_set<std::size_t> function_words_;  // likewise: places in the query
  bool match_any_ = false;
  TextParts parts_ = kAllParts;
  std::vector<std::string>* notes_ = nullptr;
};

}  // namespace newshound
