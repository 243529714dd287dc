// Why an article is a hit for a query, and what its score is made of; or which word or filter keeps it out. The query is taken as
// it stands: nothing is relaxed. One thread; throws IndexError for damage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/request.h"
#include "schemas/error.h"

namespace newshound {

struct SearchContext;

struct ExplainedTerm {
  std::string stem;
  std::uint64_t documents = 0;  // n
  double weight = 0;            // W
  double frequency = 0;         // t; 0: the article doesn't have it
  double score = 0;             // W · t / (t + K); of a word's terms the best counts
};

// A part of the query that stands alone: of an AND all must match, of an OR one.
struct ExplainedClause {
  std::string query;  // in the query language
  bool matches = false;
  double score = 0;
  std::vector<ExplainedTerm> terms;  // of a plain word
};

struct ExplainedFilter {
  std::string filter;  // "outlet: The Post"
  bool passes = false;
};

struct Explanation {
  std::string id;
  std::string parsed;
  bool matches = false;
  bool all_needed = true;  // false: one clause is enough
  std::uint64_t rank = 0;  // from 1, among the first kReranked; 0: behind them, or no hit
  double score = 0;        // as sorted by `sort`: first pass + adjacency + recency
  double first_pass = 0, adjacency = 0, recency = 0;
  double length = 0, average_length = 0;  // dl, avdl: in words
  std::vector<ExplainedClause> clauses;
  std::vector<ExplainedFilter> filters;
  std::string hidden_by;  // `show_hidden` only: what hides the article from everybody else
};

// Nothing if there is no such article or nobody may see it; an Error for a query that can't be read.
[[nodiscard]] Result<std::optional<Explanation>> explain(SearchContext& context, const SearchRequest& request,
                                                         const std::string& id);

}  // namespace newshound
