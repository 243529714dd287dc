// How good a ranking is, from judgments: the figures that information retrieval compares rankings by, as trec_eval defines them
// (Voorhees & Harman, TREC, 2005). A query without a relevant judgment doesn't count; one that the run leaves out counts 0. A
// document that isn't judged isn't relevant. Pure values and functions; any thread.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/error.h"

namespace newshound {

// query -> document -> grade; relevant if over 0.
using Judgments = std::map<std::string, std::map<std::string, int>>;
// query -> documents, best first.
using Run = std::map<std::string, std::vector<std::string>>;

// "query 0 document grade" (TREC) or "query document grade" a line, divided by white space. kUnreadableInput with `name` and
// line.
[[nodiscard]] Result<Judgments> read_judgments(std::istream& in, std::string_view name);
// "query Q0 document rank score tag" a line: sorted by score, ties as they stand in the file. A document that is there twice
// counts once.
[[nodiscard]] Result<Run> read_run(std::istream& in, std::string_view name);

struct Figures {
  double map = 0;     // average precision
  double p5 = 0;      // precision of the first 5
  double p10 = 0;     // … of the first 10
  double ndcg10 = 0;  // discounted cumulative gain of the first 10 by grade, log2, of the best possible
  double mrr = 0;     // 1 / rank of the first relevant one
  double recall = 0;  // share of the relevant ones that the run has at all
};

struct QueryFigures {
  std::string query;
  Figures figures;
};

struct Evaluation {
  std::vector<QueryFigures> queries;  // by query
  Figures mean;
};

[[nodiscard]] Evaluation evaluate(const Judgments& judgments, const Run& run);

// The probability that average precisions as different as these come from rankings of equal worth: paired sign-permutation test,
// two-sided, `draws` random draws from a fixed seed (Smucker, Allan & Carterette, CIKM 2007). Both over the same queries.
[[nodiscard]] double significance(const Evaluation& a, const Evaluation& b, unsigned draws = 10000);

}  // namespace newshound
