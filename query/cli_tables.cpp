#include "query/cli_tables.h"

namespace newshound {

const std::array<OptionRow, kOptionCount>& option_table() {
  static constexpr std::array<OptionRow, kOptionCount> rows = {{
      {"--outlet", "outlet", kQueries, "NAME", "only this outlet; repeatable (any of them), -NAME excludes"},
      {"--topic", "topic", kQueries, "NAME", "only this topic; likewise"},
      {"--topic-all", "topic.all", kQueries, "NAME", "only articles with this topic and every other one given so"},
      {"--section", "section", kQueries, "NAME", "only this section; likewise"},
      {"--author", "author", kQueries, "NAME", "only this author; likewise"},
      {"--place", "place", kQueries, "NAME", "only this place; likewise"},
      {"--lang", "lang", kQueries, "CODE", "only this language (en, pt-BR); sets the stemmer"},
      {"--from", "from", kQueries, "DATE", "published on or after this date or time"},
      {"--to", "to", kQueries, "DATE", "published on or before this date or time"},
      {"--when", "when", kQueries, "AGE", "published within this age: 24h, 7d, 2w, 6m, 1y"},
      {"--date", "date", kQueries, "WHICH", "what --from, --to and --when are about: published or modified (default published)"},
      {"--tz", "tz", kQueries, "ZONE", "time zone of bare dates and of the timeline (Europe/Berlin; default UTC)"},
      {"--match", "match", kQueries, "all|any", "any: plain text without operators, one word is enough (default all)"},
      {"--exact", "exact", kQueries, "0|1|2",
       "1: every word as if quoted; 2: also in this spelling, case and marks included (default 0)"},
      {"--in", "in", kQueries, "PARTS", "search words only there: title, standfirst, body, divided by commas"},
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
      {"--highlight-offsets", "highlight.offsets", kHits, "bytes|utf16", "json: also where marks lie in the stored texts"},
      {"--facets", "facets", kSearch | kFacets, "NAMES",
       "count these fields: outlet, topic, section, author, place, lang (facets: default outlet,topic)"},
      {"--facets-limit", "facets.limit", kSearch | kFacets | kTimeline, "N", "values a facet (default 10, at most 1000)"},
      {"--facets-q", "facets.q", kSearch | kFacets, "TEXT", "only values with these words, the last one as a beginning"},
      {"--facets-mode", "facets.mode", kSearch | kFacets, "MODE",
       "disjunctive: a facet ignores its own filter; or conjunctive (default disjunctive)"},
      {"--histogram", "histogram", kSearch | kTimeline, "UNIT",
       "count by day, week, month, quarter or year (timeline: default month)"},
      {"--histogram-by", "histogram.by", kSearch | kTimeline, "NAME", "also by the most frequent values of this field"},
      {"--histogram-share", "histogram.share", kSearch | kTimeline, "0|1", "also as a share of all coverage"},
      {"--histogram-fill", "histogram.fill", kSearch | kTimeline, "0|1", "also show empty buckets (default 1)"},
  }};
  return rows;
}

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

}  // namespace newshound
