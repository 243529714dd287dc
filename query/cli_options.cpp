#include "query/cli_options.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace newshound {
namespace {

// Which commands an option belongs to.
constexpr unsigned kSearch = 1U << 0, kCount = 1U << 1, kFacets = 1U << 2, kTimeline = 1U << 3, kShow = 1U << 4, kBatch = 1U << 5,
                   kEval = 1U << 6, kSuggest = 1U << 7, kSimilar = 1U << 8, kExplain = 1U << 9;
constexpr unsigned kHits = kSearch | kBatch;
constexpr unsigned kQueries = kSearch | kCount | kFacets | kTimeline | kBatch | kExplain;

struct OptionRow {
  const char* option;
  const char* parameter;
  unsigned commands;
  const char* value;
  const char* help;
};

constexpr std::array<OptionRow, 29> kOptions = {{
    {"--outlet", "outlet", kQueries, "NAME", "only this outlet; repeatable (any of them), -NAME excludes"},
    {"--topic", "topic", kQueries, "NAME", "only this topic; likewise"},
    {"--section", "section", kQueries, "NAME", "only this section; likewise"},
    {"--author", "author", kQueries, "NAME", "only this author; likewise"},
    {"--place", "place", kQueries, "NAME", "only this place; likewise"},
    {"--lang", "lang", kQueries, "CODE", "only this language (en, pt-BR); sets the stemmer"},
    {"--from", "from", kQueries, "DATE", "published on or after this date or time"},
    {"--to", "to", kQueries, "DATE", "published on or before this date or time"},
    {"--when", "when", kQueries, "AGE", "published within this age: 24h, 7d, 2w, 6m, 1y"},
    {"--tz", "tz", kQueries, "ZONE", "time zone of bare dates and of the timeline (Europe/Berlin; default UTC)"},
    {"--match", "match", kQueries, "all|any", "any: plain text without operators, one word is enough (default all)"},
    {"--exact", "exact", kQueries, "0|1", "1: every word exactly as written, as if quoted (default 0)"},
    {"--relax", "relax", kSearch, "0|1", "0: nothing else is searched where nothing is found (default 1)"},
    {"--fuzzy", "fuzzy", kSearch, "auto|off", "off: no correction of spelling (default auto)"},
    {"--now", "now", kQueries | kShow | kSuggest | kSimilar, "TIME",
     "the clock, for embargoes, recency and --when (default: now)"},
    {"--sort", "sort", kHits | kExplain, "ORDER", "best, relevance, newest or oldest (default best)"},
    {"--limit", "limit", kHits | kSuggest | kSimilar, "N", "hits a page; no upper limit (default 10; batch: 1000 a query)"},
    {"--page", "page", kSearch, "N", "which page, from 1 (default 1)"},
    {"--fields", "fields", kHits | kSimilar, "NAMES", "members of a hit in json, jsonl and csv, divided by commas"},
    {"--highlight-length", "highlight.length", kHits, "BYTES", "length of a snippet, about (default 180)"},
    {"--highlight-count", "highlight.count", kHits, "N", "snippets a hit at most (default 3)"},
    {"--highlight-pre", "highlight.pre", kHits, "TEXT", "before a marked word (json: default <mark>)"},
    {"--highlight-post", "highlight.post", kHits, "TEXT", "behind a marked word (json: default </mark>)"},
    {"--highlight-encoder", "highlight.encoder", kHits, "html|none", "escape text for HTML in json (default html)"},
    {"--facets", "facets", kSearch | kFacets, "NAMES",
     "count these fields: outlet, topic, section, author, place, lang (facets: default outlet,topic)"},
    {"--facets-limit", "facets.limit", kSearch | kFacets, "N", "values a facet (default 10, at most 1000)"},
    {"--facets-mode", "facets.mode", kSearch | kFacets, "MODE",
     "disjunctive: a facet ignores its own filter; or conjunctive (default disjunctive)"},
    {"--histogram", "histogram", kSearch | kTimeline, "UNIT",
     "count by day, week, month, quarter or year (timeline: default month)"},
    {"--histogram-fill", "histogram.fill", kSearch | kTimeline, "0|1", "also show empty buckets (default 1)"},
}};

struct CommandRow {
  CliCommand command;
  unsigned bit;
  const char* name;
  const char* words;  // positional argument
  const char* help;
  std::vector<std::string> formats;  // the first is the default
  const char* footer;
};

const std::vector<CommandRow>& command_table() {
  static const std::vector<CommandRow> rows = {
      {CliCommand::kSearch,
       kSearch,
       "search",
       "QUERY",
       "ranked, highlighted articles",
       {"text", "json", "jsonl", "csv", "ids"},
       "Without a query: everything, newest first.\n\nExamples:\n"
       "  newshound search --index IDX 'apple backdoor'\n"
       "  newshound search --index IDX '\"vice president\" -election' --outlet PYMNTS --sort newest\n"
       "  newshound search --index IDX climate --facets outlet,topic --format json\n"
       "  newshound search --index IDX --limit 1000000 --format ids -- -sport | newshound-indexer delete IDX --ids -"},
      {CliCommand::kCount,
       kCount,
       "count",
       "QUERY",
       "how many articles match: a bare number",
       {"text"},
       "Examples:\n  newshound count --index IDX 'title:election AND after:2025-01-01'\n"
       "  newshound count --index IDX --outlet PYMNTS"},
      {CliCommand::kFacets,
       kFacets,
       "facets",
       "QUERY",
       "the most frequent outlets, topics … of what matches",
       {"text", "json", "jsonl", "csv"},
       "Examples:\n  newshound facets --index IDX inflation --facets outlet,author --facets-limit 20\n"
       "  newshound facets --index IDX --facets topic --format csv > topics.csv"},
      {CliCommand::kTimeline,
       kTimeline,
       "timeline",
       "QUERY",
       "how many articles match by month, day, year …",
       {"text", "json", "jsonl", "csv"},
       "Examples:\n  newshound timeline --index IDX inflation\n"
       "  newshound timeline --index IDX inflation --histogram day --from 2025-07-01 --tz America/New_York --format csv"},
      {CliCommand::kShow,
       kShow,
       "show",
       "ID",
       "whole articles by id",
       {"text", "json"},
       "Examples:\n  newshound show --index IDX a-2025-17\n  newshound show --index IDX --format json a-2025-17 a-2025-18"},
      {CliCommand::kBatch,
       kBatch,
       "batch",
       "FILE",
       "many queries from a file: id, tab, query a line; - is standard input",
       {"trec", "jsonl", "csv"},
       "A bad line is reported with its number; the others are answered, and the exit code is 2.\n\nExamples:\n"
       "  newshound batch --index IDX queries.tsv > run.trec\n"
       "  newshound batch --index IDX --format jsonl --limit 10 --sort relevance - < queries.tsv"},
      {CliCommand::kSuggest,
       kSuggest,
       "suggest",
       "TEXT",
       "what somebody may be typing: phrases, outlets, topics, people, titles",
       {"text", "json"},
       "Examples:\n  newshound suggest --index IDX 'apple ba'\n  newshound suggest --index IDX --limit 20 --format json vanc"},
      {CliCommand::kSimilar,
       kSimilar,
       "similar",
       "ID",
       "articles on the same subject, copies left out",
       {"text", "json", "ids"},
       "Examples:\n  newshound similar --index IDX a-2025-17\n  newshound similar --index IDX --within 30 --format ids "
       "a-2025-17"},
      {CliCommand::kExplain,
       kExplain,
       "explain",
       "ID QUERY",
       "why an article is a hit, or what keeps it out",
       {"text", "json"},
       "Exit code 1: no hit. With --all also what hides the article from everybody else.\n\nExamples:\n"
       "  newshound explain --index IDX a-2025-17 'apple backdoor'\n"
       "  newshound explain --index IDX --all --outlet PYMNTS a-2025-17 'apple AND \"back door\"'"},
      {CliCommand::kEval,
       kEval,
       "eval",
       "FILE",
       "how good a run is: judgments, then one run or two to compare",
       {"text", "jsonl", "csv"},
       "Judgments have a line \"query document grade\" or \"query 0 document grade\" each; a run is what batch "
       "prints.\n\nExamples:\n"
       "  newshound batch --index IDX --match any --sort relevance queries.tsv > a.trec\n"
       "  newshound eval qrels.tsv a.trec\n"
       "  newshound eval qrels.tsv a.trec b.trec      # is b better than a, and is that more than chance?"},
  };
  return rows;
}

// Values of one command's options while CLI11 fills them.
struct Values {
  std::array<std::vector<std::string>, kOptions.size()> options;
  bool strict = false, all = false, per_query = false;
  std::string profile;
  std::uint32_t within_days = 0;
  std::string engine = "onepass";
};

class Commands {
 public:
  explicit Commands(CommandLine& line) : line_(line) {
    app_.description("newshound: searches an index of news articles. The index is made by newshound-indexer.");
    app_.name("newshound");
    app_.set_version_flag("--version", "newshound " NEWSHOUND_VERSION);
    app_.require_subcommand(1);
    app_.footer(
        "Exit codes: 0 found, 1 nothing found, 2 error.\n\nExamples:\n  newshound search --index IDX 'apple backdoor'\n"
        "  NEWSHOUND_INDEX=IDX newshound count 'title:election'\n  newshound search --help");
    for (std::size_t i = 0; i < command_table().size(); ++i) add_command(command_table()[i], values_[i]);
  }

