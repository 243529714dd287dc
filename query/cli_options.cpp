#include "query/cli_options.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "query/cli_tables.h"

namespace newshound {
namespace {

// Values of one command's options while CLI11 fills them.
struct Values {
  std::array<std::vector<std::string>, kOptionCount> options;
  bool strict = false, all = false, per_query = false;
  std::string profile, synonyms;
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
    for (std::size_t i = 0; i < kOptionCount; ++i) {
      if ((option_table()[i].commands & row.bit) == 0) continue;
      // One value each time, so that the query may follow.
      command->add_option(option_table()[i].option, values.options[i], option_table()[i].help)
          ->type_name(option_table()[i].value)
          ->allow_extra_args(false);
    }
    if ((row.bit & kQueries) != 0) {
      command->add_flag("--strict", values.strict, "an error with its place instead of a lenient reading of the query");
      command
          ->add_option("--engine", values.engine,
                       "onepass, or xapian: Xapian's own matcher, for comparisons, on an index built with --positions")
          ->type_name("NAME")
          ->check(CLI::IsMember({"onepass", "xapian"}));
      command->add_option("--synonyms", values.synonyms, "words that stand for one another (docs/query-syntax.md)")
          ->type_name("FILE");
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
    line_.synonyms = values.synonyms;
    line_.within_days = values.within_days;
    if (row.command == CliCommand::kEval) {
      if (words_.size() != 2 && words_.size() != 3) return fail("eval: give a file of judgments and one run, or two to compare");
      return {line_, 0};
    }
    line_.engine = values.engine == "xapian" ? Engine::kXapian : Engine::kOnePass;
    for (std::size_t i = 0; i < kOptionCount; ++i) {
      for (const std::string& value : values.options[i]) line_.parameters.emplace_back(option_table()[i].parameter, value);
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
