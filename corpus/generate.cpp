// newshound-corpus-generate: made-up articles as JSON Lines on stdout. Reads the command line, writes, returns an exit code.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "corpus/article_generator.h"

namespace {

constexpr std::size_t kWriteBytes = 1 << 18;  // enough for a write to cost nothing, small enough to stay in the cache

constexpr const char* kExamples =
    R"(Equal options give equal bytes, on every machine. The words are made up and pronounceable; new ones keep appearing.

Examples:
  newshound-corpus-generate --articles 200 | head -n 1
  newshound-corpus-generate --articles 100000 --words 400 > articles.jsonl
  newshound-corpus-generate --articles 1000000 --seed 7 --outlets 300 --from 1995-01-01 | newshound-indexer build INDEX -
  newshound-corpus-generate --articles 5000 --seed 2 --language de | gzip -n > de.jsonl.gz

Exit codes: 0 done, 2 wrong usage or stdout can't be written.)";

int fail(const std::string& message) {
  fmt::print(stderr, "newshound-corpus-generate: {}\n", message);
  return 2;
}

int write_articles(newshound::ArticleGenerator& generator, std::uint64_t count) {
  std::string text;
  for (std::uint64_t i = 0; i < count; ++i) {
    generator.append_article(text);
    if (text.size() < kWriteBytes) continue;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
      return fail(fmt::format("stdout: {}", std::strerror(errno)));
    text.clear();
  }
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    return fail(fmt::format("stdout: {}", std::strerror(errno)));
  }
  return 0;
}

int run(int argc, char** argv) {
  newshound::GeneratorOptions options;
  CLI::App app{"Writes made-up news articles as JSON Lines on stdout, for measuring and for tests of size."};
  app.footer(kExamples);
  app.set_version_flag("--version", std::string(NEWSHOUND_VERSION));
  app.option_defaults()->always_capture_default();
  app.add_option("--articles", options.articles, "How many articles");
  app.add_option("--seed", options.seed, "Another seed, other articles, in the same made-up language");
  app.add_option("--words", options.words, "Mean number of words in a body");
  app.add_option("--outlets", options.outlets, "How many outlets; the first writes the most");
  app.add_option("--topics", options.topics, "How many topics; each has words of its own");
  app.add_option("--from", options.from, "First day of publication");
  app.add_option("--to", options.to, "Last day of publication");
  app.add_option("--language", options.language, "Whose small words and endings: en, de, fr or es");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  newshound::Result<newshound::ArticleGenerator> generator = newshound::ArticleGenerator::create(options);
  if (!generator) return fail(generator.error().message);
  return write_articles(*generator, options.articles);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
