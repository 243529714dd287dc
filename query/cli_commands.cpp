#include "query/cli_commands.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "query/answer_csv.h"
#include "query/answer_json.h"
#include "query/answer_text.h"
#include "query/cli_articles.h"
#include "query/cli_batch.h"
#include "query/cli_eval.h"
#include "query/json_writer.h"
#include "query/suggest_json.h"
#include "storage/snapshot.h"

namespace newshound {
namespace {

constexpr int kFound = 0, kNothingFound = 1, kFailed = 2;

std::int64_t clock_utc() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string joined_words(const CommandLine& line) { return fmt::format("{}", fmt::join(line.words, " ")); }

bool has_parameter(const CommandLine& line, std::string_view prefix) {
  for (const auto& [name, value] : line.parameters) {
    if (name.starts_with(prefix)) return true;
  }
  return false;
}

// What differs by command and format from the request of the API.
void adapt(const CommandLine& line, SearchRequest& request) {
  // Counts and runs are of the query as it stands.
  if (line.command != CliCommand::kSearch) request.relax = request.fuzzy = false;
  const bool shows_text = line.format == "text", shows_json = line.format == "json" || line.format == "jsonl";
  if (line.command == CliCommand::kSearch || line.command == CliCommand::kBatch) {
    const bool unasked = line.command == CliCommand::kSearch;  // a batch has marks only where `fields` names them
    request.highlight.wanted = shows_text || (shows_json && (unasked || !request.fields.empty()) && shows_marks(request.fields));
    const bool shows_ids = line.format == "ids" || line.format == "trec";
    request.texts =
        shows_text || (!shows_ids && needs_texts(line.format == "csv" ? csv_columns(request.fields) : request.fields));
    if (shows_text && !has_parameter(line, "highlight.pre") && !has_parameter(line, "highlight.post"))
      use_text_marks(request.highlight);
    if (shows_text) request.highlight.html = false;
  } else {
    const bool counts =
        line.command == CliCommand::kCount || line.command == CliCommand::kFacets || line.command == CliCommand::kTimeline;
    if (counts) request.limit = 0;
    request.highlight.wanted = false;
  }
  if (line.command == CliCommand::kBatch && !has_parameter(line, "limit")) request.limit = kBatchLimit;
  if (line.command == CliCommand::kFacets && request.facets.empty()) request.facets = {Field::kOutlet, Field::kTopic};
  if (line.command == CliCommand::kTimeline && !request.histogram) request.histogram.emplace();
}

void print_talk(const SearchAnswer& answer) {
  print_notes(answer.notes);
  if (!answer.did_you_mean.empty() && answer.relaxed == Relaxation::kNone)
    fmt::print(stderr, "newshound: did you mean: {}\n", terminal_text(answer.did_you_mean, {}));
  fmt::print(stderr, "{}\n", total_line(answer));
}

std::string search_output(const CommandLine& line, const SearchRequest& request, const SearchAnswer& answer) {
  const JsonOptions json{.fields = request.fields,
                         .highlight_html = request.highlight.html,
                         .full_bodies = true,
                         .pretty = isatty(STDOUT_FILENO) == 1};
  if (line.format == "json") return answer_to_json(answer, json) + "\n";
  if (line.format == "csv") return hits_to_csv(answer, request.fields);
  std::string out;
  if (line.format == "text") return answer_to_text(answer, stdout_style());
  for (const Hit& hit : answer.hits) out += (line.format == "ids" ? hit.article.id : hit_to_json(hit, json)) + "\n";
  return out;
}

std::string facets_output(const CommandLine& line, const SearchAnswer& answer) {
  if (line.format == "text") return facets_to_text(answer, stdout_style());
  if (line.format == "csv") return facets_to_csv(answer);
  if (line.format == "json") return answer_to_json(answer, {.pretty = isatty(STDOUT_FILENO) == 1}) + "\n";
  std::string out;
  for (const FacetAnswer& facet : answer.facets) {
    for (const FacetBucket& bucket : facet.buckets) {
      JsonWriter writer;
      writer.begin_object();
      writer.key("facet");
      writer.string(field_row(facet.field).parameter);
      writer.key("value");
      writer.string(bucket.value);
      writer.key("count");
      writer.number(bucket.count);
      writer.end_object();
      out += writer.take() + "\n";
    }
  }
  return out;
}

std::string timeline_output(const CommandLine& line, const SearchAnswer& answer) {
  if (line.format == "text") return timeline_to_text(*answer.histogram);
  if (line.format == "csv") return timeline_to_csv(*answer.histogram);
  if (line.format == "json") return answer_to_json(answer, {.pretty = isatty(STDOUT_FILENO) == 1}) + "\n";
  std::string out;
  for (const HistogramBucket& bucket : answer.histogram->buckets)
    out += fmt::format("{{\"start\":\"{}\",\"count\":{}}}\n", bucket.start, bucket.count);
  return out;
}

int run_query(const CommandLine& line, Searcher& searcher) {
  const std::string query = joined_words(line);
  const Result<SearchRequest> request = make_request(line, query);
  if (!request) {
    print_error(request.error(), query);
    return kFailed;
  }
  const Result<SearchAnswer> answer = searcher.search(*request);
  if (!answer) {
    print_error(answer.error(), query);
    return kFailed;
  }
  switch (line.command) {
    case CliCommand::kCount:
      print_notes(answer->notes);
      print_data(fmt::format("{}\n", answer->total));
      return answer->total == 0 ? kNothingFound : kFound;
    case CliCommand::kFacets: print_data(facets_output(line, *answer)); break;
    case CliCommand::kTimeline: print_data(timeline_output(line, *answer)); break;
    default: print_data(search_output(line, *request, *answer));
  }
  print_talk(*answer);
  const bool page_empty = line.command == CliCommand::kSearch && request->limit != 0 && answer->hits.empty();
  return answer->total == 0 || page_empty ? kNothingFound : kFound;
}

int suggest(const CommandLine& line, Searcher& searcher) {
  const Result<SearchRequest> read = make_request(line, "");
  if (!read) {
    print_error(read.error(), "");
    return kFailed;
  }
  const std::size_t limit = has_parameter(line, "limit") ? std::min(read->limit, kMaxSuggestions) : kDefaultSuggestions;
  const SuggestAnswer answer = searcher.suggest({joined_words(line), limit, read->now_utc, line.all});
  std::string out;
  if (line.format == "json") out = suggestions_to_json(answer, isatty(STDOUT_FILENO) == 1) + "\n";
  for (const Suggestion& suggestion : answer.suggestions) {
    if (line.format == "json") break;
    out += fmt::format("{:<7} {}", suggestion_kind_name(suggestion.kind), terminal_text(suggestion.text, {}));
    if (suggestion.count != 0) out += fmt::format("  ({})", suggestion.count);
    out += "\n";
  }
  print_data(out);
  return answer.suggestions.empty() ? kNothingFound : kFound;
}

}  // namespace

TextStyle stdout_style() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool wanted = no_colour == nullptr || *no_colour == '\0';
  return {wanted && terminal != nullptr && std::string_view(terminal) != "dumb" && isatty(STDOUT_FILENO) == 1};
}

