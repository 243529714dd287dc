// What a search gives: complete without the index it came from. Written as JSON, CSV, text … by query/answer_*.cpp, which don't
// know how it was found. A plain value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/published_stats.h"
#include "query/request.h"
#include "schemas/article.h"

namespace newshound {

// Where marks and snippets lie in the stored texts: query/mark_offsets.h.
struct MarkOffsets {
  struct Place {
    TextPart part = TextPart::kBody;
    std::uint32_t begin = 0, end = 0;  // [begin, end), in the units asked for
  };
  std::vector<Place> marks;     // by part, then in order of the text
  std::vector<Place> snippets;  // by place in Highlight::snippets
  bool cut = false;             // some text has more marks than are told
};

struct Highlight {
  std::string title;                  // whole, with marks; empty if not wanted
  std::vector<std::string> snippets;  // at most HighlightOptions::count, in order of the text
  std::string first_mark = {};        // text of the first mark in the snippets, unescaped: for a link to the place; empty if none
  std::optional<MarkOffsets> offsets = {};  // if asked for
};

enum class MatchLevel : unsigned char { kNone, kPartial, kFull };

// One text of an article by itself: raw, with marks. query/attribute_highlights.h.
struct AttributeHighlight {
  std::string whole;    // if wished for
  std::string snippet;  // if wished for
  MatchLevel level = MatchLevel::kNone, snippet_level = MatchLevel::kNone;
  std::vector<std::string> words;  // of the query that are marked, folded, in the query's order
  bool fully = false;              // every word of the text is marked
};

struct Hit {
  Article article;
  double score = 0;  // 0 where the order isn't by score
  Highlight highlight;
  std::string explanation = {};                     // query/explain_json.h, if it was asked for
  std::vector<AttributeHighlight> attributes = {};  // title, standfirst, body, where HighlightOptions::attributes asks for them
};

struct FacetBucket {
  std::string value;        // most frequent spelling
  std::uint64_t count = 0;  // articles
};

// Σ counts + other + missing = articles counted, for single-valued fields.
struct FacetAnswer {
  Field field = Field::kOutlet;
  std::vector<FacetBucket> buckets;    // most frequent first, ties by folded value
  std::optional<std::uint64_t> other;  // articles with a value that has no bucket; none for multi-valued fields
  std::uint64_t missing = 0;           // articles without a value
  std::uint64_t values = 0;            // distinct values counted, shown or not
  std::uint64_t articles = 0;          // counted, with a value or without
};

struct HistogramBucket {
  std::string start;  // first day, "2025-07-01"
  std::uint64_t count = 0;
  std::optional<double> share = {};  // of all articles of that time that pass the filters, whatever the query; if asked for
};

// The articles with one value of a field, bucket by bucket.
struct HistogramSeries {
  std::string value;
  std::vector<std::uint64_t> counts;  // as many as there are buckets
};

struct HistogramAnswer {
  Interval interval = Interval::kMonth;
  std::vector<HistogramBucket> buckets;      // in time order
  std::uint64_t missing = 0;                 // undated articles
  std::optional<Field> by = {};              // what `series` are split by, if they are
  std::vector<HistogramSeries> series = {};  // the most frequent value first
};

// How far a query that found nothing was read more loosely: query/relaxing.h.
enum class Relaxation : unsigned char { kNone, kSpelling, kStopWords, kAny };

struct SearchAnswer {
  std::string text;         // q as asked
  std::string parsed;       // print_ast; empty for everything
  Sort sort = Sort::kBest;  // that was applied: an empty query is sorted newest
  std::vector<std::string> notes;
  Relaxation relaxed = Relaxation::kNone;
  std::string did_you_mean;  // the query with its misspelled words corrected; empty if none is
  std::uint64_t total = 0;   // exact
  std::vector<Hit> hits;
  std::vector<FacetAnswer> facets;                                      // in request order
  std::vector<FacetAnswer> open_facets = {};                            // in request order
  std::optional<PublishedStats> published_stats, open_published_stats;  // if asked for
  std::optional<HistogramAnswer> histogram;
  std::size_t limit = 0, page = 1;  // page 0: reached by a cursor
  std::optional<Cursor> next = {};  // where the next page begins; none if this is the last
  bool by_clock = false;            // another minute may give another order or other hits: recency, when
  std::uint64_t generation = 0;
  std::uint64_t articles = 0;  // in the index, not deleted
  double took_ms = 0;
  double parse_ms = 0, match_ms = 0, hits_ms = 0;  // of which: reading the query, matching and counting, texts and marks
};

// "best", "relevance", "newest", "oldest"; "day" … "year".
[[nodiscard]] std::string_view sort_name(Sort sort);
[[nodiscard]] std::string_view interval_name(Interval interval);
// "spelling", "stopwords", "any"; empty for kNone.
[[nodiscard]] std::string_view relaxation_name(Relaxation relaxation);

}  // namespace newshound
