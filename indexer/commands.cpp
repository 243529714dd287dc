#include "indexer/commands.h"

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include <fmt/format.h>

#include "indexer/article_reader.h"
#include "indexer/boilerplate.h"
#include "indexer/field_mapping.h"
#include "indexer/outlet_names.h"
#include "indexer/report.h"
#include "indexer/topic_inferrer.h"
#include "schemas/article_json.h"
#include "schemas/limits.h"
#include "storage/check.h"
#include "storage/index_error.h"
#include "storage/snapshot.h"

namespace newshound {
namespace {

constexpr int kDone = 0, kDamaged = 1, kSomeRejected = 3;

std::vector<std::string> files_of(const CommandOptions& options) {
  auto files = expand_inputs(options.inputs);
  if (!files) throw std::runtime_error(files.error().message);
  return std::move(*files);
}

// A small file that an option names, whole.
std::string text_of(const std::string& file, std::string_view option, std::size_t most) {
  std::ifstream in(file, std::ios::binary);
  std::string text(most + 1, '\0');  // one more shows that there is too much
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad() || (in.fail() && !in.eof()))
    throw std::runtime_error(fmt::format("{}: can't be read; {}", file, option));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > most) throw std::runtime_error(fmt::format("{}: is over {} bytes; {}", file, most, option));
  return text;
}

ReadOptions read_options(const CommandOptions& options) {
  ReadOptions read{options.format, options.language, static_cast<std::int64_t>(std::time(nullptr))};
  if (!options.map.empty()) {
    auto mapping = FieldMapping::parse(
        text_of(options.map, "--map takes a TOML file that says which field comes from where", kMaxMappingBytes), options.map);
    if (!mapping) throw std::runtime_error(mapping.error().message);
    read.mapping = std::make_shared<const FieldMapping>(std::move(*mapping));
  }
  if (!options.outlet_aliases.empty()) {
    auto names =
        OutletNames::parse(text_of(options.outlet_aliases, "--outlet-aliases takes a TOML file of outlets", kMaxMappingBytes),
                           options.outlet_aliases);
    if (!names) throw std::runtime_error(names.error().message);
    read.outlets = std::make_shared<const OutletNames>(std::move(*names));
  }
  return read;
}

void print_line(const std::string& line) {
  if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() || std::fputc('\n', stdout) == EOF)
    throw std::runtime_error("standard output can't be written");
}

// The articles of files that hold nothing but what can be counted: "1 article", "2 articles".
std::string articles(std::uint64_t count) { return fmt::format("{} article{}", count, count == 1 ? "" : "s"); }

// The exceptions of --stem-exceptions; the built-in list without it.
StemExceptions exceptions_of(const std::string& file) {
  if (file.empty()) return StemExceptions::built_in();
  const std::string text =
      text_of(file, "--stem-exceptions takes a file with a language, a word and its stem a line", kMaxStemExceptionBytes);
  auto exceptions = StemExceptions::parse(text, file);
  if (!exceptions) throw std::runtime_error(exceptions.error().message);
  return std::move(*exceptions);
}

// What the lines of --boilerplate say; nothing without it.
Boilerplate boilerplate_of(const std::string& file) {
  if (file.empty()) return {};
  const std::string text =
      text_of(file, "--boilerplate takes a file with what outlets repeat, as an index keeps it", kMaxBoilerplateBytes);
  auto boilerplate = Boilerplate::parse(text, file);
  if (!boilerplate) throw std::runtime_error(boilerplate.error().message);
  return std::move(*boilerplate);
}

// By which topics are inferred; null with --no-infer.
std::shared_ptr<const TopicRules> topic_rules_of(const CommandOptions& options) {
  if (options.no_infer) return nullptr;
  if (options.topics.empty()) return {std::shared_ptr<void>(), &TopicRules::built_in()};
  auto rules =
      TopicRules::parse(text_of(options.topics, "--topics takes a TOML file of rules", kMaxTopicRulesBytes), options.topics);
  if (!rules) throw std::runtime_error(rules.error().message);
  return std::make_shared<const TopicRules>(std::move(*rules));
}

// A build that forgets an option must not change what words mean, or what is left out of pages, in silence.
void tell_dropped_settings(const CommandOptions& options, const WriteReport& written) {
  const auto tell = [&](std::string_view what, std::string_view option, const std::string& file) {
    if (file.empty()) return;
    fmt::print(stderr, "newshound-indexer: {0} {1}; to keep it, build again with {2} {0}/{3} (there for ten minutes)\n",
               options.index, what, option, file);
  };
  tell("had a list of stem exceptions, now it has the built-in one only", "--stem-exceptions", written.dropped_settings);
  tell("knew what outlets repeat on their pages, and no page was read to learn it anew", "--boilerplate",
       written.dropped_boilerplate);
}

// The file of --rejects is emptied before the inputs are read: it mustn't be one of them.
void check_rejects(const CommandOptions& options, const std::vector<std::string>& files) {
  if (options.rejects.empty()) return;
  for (const std::string& file : files) {
    std::error_code ignored;
    if (std::filesystem::equivalent(file, options.rejects, ignored))
      throw std::runtime_error(options.rejects + ": is an input; name another file with --rejects");
  }
}

// An input that broke off must not cost the index that is there.
void check_not_emptied(const CommandOptions& options, std::uint64_t accepted) {
  if (accepted != 0 || options.allow_empty || !is_index(options.index)) return;
  throw std::runtime_error(
      fmt::format("no article was read, so {} stays as it was; --allow-empty builds an empty index in its place", options.index));
}

