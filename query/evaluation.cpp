#include "query/evaluation.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <istream>
#include <random>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace newshound {
namespace {

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  for (std::size_t at = 0; at < line.size();) {
    while (at < line.size() && blank(line[at])) ++at;
    const std::size_t begin = at;
    while (at < line.size() && !blank(line[at])) ++at;
    if (at > begin) columns.push_back(line.substr(begin, at - begin));
  }
  return columns;
}

template <class T>
bool read_number(std::string_view text, T& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Error bad_line(std::string_view name, std::size_t line, std::string_view problem) {
  return {ErrorCode::kUnreadableInput, fmt::format("{}:{}: {}", name, line, problem)};
}

Figures figures_of(const std::map<std::string, int>& grades, const std::vector<std::string>& documents) {
  std::vector<int> gains;
  std::size_t relevant = 0;
  for (const auto& [document, grade] : grades) {
    gains.push_back(std::max(grade, 0));
    if (grade > 0) ++relevant;
  }
  std::sort(gains.rbegin(), gains.rend());
  Figures f;
  double found = 0, gain = 0, best = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const auto judged = grades.find(documents[i]);
    const int grade = judged == grades.end() ? 0 : judged->second;
    const double rank = static_cast<double>(i + 1);
    if (i < 10) gain += std::max(grade, 0) / std::log2(rank + 1);
    if (grade <= 0) continue;
    ++found;
    f.map += found / rank;
    if (found == 1) f.mrr = 1 / rank;
    if (i < 5) f.p5 += 0.2;
    if (i < 10) f.p10 += 0.1;
  }
  for (std::size_t i = 0; i < gains.size() && i < 10; ++i) best += gains[i] / std::log2(static_cast<double>(i) + 2);
  const auto all = static_cast<double>(relevant);
  f.map /= all;
  f.recall = found / all;
  f.ndcg10 = best > 0 ? gain / best : 0;
  return f;
}

void add(Figures& sum, const Figures& one) {
  sum.map += one.map;
  sum.p5 += one.p5;
  sum.p10 += one.p10;
  sum.ndcg10 += one.ndcg10;
  sum.mrr += one.mrr;
  sum.recall += one.recall;
}

void divide(Figures& sum, double by) {
  for (double* figure : {&sum.map, &sum.p5, &sum.p10, &sum.ndcg10, &sum.mrr, &sum.recall}) *figure /= by;
}

}  // namespace

Result<Judgments> read_judgments(std::istream& in, std::string_view name) {
  Judgments judgments;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto columns = columns_of(line);
    if (columns.empty()) continue;
    int grade = 0;
    if ((columns.size() != 3 && columns.size() != 4) || !read_number(columns.back(), grade))
      return tl::unexpected(
          bad_line(name, number, "no judgment: a line is \"query document grade\" or \"query 0 document grade\""));
    judgments[std::string(columns[0])][std::string(columns[columns.size() - 2])] = grade;
  }
  if (judgments.empty()) return tl::unexpected(bad_line(name, number, "holds no judgments"));
  return judgments;
}

Result<Run> read_run(std::istream& in, std::string_view name) {
  std::map<std::string, std::vector<std::pair<double, std::string>>> scored;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto columns = columns_of(line);
    if (columns.empty()) continue;
    double score = 0;
    if (columns.size() < 5 || !read_number(columns[4], score))
      return tl::unexpected(bad_line(name, number, "no line of a run, which is \"query Q0 document rank score tag\""));
    scored[std::string(columns[0])].emplace_back(score, columns[2]);
  }
  Run run;
  for (auto& [query, documents] : scored) {
    std::stable_sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::set<std::string_view> seen;
    for (const auto& [score, document] : documents)
      if (seen.insert(document).second) run[query].push_back(document);
  }
  return run;
}

Evaluation evaluate(const Judgments& judgments, const Run& run) {
  Evaluation evaluation;
  static const std::vector<std::string> nothing;
  for (const auto& [query, grades] : judgments) {
    if (std::none_of(grades.begin(), grades.end(), [](const auto& grade) { return grade.second > 0; })) continue;
    const auto found = run.find(query);
    evaluation.queries.push_back({query, figures_of(grades, found == run.end() ? nothing : found->second)});
    add(evaluation.mean, evaluation.queries.back().figures);
  }
  if (!evaluation.queries.empty()) divide(evaluation.mean, static_cast<double>(evaluation.queries.size()));
  return evaluation;
}

double significance(const Evaluation& a, const Evaluation& b, unsigned draws) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.queries.size() && i < b.queries.size(); ++i)
    differences.push_back(a.queries[i].figures.map - b.queries[i].figures.map);
  double observed = 0;
  for (const double difference : differences) observed += difference;
  observed = std::abs(observed) - 1e-12;  // draws that give the very same sum count as such
  std::mt19937_64 random(20260101);
  unsigned as_far = 0;
  for (unsigned draw = 0; draw < draws; ++draw) {
    double sum = 0;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (i % 64 == 0) bits = random();
      sum += (bits >> (i % 64) & 1u) != 0 ? differences[i] : -differences[i];
    }
    if (std::abs(sum) >= observed) ++as_far;
  }
  return (as_far + 1.0) / (draws + 1.0);
}

}  // namespace newshound
