#include "query/cli_articles.h"

#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "query/answer_text.h"
#include "query/cli_commands.h"
#include "query/explain_json.h"
#include "schemas/article_json.h"

namespace newshound {
namespace {

constexpr int kFound = 0, kNothingFound = 1, kFailed = 2;

int not_found(const std::string& id, const Searcher& searcher) {
  print_error({ErrorCode::kNotFound,
               fmt::format("no article with the id \"{}\" in {}", terminal_text(id, {}), searcher.snapshot().index().string())},
              "");
  return kNothingFound;
}

}  // namespace

int run_show(const CommandLine& line, Searcher& searcher) {
  const Result<SearchRequest> request = make_request(line, "");
  if (!request) {
    print_error(request.error(), "");
    return kFailed;
  }
  int exit_code = kFound;
  bool first = true;
  for (const std::string& id : line.words) {
    const std::optional<Article> article = searcher.article(id, request->now_utc, line.all);
    if (!article) {
      exit_code = not_found(id, searcher);
      continue;
    }
    if (line.format == "json") {
      print_data(article_to_json(*article) + "\n");
    } else {
      print_data((first ? "" : "\n") + article_to_text(*article, stdout_style()));
    }
    first = false;
  }
  return exit_code;
}

int run_similar(const CommandLine& line, Searcher& searcher) {
  const Result<SearchRequest> request = make_request(line, "");
  if (!request) {
    print_error(request.error(), "");
    return kFailed;
  }
  const auto found = searcher.similar({line.words.front(), request->limit, line.within_days, request->now_utc, line.all});
  if (!found) return not_found(line.words.front(), searcher);
  SearchAnswer hits;
  hits.hits = found->hits;
  hits.limit = request->limit;
  if (line.format == "json") {
    print_data(similar_to_json(*found, {.fields = request->fields, .full_bodies = true, .pretty = isatty(STDOUT_FILENO) == 1}) +
               "\n");
  } else if (line.format == "ids") {
    std::string out;
    for (const Hit& hit : found->hits) out += hit.article.id + "\n";
    print_data(out);
  } else {
    print_data(answer_to_text(hits, stdout_style()));
    fmt::print(stderr, "by {}\n", terminal_text(fmt::format("{}", fmt::join(found->terms, ", ")), {}));
  }
  return found->hits.empty() ? kNothingFound : kFound;
}

int run_explain(const CommandLine& line, Searcher& searcher) {
  const std::string query = fmt::format("{}", fmt::join(line.words.begin() + 1, line.words.end(), " "));
  const Result<SearchRequest> request = make_request(line, query);
  if (!request) {
    print_error(request.error(), query);
    return kFailed;
  }
  const auto explained = searcher.explain(*request, line.words.front());
  if (!explained) {
    print_error(explained.error(), query);
    return kFailed;
  }
  if (!*explained) return not_found(line.words.front(), searcher);
  const bool json = line.format == "json";
  print_data(json ? explanation_to_json(**explained, isatty(STDOUT_FILENO) == 1) + "\n"
                  : terminal_text(explanation_to_text(**explained), {}, true));
  return (*explained)->matches ? kFound : kNothingFound;
}

}  // namespace newshound
