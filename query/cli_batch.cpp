#include "query/cli_batch.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "query/answer_csv.h"
#include "query/answer_json.h"
#include "query/answer_text.h"
#include "query/cli_commands.h"
#include "query/json_writer.h"

namespace newshound {
namespace {

constexpr std::string_view kByteOrderMark = "\ufeff";

struct BatchQuery {
  std::string id, text;
};

Result<BatchQuery> read_query(std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return tl::unexpected(Error{ErrorCode::kUnreadableInput, "no tab between id and query"});
  const std::string_view id = line.substr(0, tab), text = line.substr(tab + 1);
  if (id.empty()) return tl::unexpected(Error{ErrorCode::kUnreadableInput, "no id before the tab"});
  if (id.find(' ') != std::string_view::npos) return tl::unexpected(Error{ErrorCode::kUnreadableInput, "white space in the id"});
  if (text.find_first_not_of(" \t") == std::string_view::npos)
    return tl::unexpected(Error{ErrorCode::kUnreadableInput, "no query after the tab"});
  return BatchQuery{std::string(id), std::string(text)};
}

// A run has columns divided by white space: white space in an id becomes "_".
std::string trec_id(std::string id) {
  for (char& c : id) {
    if (static_cast<unsigned char>(c) <= ' ') c = '_';
  }
  return id.empty() ? "_" : id;
}

std::string trec_lines(const BatchQuery& query, const SearchAnswer& answer) {
  const bool by_score = answer.sort == Sort::kBest || answer.sort == Sort::kRelevance;
  std::string out;
  std::size_t rank = (answer.page - 1) * answer.limit;
  for (const Hit& hit : answer.hits) {
    ++rank;
    // Evaluators order by score; in date order there is none, so the rank speaks.
    const double score = by_score ? hit.score : 1.0 / static_cast<double>(rank);
    out += fmt::format("{} Q0 {} {} {:.8g} newshound\n", query.id, trec_id(hit.article.id), rank, score);
  }
  return out;
}

std::string json_line(const BatchQuery& query, const SearchAnswer& answer, const SearchRequest& request) {
  std::string out = "{\"id\":\"";
  append_json_escaped(out, query.id);
  out += "\",";
  out += std::string_view(answer_to_json(answer, {.fields = request.fields, .full_bodies = true})).substr(1);
  return out + "\n";
}

std::string csv_lines(const BatchQuery& query, const SearchAnswer& answer, const std::vector<std::string>& columns) {
  std::string out;
  std::size_t rank = (answer.page - 1) * answer.limit;
  for (const Hit& hit : answer.hits) {
    std::vector<std::string> cells = {query.id, std::to_string(++rank)};
    for (std::string& cell : csv_cells(hit, columns)) cells.push_back(std::move(cell));
    out += csv_line(cells);
  }
  return out;
}

class Batch {
 public:
  Batch(const CommandLine& line, Searcher& searcher, SearchRequest request)
      : format_(line.format), searcher_(searcher), request_(std::move(request)) {
    if (format_ != "csv") return;
    columns_ = csv_columns(request_.fields);
    std::vector<std::string> header = {"query", "rank"};
    header.insert(header.end(), columns_.begin(), columns_.end());
    print_data(csv_line(header));
  }

  // Answers one line of the file.
  Result<void> answer(std::string_view line) {
    const Result<BatchQuery> query = read_query(line);
    if (!query) return tl::unexpected(query.error());
    request_.q = query->text;
    const Result<SearchAnswer> answer = searcher_.search(request_);
    if (!answer) return tl::unexpected(answer.error());
    found_ = found_ || answer->total != 0;
    if (format_ == "trec") {
      print_data(trec_lines(*query, *answer));
    } else if (format_ == "csv") {
      print_data(csv_lines(*query, *answer, columns_));
    } else {
      print_data(json_line(*query, *answer, request_));
    }
    return {};
  }

  [[nodiscard]] bool found() const { return found_; }

 private:
  std::string format_;
  Searcher& searcher_;
  SearchRequest request_;
  std::vector<std::string> columns_;
  bool found_ = false;
};

}  // namespace

int run_batch(const CommandLine& line, Searcher& searcher) {
  const std::string& name = line.words.front();
  std::ifstream file;
  if (name != "-") {
    file.open(name, std::ios::binary);
    if (!file) {
      print_error(
          {ErrorCode::kUnreadableInput, fmt::format("{}: can't be opened; give a file of queries (id, tab, query a line)", name)},
          "");
      return 2;
    }
  }
  std::istream& in = name == "-" ? std::cin : file;
  Result<SearchRequest> request = make_request(line, "");
  if (!request) {
    print_error(request.error(), "");
    return 2;
  }
  Batch batch(line, searcher, *std::move(request));
  std::size_t number = 0, bad = 0;
  for (std::string text; std::getline(in, text);) {
    ++number;
    if (number == 1 && text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
    if (text.ends_with('\r')) text.pop_back();
    if (text.empty()) continue;
    const Result<void> answered = batch.answer(text);
    if (answered) continue;
    ++bad;
    fmt::print(stderr, "newshound: {}:{}: {}\n", name, number, terminal_text(answered.error().message, {}));
  }
  if (in.bad()) {
    print_error({ErrorCode::kUnreadableInput, fmt::format("{}: can't be read to its end", name)}, "");
    return 2;
  }
  if (bad != 0) return 2;
  return batch.found() ? 0 : 1;
}

}  // namespace newshound
