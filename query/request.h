// What a search asks for, whoever asks: filled from request parameters (query/parameters.h) by the daemon and the command line
// alike. A plain value, complete without an index or a server. Defaults are those of the API.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/cursor.h"
#include "query/query_words.h"
#include "query/text_parts.h"
#include "schemas/fields.h"
#include "schemas/limits.h"
#include "schemas/moment.h"

namespace newshound {

enum class Sort : unsigned char { kBest, kRelevance, kNewest, kOldest };
// Which date of an article the bounds `from` and `to` are about; the last change is the publication where there was none.
enum class DateKind : unsigned char { kPublished, kModified };
enum class Interval : unsigned char { kDay, kWeek, kMonth, kQuarter, kYear };
// How hits are given; where: searchd/router.h.
enum class AnswerFormat : unsigned char { kJson, kJsonLines, kCsv, kIds, kRss };
enum class FacetMode : unsigned char { kDisjunctive, kConjunctive };

// A filter by values of one field, beside the query: outlet=A&outlet=B&outlet=-C.
struct ValueFilter {
  Field field = Field::kOutlet;
  std::vector<std::string> any;       // one of these, compared folded; empty = no condition
  std::vector<std::string> none;      // none of these
  std::vector<std::string> all = {};  // every one of these; such a filter also holds for the field's own facet

  friend bool operator==(const ValueFilter&, const ValueFilter&) = default;
};

// Where marks lie, told beside them: in which units.
enum class OffsetUnits : unsigned char { kNone, kBytes, kUtf16 };
// What is wanted of one text of an article, for clients that show and escape texts one by one: query/attribute_highlights.h.
struct AttributeWish {
  bool whole = false;             // the whole text with its marks
  std::size_t snippet_bytes = 0;  // about; 0: no snippet

  friend bool operator==(const AttributeWish&, const AttributeWish&) = default;
};
using AttributeWishes = std::array<AttributeWish, 3>;  // title, standfirst, body

struct HighlightOptions {
  bool wanted = true;  // off where no snippet is shown (count, ids)
  std::string pre = "<mark>", post = "</mark>";
  bool html = true;          // escape text for HTML; false: as stored
  std::size_t length = 180;  // bytes of a snippet, about; cut at words
  std::size_t count = 3;     // snippets at most
  OffsetUnits offsets = OffsetUnits::kNone;
  std::optional<AttributeWishes> attributes = {};  // instead of title and snippets: each text by itself, never escaped

  friend bool operator==(const HighlightOptions&, const HighlightOptions&) = default;
};

struct HistogramOptions {
  Interval interval = Interval::kMonth;
  bool fill = true;              // buckets with 0 between the first and the last
  std::optional<Field> by = {};  // split by the most frequent values of a field
  bool share = false;            // also as a share of all coverage

  friend bool operator==(const HistogramOptions&, const HistogramOptions&) = default;
};

struct SearchRequest {
  std::string q;
  bool match_any = false;
  Exactness exactness = Exactness::kStem;
  TextParts parts = kAllParts;  // where words are searched; title: is narrower still
  bool strict = false;
  bool relax = true;                 // where nothing is found, read the query more loosely (query/relaxing.h)
  bool fuzzy = true;                 // correct spelling, offer corrections
  std::vector<ValueFilter> filters;  // at most one a field, and one with `all`
  DateKind date = DateKind::kPublished;
  std::int64_t from_utc = kUndated;              // `date`, inclusive; kUndated = open
  std::int64_t to_utc = kUndated;                // `date`, exclusive: a bare date `to` is the start of the day after it
  std::string time_zone;                         // IANA name; empty = UTC
  std::int64_t now_utc = 0;                      // the clock: visibility, recency, when:
  std::optional<std::int64_t> visible_utc = {};  // the clock of visibility alone, where a cursor pins the other
  bool by_clock = false;                         // `when` was given: the request means another span each minute
  Sort sort = Sort::kBest;
  std::size_t limit = kDefaultLimit;
  std::size_t page = 1;               // 1-based
  std::optional<Cursor> cursor = {};  // instead of `page`
  std::uint64_t search = 0;           // what is searched, and how it is ordered, as a hash: a cursor goes with one search
  std::vector<std::string> fields;    // members of a hit to give; empty = the default ones
  bool texts = true;  // off where needs_texts() (query/answer_json.h) says so: hits then are ids, scores and dates alone
  HighlightOptions highlight;
  std::vector<Field> facets;
  std::size_t facet_limit = kDefaultFacetLimit;
  FacetMode facet_mode = FacetMode::kDisjunctive;
  std::vector<Field> open_facets;     // counted as well, as in disjunctive mode: a batch of requests needs both
  bool published_stats = false;       // least, most and sum of the times of publication
  bool open_published_stats = false;  // the same without from_utc and to_utc
  bool divide_lists = true;           // a comma divides a filter's value, unless some article has the whole
  std::string facet_query;            // only values that hold these words, the last one as a beginning; empty: all
  std::optional<HistogramOptions> histogram;
  AnswerFormat format = AnswerFormat::kJson;
  bool explain = false;      // each hit with the parts of its score
  bool show_hidden = false;  // newshound --all only: withheld, canceled, embargoed and expired articles too

  // Hits before the page, in the order of the request or, in a date order with a cursor, behind it.
  [[nodiscard]] std::size_t first() const { return cursor ? cursor->rank : (page - 1) * limit; }
  [[nodiscard]] std::int64_t visibility_clock() const { return visible_utc.value_or(now_utc); }

  friend bool operator==(const SearchRequest&, const SearchRequest&) = default;
};

}  // namespace newshound