// Keeps later queries fast. The commit before it is durable and acknowledged, so whatever stops a merge is only worth a word:
// another writer at work, a full disk; the next add tries again.
void merge_after_commit(const CommandOptions& options) {
  try {
    (void)merge_index(options.index, false, options.write);
  } catch (const IndexError& error) {
    if (error.kind() != IndexError::Kind::kLocked)
      fmt::print(stderr, "newshound-indexer: the articles are in; small segments could not be merged: {}\n", error.what());
  }
}

int write_articles(const CommandOptions& options, WriteSession::Mode mode) {
  const std::vector<std::string> files = files_of(options);
  check_rejects(options, files);
  watch_for_interrupts();
  WriteReport written;
  std::uint64_t rejected = 0;
  {
    WriteOptions write = options.write;
    write.exceptions = exceptions_of(options.stem_exceptions);
    write.boilerplate = boilerplate_of(options.boilerplate);
    write.topics = topic_rules_of(options);
    WriteSession session(options.index, mode, std::move(write));
    Report report(options.rejects, total_bytes(files), [&](Article&& article, const Place* page) {
      if (page == nullptr) return session.add(std::move(article));
      session.add_page(std::move(article), std::filesystem::path(page->file).parent_path().string());
    });
    read_files(files, read_options(options), report);
    if (mode == WriteSession::Mode::kBuild) check_not_emptied(options, report.accepted());
    written = session.commit([&](std::uint64_t done, std::uint64_t total) { report.indexing(done, total); });
    report.end_progress();
    tell_dropped_settings(options, written);
    rejected = report.rejected();
  }
  if (!options.quiet) {
    std::string changes = fmt::format("{} new", written.added);
    if (mode == WriteSession::Mode::kAdd)
      changes += fmt::format(", {} updated, {} unchanged", written.updated, written.unchanged);
    if (rejected != 0) changes += fmt::format(", {} rejected", rejected);
    if (written.repeated != 0) changes += fmt::format(", {} repeated lines left out of pages", written.repeated);
    print_line(
        fmt::format("{} in {} ({}), generation {}", articles(written.documents), options.index, changes, written.generation));
    std::fflush(stdout);
  }
  if (mode == WriteSession::Mode::kAdd && !options.no_merge) merge_after_commit(options);
  return rejected == 0 ? kDone : kSomeRejected;
}

std::vector<std::string> ids_from(const std::string& file) {
  std::ifstream opened;
  if (file != "-") {
    opened.open(file);
    if (!opened) throw std::runtime_error(file + ": can't be read; --ids takes a file with one id a line, or -");
  }
  std::istream& in = file == "-" ? std::cin : opened;
  std::vector<std::string> ids;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) ids.push_back(line);
  }
  return ids;
}

}  // namespace

int run_build(const CommandOptions& options) { return write_articles(options, WriteSession::Mode::kBuild); }

int run_add(const CommandOptions& options) { return write_articles(options, WriteSession::Mode::kAdd); }

int run_delete(const CommandOptions& options) {
  DeleteKeys keys{options.ids, options.urls};
  if (!options.ids_file.empty())
    for (std::string& id : ids_from(options.ids_file)) keys.ids.push_back(std::move(id));
  if (keys.ids.empty() && keys.urls.empty() && options.ids_file.empty())
    throw std::runtime_error("delete needs --id, --url or --ids: which articles are to go?");
  const WriteReport report = delete_documents(options.index, keys, options.write);
  print_line(fmt::format("{} deleted, {} in {}, generation {}", articles(report.deleted), articles(report.documents),
                         options.index, report.generation));
  return kDone;
}

int run_merge(const CommandOptions& options) {
  const WriteReport report = merge_index(options.index, options.all, options.write);
  const std::size_t segments = read_catalog(options.index).segments.size();
  print_line(fmt::format("{} in {} segment{}, generation {}", articles(report.documents), segments, segments == 1 ? "" : "s",
                         report.generation));
  return kDone;
}

int run_check(const CommandOptions& options) {
  const std::vector<std::string> findings = check_index(options.index);
  for (const std::string& finding : findings) print_line(finding);
  if (findings.empty())
    print_line(fmt::format("{}: sound, generation {}", options.index, read_catalog(options.index).generation));
  return findings.empty() ? kDone : kDamaged;
}

int run_export(const CommandOptions& options) {
  // Also of an index that searching refuses because its analyzer differs: this is how it is rebuilt.
  for_each_article(*Snapshot::open(options.index, 1, nullptr, false),
                   [](Article&& article) { print_line(article_to_json(article)); });
  return kDone;
}

int run_extract(const CommandOptions& options) {
  const std::vector<std::string> files = files_of(options);
  check_rejects(options, files);
  watch_for_interrupts();
  const Boilerplate boilerplate = boilerplate_of(options.boilerplate);
  const auto rules = topic_rules_of(options);
  std::optional<TopicInferrer> inferrer;
  if (rules) inferrer.emplace(*rules);
  Report report(options.rejects, total_bytes(files), [&](Article&& article, const Place* page) {
    if (page != nullptr) (void)boilerplate.strip(article);
    if (inferrer) inferrer->infer(article);
    print_line(article_to_json(article));
  });
  read_files(files, read_options(options), report);
  return report.rejected() == 0 ? kDone : kSomeRejected;
}

}  // namespace newshound
