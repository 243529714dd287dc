#include "query/cli_eval.h"

#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "query/answer_csv.h"
#include "query/cli_commands.h"
#include "query/evaluation.h"
#include "query/json_writer.h"

namespace newshound {
namespace {

struct Row {
  std::string run, query;
  Figures figures;
};

template <class Read>
auto read_file(const std::string& name, Read read) -> decltype(read(std::declval<std::istream&>(), name)) {
  std::ifstream in(name, std::ios::binary);
  if (!in) return tl::unexpected(Error{ErrorCode::kUnreadableInput, fmt::format("{}: can't be opened", name)});
  return read(in, name);
}

const std::vector<std::pair<const char*, double Figures::*>>& figure_names() {
  static const std::vector<std::pair<const char*, double Figures::*>> names = {
      {"map", &Figures::map},       {"p5", &Figures::p5},   {"p10", &Figures::p10},
      {"ndcg10", &Figures::ndcg10}, {"mrr", &Figures::mrr}, {"recall", &Figures::recall}};
  return names;
}

std::string as_text(const std::vector<Row>& rows) {
  std::size_t width = 5;
  for (const Row& row : rows) width = std::max(width, std::max(row.run.size(), row.query.size()));
  std::string out = fmt::format("{:<{}}", "", width);
  for (const auto& [name, figure] : figure_names()) out += fmt::format(" {:>7}", name);
  out += "\n";
  for (const Row& row : rows) {
    out += fmt::format("{:<{}}", row.query.empty() ? row.run : row.query, width);
    for (const auto& [name, figure] : figure_names()) out += fmt::format(" {:7.4f}", row.figures.*figure);
    out += "\n";
  }
  return out;
}

std::string as_csv(const std::vector<Row>& rows) {
  std::vector<std::string> cells = {"run", "query"};
  for (const auto& [name, figure] : figure_names()) cells.emplace_back(name);
  std::string out = csv_line(cells);
  for (const Row& row : rows) {
    cells = {row.run, row.query};
    for (const auto& [name, figure] : figure_names()) cells.push_back(fmt::format("{:.6f}", row.figures.*figure));
    out += csv_line(cells);
  }
  return out;
}

std::string as_json_lines(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    JsonWriter writer;
    writer.begin_object();
    writer.key("run");
    writer.string(row.run);
    writer.key("query");
    row.query.empty() ? writer.null() : writer.string(row.query);
    for (const auto& [name, figure] : figure_names()) {
      writer.key(name);
      writer.number(row.figures.*figure);
    }
    writer.end_object();
    out += writer.take() + "\n";
  }
  return out;
}

}  // namespace

int run_eval(const CommandLine& line) {
  const auto judgments = read_file(line.words[0], read_judgments);
  if (!judgments) {
    print_error(judgments.error(), "");
    return 2;
  }
  std::vector<Row> rows;
  std::vector<Evaluation> evaluations;
  for (std::size_t i = 1; i < line.words.size(); ++i) {
    const auto run = read_file(line.words[i], read_run);
    if (!run) {
      print_error(run.error(), "");
      return 2;
    }
    evaluations.push_back(evaluate(*judgments, *run));
    if (line.per_query)
      for (const QueryFigures& query : evaluations.back().queries) rows.push_back({line.words[i], query.query, query.figures});
    rows.push_back({line.words[i], "", evaluations.back().mean});
  }
  if (line.format == "csv") {
    print_data(as_csv(rows));
  } else {
    print_data(line.format == "jsonl" ? as_json_lines(rows) : as_text(rows));
  }
  fmt::print(stderr, "{} queries with a relevant article\n", evaluations[0].queries.size());
  if (evaluations.size() == 2)
    fmt::print(stderr, "map {:+.4f}, p = {:.4f} (paired sign permutation, 10,000 draws)\n",
               evaluations[1].mean.map - evaluations[0].mean.map, significance(evaluations[0], evaluations[1]));
  return 0;
}

}  // namespace newshound