void print_data(std::string_view data) {
  const bool written = std::fwrite(data.data(), 1, data.size(), stdout) == data.size() && std::fflush(stdout) == 0;
  if (!written) throw std::runtime_error(fmt::format("can't write to standard output: {}", std::strerror(errno)));
}

void print_error(const Error& error, std::string_view query) {
  fmt::print(stderr, "newshound: {}\n", error.message);
  if (error.code == ErrorCode::kInvalidQuery && error.position.has_value())
    fmt::print(stderr, "{}", caret_lines(query, *error.position));
}

void print_notes(const std::vector<std::string>& notes) {
  for (const std::string& note : notes) fmt::print(stderr, "newshound: note: {}\n", terminal_text(note, {}));
}

Result<SearchRequest> make_request(const CommandLine& line, const std::string& q) {
  Parameters parameters = line.parameters;
  if (!q.empty()) parameters.emplace_back("q", q);
  Result<SearchRequest> request = parse_parameters(parameters, clock_utc(), {.max_limit = 0, .max_window = 0});
  if (!request) return request;
  if (const Result<void> checked = check_fields(request->fields); !checked) return tl::unexpected(checked.error());
  request->show_hidden = line.all;
  adapt(line, *request);
  return request;
}

int run_command(const CommandLine& line) {
  if (line.command == CliCommand::kEval) return run_eval(line);
  SearchSettings settings;
  if (!line.profile.empty()) {
    const Result<Profile> profile = read_profile(line.profile);
    if (!profile) {
      print_error(profile.error(), "");
      return kFailed;
    }
    settings.profile = *profile;
  }
  if (!line.synonyms.empty()) {
    const auto synonyms = Synonyms::read(line.synonyms);
    if (!synonyms) {
      print_error(synonyms.error(), "");
      return kFailed;
    }
    settings.synonyms = *synonyms;
  }
  Searcher searcher(Snapshot::open(line.index, 1), 0, line.engine, settings);
  switch (line.command) {
    case CliCommand::kShow: return run_show(line, searcher);
    case CliCommand::kSimilar: return run_similar(line, searcher);
    case CliCommand::kExplain: return run_explain(line, searcher);
    case CliCommand::kBatch: return run_batch(line, searcher);
    case CliCommand::kSuggest: return suggest(line, searcher);
    default: return run_query(line, searcher);
  }
}

}  // namespace newshound