  CommandLineResult read(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return {std::nullopt, app_.exit(error)};
      return fail(fmt::format("{} (newshound --help shows commands and options)", error.what()));
    }
    for (std::size_t i = 0; i < command_table().size(); ++i) {
      if (app_.got_subcommand(command_table()[i].name)) return take(command_table()[i], values_[i]);
    }
    return fail("no command");
  }

 private:
  static CommandLineResult fail(const std::string& message) {
    fmt::print(stderr, "newshound: {}\n", message);
    return {std::nullopt, 2};
  }

  void add_command(const CommandRow& row, Values& values) {
    CLI::App* command = app_.add_subcommand(row.name, row.help);
    command->footer(row.footer);
    command
        ->add_option("words", words_,
                     (row.bit & (kShow | kBatch | kEval | kSuggest | kSimilar | kExplain)) != 0
                         ? row.help
                         : "the query; behind -- if it begins with -")
        ->type_name(row.words);
    if (row.bit == kEval) {
      command->add_flag("--per-query", values.per_query, "a line for each query, too");
      add_format(command, row);
      return;
    }
    command->add_option("--index", line_.index, "folder of the index (default: $NEWSHOUND_INDEX)")->type_name("DIR");
    add_format(command, row);
    for (std::size_t i = 0; i < kOptions.size(); ++i) {
      if ((kOptions[i].commands & row.bit) == 0) continue;
      // One value each time, so that the query may follow.
      command->add_option(kOptions[i].option, values.options[i], kOptions[i].help)
          ->type_name(kOptions[i].value)
          ->allow_extra_args(false);
    }
    if ((row.bit & kQueries) != 0) {
      command->add_flag("--strict", values.strict, "an error with its place instead of a lenient reading of the query");
      command
          ->add_option("--engine", values.engine,
                       "onepass, or xapian: Xapian's own matcher, for comparisons, on an index built with --positions")
          ->type_name("NAME")
          ->check(CLI::IsMember({"onepass", "xapian"}));
      command->add_option("--profile", values.profile, "ranking profile: how much freshness counts (docs/ranking.md)")
          ->type_name("FILE");
    }
    if (row.bit == kSimilar)
      command->add_option("--within", values.within_days, "published at most so many days before or after it")->type_name("DAYS");
    command->add_flag("--all", values.all, "withheld, canceled, embargoed and expired articles, too");
  }

