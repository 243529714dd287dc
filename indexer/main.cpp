// newshound-indexer: options and exit codes.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "indexer/commands.h"
#include "indexer/format_sniffer.h"

namespace {

using newshound::CommandOptions;

constexpr const char* kFooter =
    "Examples:\n"
    "  newshound-indexer build news.index articles.jsonl.gz pages/\n"
    "  newshound-indexer add news.index - < today.jsonl\n"
    "  newshound-indexer delete news.index --id 4711\n"
    "  newshound-indexer export news.index | gzip > backup.jsonl.gz\n"
    "INPUT is a file, a folder, a pattern or - (standard input), gzip or zstd or neither, in any of these formats; the content "
    "decides:\n"
    "  JSON Lines, JSON documents and arrays, CSV; RSS, Atom, JSON Feed; ninjs, NewsML-G2, NITF; WARC; HTML and text pages.\n"
    "  --map FILE.toml reads JSON and CSV of any other shape. docs/formats.md says what is read into which field.\n"
    "INDEX may be left out if NEWSHOUND_INDEX names it (extract needs none).\n"
    "Exit codes: 0 done, 1 check found damage, 2 error (the index is as it was), 3 done, but some articles were rejected.";

struct Command {
  const char* name;
  const char* what;
  const char* examples;
  int (*run)(const CommandOptions&);
  bool index, inputs, writes;
};

constexpr Command kCommands[] = {
    {"build", "Build an index anew from INPUTs; replaces the index that is there in one commit.",
     "  newshound-indexer build news.index corpus/\n  newshound-indexer build news.index archive.jsonl.gz --rejects "
     "rejected.jsonl\n  newshound-indexer build news.index corpus/ --stem-exceptions stems.txt",
     newshound::run_build, true, true, true},
    {"add",
     "Add articles; one of equal id is replaced, one that is there word for word stays. Makes a missing index. Fit for cron.",
     "  newshound-indexer add news.index today.jsonl --quiet --wait 60", newshound::run_add, true, true, true},
    {"delete", "Delete articles by id or URL and say how many went.",
     "  newshound-indexer delete news.index --id 4711\n  newshound search --index news.index --format ids 'topic:test' | "
     "newshound-indexer delete news.index --ids -",
     newshound::run_delete, true, false, true},
    {"merge", "Merge small segments of like size, or all into one.", "  newshound-indexer merge news.index --all",
     newshound::run_merge, true, false, true},
    {"check", "Read every byte and compare it with what was written; exit 1 names what is damaged.",
     "  newshound-indexer check news.index", newshound::run_check, true, false, false},
    {"stats", "What the index holds and what it takes on disk.",
     "  newshound-indexer stats news.index --json | jq .articles\n  newshound-indexer stats news.index --stems universities\n  "
     "newshound-indexer stats news.index "
     "--boilerplate",
     newshound::run_stats, true, false, false},
    {"export", "Print every article as JSON Lines, hidden ones too; build reads it back.",
     "  newshound-indexer export old.index | newshound-indexer build new.index -", newshound::run_export, true, false, false},
    {"extract",
     "Print the articles of INPUTs as JSON Lines, each by itself: what outlets repeat on their pages only build learns. Needs no "
     "index.",
     "  newshound-indexer extract page.txt | jq .title\n  newshound-indexer extract feed.xml crawl.warc.gz\n  newshound-indexer "
     "extract "
     "cms.json --map cms.toml",
     newshound::run_extract, false, true, false},
};

void add_options(CLI::App& app, const Command& command, CommandOptions& options) {
  const std::string name = command.name;
  app.footer(std::string("Examples:\n") + command.examples);
  if (command.inputs) {
    app.add_option("--format", options.format,
                   "jsonl, json, csv, feed, jsonfeed, ninjs, newsml, warc, html or text, instead of looking at the content")
        ->check(CLI::IsMember(newshound::format_names()));
    app.add_option("--map", options.map,
                   "TOML file that says which of our fields comes from which path of their JSON or column of their CSV");
    app.add_option("--outlet-aliases", options.outlet_aliases,
                   "TOML file that gives each outlet one name and slug, by its aliases and domains");
    CLI::Option* topics =
        app.add_option("--topics", options.topics,
                       "TOML file of rules by which topics are inferred where an article names none (default built in)");
    app.add_flag("--no-infer", options.no_infer, "infer nothing: topics are those that an article names")->excludes(topics);
    app.add_option("--language", options.language, "where neither an article nor its text says (default en)");
    app.add_option("--rejects", options.rejects, "write what is rejected to this file, as JSON Lines with its source");
  }
  if (command.writes) {
    app.add_option("--wait", options.wait_seconds, "seconds to wait for another writer to end (default 0)");
    app.add_option("--threads", options.write.threads, "threads that index (default one a core)")->check(CLI::Range(1, 1024));
    app.add_option(
           "--memory", options.write.memory_bytes,
           "for words and postings that wait to be written, all threads together, such as 64MB (default 256MB, at least 8MB a "
           "thread); less takes a little longer")
        ->option_text("SIZE")
        ->transform(CLI::AsSizeValue(false))
        ->check(CLI::Range(std::size_t{1} << 20, std::size_t{1} << 40));
  }
  if (name == "build")
    app.add_flag("--positions", options.write.positions, "also store positions, for Xapian's own matcher: three times the disk");
  if (name == "build")
    app.add_option("--stem-exceptions", options.stem_exceptions,
                   "file of lines \"language word stem\" over the built-in list; kept with the index until the next build");
  if (name == "build" || name == "extract")
    app.add_option("--boilerplate", options.boilerplate,
                   name == "build"
                       ? "file of what outlets repeat on their pages, beside what is learned: another index has it in "
                         "settings-NNNNNN/boilerplate"
                       : "leave out of pages what this file says that outlets repeat; extract learns nothing");
  if (name == "build") app.add_flag("--allow-empty", options.allow_empty, "replace an index even if no article was read");
  if (name == "build" || name == "add") app.add_flag("--quiet", options.quiet, "print nothing if all went well");
  if (name == "add") app.add_flag("--no-merge", options.no_merge, "leave small segments as they are");
  if (name == "delete") {
    app.add_option("--id", options.ids, "id of an article; may be repeated");
    app.add_option("--url", options.urls, "URL of an article; may be repeated");
    app.add_option("--ids", options.ids_file, "file with one id a line; - is standard input");
  }
  if (name == "merge") app.add_flag("--all", options.all, "everything into one segment");
  if (name == "stats") {
    app.add_flag("--json", options.json, "as JSON");
    auto* stems = app.add_option("--stems", options.stems, "which words of the articles share a stem with this word");
    app.add_flag("--boilerplate", options.list_boilerplate, "what outlets repeat on their pages, and build and add leave out")
        ->excludes(stems);
  }
}

// INDEX is the first positional argument, unless the environment names it; the others are inputs.
void place_arguments(const Command& command, std::vector<std::string> arguments, CommandOptions& options) {
  const char* from_environment = std::getenv("NEWSHOUND_INDEX");
  const bool named = from_environment != nullptr && *from_environment != '\0';
  if (command.index) {
    const bool take = !arguments.empty() && (!named || arguments.size() > (command.inputs ? 1u : 0u));
    if (take) {
      options.index = arguments.front();
      arguments.erase(arguments.begin());
    } else if (named) {
      options.index = from_environment;
    } else {
      throw std::runtime_error(fmt::format("which index? Try: newshound-indexer {} INDEX, or set NEWSHOUND_INDEX", command.name));
    }
  }
  if (!command.inputs && !arguments.empty())
    throw std::runtime_error(
        fmt::format("{} takes no more arguments than INDEX, but there is \"{}\"", command.name, arguments.front()));
  if (command.inputs && arguments.empty())
    throw std::runtime_error(fmt::format("{} needs an INPUT: a file, a folder, a pattern or -", command.name));
  options.inputs = std::move(arguments);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Writes a Newshound index: the only program that does."};
  app.footer(kFooter);
  app.set_version_flag("--version", "newshound-indexer " NEWSHOUND_VERSION);
  app.require_subcommand(1);
  CommandOptions options;
  std::vector<std::string> arguments;
  for (const Command& command : kCommands) {
    CLI::App* sub = app.add_subcommand(command.name, command.what);
    sub->add_option(
        command.index ? "INDEX" : "INPUT", arguments,
        command.index ? (command.inputs ? "the index, then INPUT…" : "folder of the index") : "files, folders, patterns or -");
    add_options(*sub, command, options);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    for (const Command& command : kCommands) {
      if (!app.got_subcommand(command.name)) continue;
      options.write.wait = std::chrono::seconds(options.wait_seconds);
      place_arguments(command, arguments, options);
      const int code = command.run(options);
      // A backup that a full disk cut short must not look like one.
      if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) throw std::runtime_error("standard output can't be written");
      return code;
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "newshound-indexer: {}\n", error.what());
  }
  return 2;
}
