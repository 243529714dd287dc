// The figures of `newshound eval` against values worked out by hand.
#include "query/evaluation.h"

#include <cmath>
#include <sstream>

#include <gtest/gtest.h>

namespace newshound {
namespace {

Judgments judgments(const std::string& text) {
  std::istringstream in(text);
  return *read_judgments(in, "qrels");
}
Run run(const std::string& text) {
  std::istringstream in(text);
  return *read_run(in, "run");
}

TEST(Evaluation, FiguresOfAQuery) {
  // Relevant: a (grade 2), c, x; x isn't found. Run: b a c.
  const Evaluation e = evaluate(judgments("1 0 a 2\n1 0 b 0\n1 0 c 1\n1 0 x 1\n2\tz\t0\n"),
                                run("1 Q0 c 3 0.5 t\n1 Q0 b 1 2.5 t\n1 Q0 a 2 1.5 t\n1 Q0 a 4 0.1 t\n"));
  ASSERT_EQ(e.queries.size(), 1u);  // 2 has nothing relevant
  const Figures& f = e.queries[0].figures;
  EXPECT_DOUBLE_EQ(f.map, (1.0 / 2 + 2.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(f.mrr, 0.5);
  EXPECT_DOUBLE_EQ(f.p5, 0.4);
  EXPECT_DOUBLE_EQ(f.p10, 0.2);
  EXPECT_DOUBLE_EQ(f.recall, 2.0 / 3);
  const double gain = 2 / std::log2(3.0) + 1 / std::log2(4.0), best = 2 + 1 / std::log2(3.0) + 1 / std::log2(4.0);
  EXPECT_DOUBLE_EQ(f.ndcg10, gain / best);
  EXPECT_DOUBLE_EQ(e.mean.map, f.map);
}

TEST(Evaluation, AQueryThatTheRunLeavesOutCountsNothing) {
  const Evaluation e = evaluate(judgments("1 a 1\n2 b 1\n"), run("1 Q0 a 1 1 t\n3 Q0 b 1 1 t\n"));
  ASSERT_EQ(e.queries.size(), 2u);
  EXPECT_DOUBLE_EQ(e.mean.map, 0.5);
  EXPECT_DOUBLE_EQ(e.mean.p10, 0.05);
}

TEST(Evaluation, SignificanceOfEqualRunsIsOneAndOfClearDifferencesSmall) {
  Evaluation a, b, c;
  for (int i = 0; i < 20; ++i) {
    const double base = 0.2 + 0.01 * i;
    a.queries.push_back({std::to_string(i), {.map = base}});
    b.queries.push_back({std::to_string(i), {.map = base + 0.1}});
    c.queries.push_back({std::to_string(i), {.map = base + (i % 2 == 0 ? 0.1 : -0.1)}});
  }
  EXPECT_DOUBLE_EQ(significance(a, a), 1.0);
  EXPECT_LT(significance(a, b), 0.001);
  EXPECT_GT(significance(a, c), 0.9);
}

TEST(Evaluation, BadLinesAreNamed) {
  std::istringstream two("1 a 1\n1 a\n"), words("1 a b\n"), nothing(""), short_run("1 Q0 a 1\n");
  EXPECT_EQ(read_judgments(two, "q").error().message,
            "q:2: no judgment: a line is \"query document grade\" or \"query 0 document grade\"");
  EXPECT_FALSE(read_judgments(words, "q"));
  EXPECT_FALSE(read_judgments(nothing, "q"));
  EXPECT_EQ(read_run(short_run, "r").error().message, "r:1: no line of a run, which is \"query Q0 document rank score tag\"");
}

}  // namespace
}  // namespace newshound
