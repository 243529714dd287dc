// The commands of newshound-indexer, as plain functions of their options: each prints its result on stdout, talks on stderr, and
// returns the exit code (0 done, 1 damage found by check, 3 some articles rejected). Errors are thrown to main, which returns 2.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/write_session.h"

namespace newshound {

struct CommandOptions {
  std::string index;
  std::vector<std::string> inputs;
  std::string format, language = "en", rejects, stem_exceptions, boilerplate, map, outlet_aliases, topics;
  bool no_infer = false;  // infer nothing: no topics where an article has none
  std::vector<std::string> ids, urls;
  std::string ids_file;
  std::optional<std::string> stems;  // stats: the word
  bool list_boilerplate = false;     // stats: what outlets repeat
  bool all = false, json = false, no_merge = false, quiet = false, allow_empty = false;
  unsigned wait_seconds = 0;
  WriteOptions write;
};

int run_build(const CommandOptions& options);
int run_add(const CommandOptions& options);
int run_delete(const CommandOptions& options);
int run_merge(const CommandOptions& options);
int run_check(const CommandOptions& options);
int run_stats(const CommandOptions& options);
int run_stem_stats(const CommandOptions& options);   // stats --stems WORD
int run_boilerplate(const CommandOptions& options);  // stats --boilerplate
int run_export(const CommandOptions& options);
int run_extract(const CommandOptions& options);

}  // namespace newshound