  void add_format(CLI::App* command, const CommandRow& row) {
    if (row.formats.size() < 2) return;
    command->add_option("--format", format_, fmt::format("{} (default {})", fmt::join(row.formats, ", "), row.formats.front()))
        ->type_name("NAME")
        ->check(CLI::IsMember(row.formats));
  }

  CommandLineResult take(const CommandRow& row, const Values& values) {
    line_.command = row.command;
    line_.words = words_;
    line_.format = format_.empty() ? row.formats.front() : format_;
    line_.all = values.all;
    line_.per_query = values.per_query;
    line_.profile = values.profile;
    line_.within_days = values.within_days;
    if (row.command == CliCommand::kEval) {
      if (words_.size() != 2 && words_.size() != 3) return fail("eval: give a file of judgments and one run, or two to compare");
      return {line_, 0};
    }
    line_.engine = values.engine == "xapian" ? Engine::kXapian : Engine::kOnePass;
    for (std::size_t i = 0; i < kOptions.size(); ++i) {
      for (const std::string& value : values.options[i]) line_.parameters.emplace_back(kOptions[i].parameter, value);
    }
    if (values.strict) line_.parameters.emplace_back("strict", "1");
    if (line_.index.empty()) {
      const char* index = std::getenv("NEWSHOUND_INDEX");
      if (index == nullptr || *index == '\0') return fail("no index: give --index DIR or set NEWSHOUND_INDEX");
      line_.index = index;
    }
    if (row.command == CliCommand::kShow && words_.empty()) return fail("show: no id; give one or more");
    if (row.command == CliCommand::kSimilar && words_.size() != 1) return fail("similar: give one id");
    if (row.command == CliCommand::kExplain && words_.size() < 2) return fail("explain: give an id and a query");
    if (row.command == CliCommand::kBatch && words_.size() != 1)
      return fail("batch: give one file of queries, or - for standard input");
    return {line_, 0};
  }

  CommandLine& line_;
  CLI::App app_;
  std::vector<std::string> words_;
  std::string format_;
  std::array<Values, 10> values_;
};

}  // namespace

CommandLineResult read_command_line(int argc, const char* const* argv) {
  CommandLine line;
  return Commands(line).read(argc, argv);
}

}  // namespace newshound
